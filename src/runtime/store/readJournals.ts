import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { BadJournalLine, Checkpoint, JournalSummary } from "../../contract/checkpoint";
import type { Fact } from "../../contract/journal";
import { summariseJournals } from "../../core/journal/decodeJournal";
import { lastingFacts } from "../../core/journal/lastingFacts";
import { unionFacts } from "../../core/journal/unionFacts";
import { errorCode, errorText } from "../errorText";
import { type CheckpointPlace, readCheckpoint, sha256, writeCheckpoint } from "./checkpoint";
import { readRegularFile } from "./regularFile";

export interface JournalProblem {
  /** Absolute path of the journal file or folder. */
  file: string;
  /** Base 1; absent when the whole file or folder could not be read. */
  line?: number;
  message: string;
}

export interface ReadJournals {
  /** The facts that still count, of every writer, in order. */
  facts: Fact[];
  problems: JournalProblem[];
  /** Lines of all files, and how many of them were decoded now; the checkpoint stood for the others. */
  lines: number;
  decoded: number;
  /** Resolves when the checkpoint is up to date, or the disk refused it. */
  kept: Promise<void>;
}

export interface ReadOptions {
  /** Decodes when there is much, so that a long history does not hold up the caller's thread; the default does it in place. */
  decode?: (texts: string[]) => Promise<JournalSummary>;
  /** Without it every opening decodes everything. */
  checkpoint?: CheckpointPlace;
}

/** Characters over which `decode` is asked. */
const LONG = 256 * 1024;
/** Lines decoded from which on a new checkpoint is worth its writing. */
const MANY = 1000;
/** Bytes of the largest journal file read: more than a million lines. */
const LARGEST = 256 * 1024 * 1024;
/** Files read at a time. */
const AT_ONCE = 32;

/** Reads the journal files of all writers in `folder`. Never rejects: what cannot be read is a problem. */
export async function readJournals(folder: string, { decode, checkpoint: place }: ReadOptions): Promise<ReadJournals> {
  const { files, problems } = await readFiles(folder);
  const checkpoint = await matching(place, files);
  const known = new Map(checkpoint?.files.map((file) => [file.name, file]));
  const stretches = files.map(({ name, bytes, end }) => bytes.toString("utf8", known.get(name)?.bytes ?? 0, end));
  const added = await summarise(stretches, decode);
  // What follows the last line feed: nothing, or a line that may still be finished.
  const ends = summariseJournals(files.map(({ bytes, end }) => bytes.toString("utf8", end)));
  const facts = lastingFacts([...(checkpoint?.facts ?? []), ...added.facts]);

  let [lines, decoded, fresh] = [0, 0, 0];
  const ended = files.map(({ name, bytes, end }, index) => {
    const [before, now, last] = [known.get(name), added.files[index], ends.files[index]];
    const count = (before?.lines ?? 0) + (now?.lines ?? 0);
    const bad = [...(before?.bad ?? []), ...shifted(now?.bad, before?.lines)];
    for (const { line, reason } of [...bad, ...shifted(last?.bad, count)])
      problems.push({ file: join(folder, name), line, message: `Line ${line} is set aside: ${reason}. The other lines count.` });
    fresh += now?.lines ?? 0;
    decoded += (now?.lines ?? 0) + (last?.lines ?? 0);
    lines += count + (last?.lines ?? 0);
    return { name, begins: bytes.subarray(0, end), lines: count, bad };
  });
  const covered = () => ended.map(({ begins, ...file }) => ({ ...file, bytes: begins.length, sha256: sha256(begins) }));
  const kept = place && fresh >= MANY ? writeCheckpoint(place, { files: covered(), facts }) : Promise.resolve();
  return { facts: unionFacts([facts, ends.facts]), problems, lines, decoded, kept };
}

interface FoundFile {
  name: string;
  bytes: Buffer;
  /** Where its last line feed ends. */
  end: number;
}

async function readFiles(folder: string): Promise<{ files: FoundFile[]; problems: JournalProblem[] }> {
  const files: FoundFile[] = [];
  const problems: JournalProblem[] = [];
  let names: string[] = [];
  try {
    names = (await readdir(folder)).filter((name) => name.endsWith(".jsonl")).sort();
  } catch (error) {
    if (errorCode(error) !== "ENOENT")
      problems.push({
        file: folder,
        message: `The progress folder cannot be read: ${errorText(error)}. What is in it is not shown, and not lost.`,
      });
  }
  const read = async (name: string): Promise<FoundFile | JournalProblem> => {
    const file = join(folder, name);
    try {
      const bytes = await readRegularFile(file, LARGEST);
      return { name, bytes, end: bytes.lastIndexOf("\n") + 1 };
    } catch (error) {
      return { file, message: `This journal cannot be read: ${errorText(error)}. What is in it is not shown, and not lost.` };
    }
  };
  for (let from = 0; from < names.length; from += AT_ONCE)
    for (const found of await Promise.all(names.slice(from, from + AT_ONCE).map(read)))
      if ("bytes" in found) files.push(found);
      else problems.push(found);
  return { files, problems };
}

/** The checkpoint, when each file it was made of still begins as it did. */
async function matching(place: CheckpointPlace | undefined, files: readonly FoundFile[]): Promise<Checkpoint | undefined> {
  if (place === undefined || files.length === 0) return undefined;
  const checkpoint = await readCheckpoint(place);
  const byName = new Map(files.map((file) => [file.name, file]));
  const begins = (file: Checkpoint["files"][number]): boolean => {
    const found = byName.get(file.name);
    return found !== undefined && file.bytes <= found.end && sha256(found.bytes.subarray(0, file.bytes)) === file.sha256;
  };
  return checkpoint?.files.every(begins) ? checkpoint : undefined;
}

/** In place where there is little, or `decode` fails. */
async function summarise(texts: string[], decode: ReadOptions["decode"]): Promise<JournalSummary> {
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  if (decode === undefined || length <= LONG) return summariseJournals(texts);
  return decode(texts).catch(() => summariseJournals(texts));
}

const shifted = (bad: readonly BadJournalLine[] = [], by = 0): BadJournalLine[] => bad.map((one) => ({ ...one, line: one.line + by }));

import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CheckpointEntry, JournalSummary } from "../../contract/checkpoint";
import type { Fact } from "../../contract/journal";
import { joinSummaries, summariseJournal } from "../../core/journal/decodeJournal";
import { unionFacts } from "../../core/journal/unionFacts";
import { errorCode, errorText } from "../errorText";
import { type CheckpointPlace, readCheckpoint, writeCheckpoint } from "./checkpoint";

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
  /** Decodes stretches over 256 KB, so that a long history does not hold up the caller's thread; the default does it in place. */
  decode?: (text: string) => Promise<JournalSummary>;
  /** Without it every opening decodes everything. */
  checkpoint?: CheckpointPlace;
}

/** Characters over which `decode` is asked. */
const LONG = 256 * 1024;
/** Lines decoded from which on a new checkpoint is worth its writing. */
const MANY = 1000;
/** Files read at a time. */
const AT_ONCE = 32;

/** Reads the journal files of all writers in `folder`. Never rejects: what cannot be read is a problem. */
export async function readJournals(folder: string, { decode, checkpoint }: ReadOptions): Promise<ReadJournals> {
  const problems: JournalProblem[] = [];
  const names = await journalNames(folder).catch((error: unknown): string[] => {
    if (errorCode(error) !== "ENOENT")
      problems.push({
        file: folder,
        message: `The progress folder cannot be read: ${errorText(error)}. What is in it is not shown, and not lost.`,
      });
    return [];
  });
  const known = checkpoint && names.length > 0 ? await readCheckpoint(checkpoint) : new Map<string, CheckpointEntry>();
  const entries = new Map<string, CheckpointEntry>();
  const journals: Fact[][] = [];
  let [lines, decoded, fresh] = [0, 0, 0];
  for (let from = 0; from < names.length; from += AT_ONCE) {
    const part = names.slice(from, from + AT_ONCE);
    const read = await Promise.all(
      part.map((name) => readJournal(join(folder, name), known.get(name), decode).catch((error: unknown) => errorText(error))),
    );
    for (const [index, found] of read.entries()) {
      const name = part[index] ?? "";
      const file = join(folder, name);
      if (typeof found === "string") {
        problems.push({ file, message: `This journal cannot be read: ${found}. What is in it is not shown, and not lost.` });
        continue;
      }
      entries.set(name, found.entry);
      journals.push(found.whole.facts);
      lines += found.whole.lines;
      decoded += found.decoded;
      fresh += found.fresh;
      for (const { line, reason } of found.whole.bad)
        problems.push({ file, line, message: `Line ${line} is set aside: ${reason}. The other lines count.` });
    }
  }
  const kept = checkpoint && fresh >= MANY ? writeCheckpoint(checkpoint, entries) : Promise.resolve();
  return { facts: unionFacts(journals), problems, lines, decoded, kept };
}

async function journalNames(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith(".jsonl")).sort();
}

interface ReadJournal {
  /** What the file says. */
  whole: JournalSummary;
  /** What a checkpoint may keep of it: all lines that end with a line feed. */
  entry: CheckpointEntry;
  /** Lines decoded now, and how many of these `entry` has and the checkpoint had not. */
  decoded: number;
  fresh: number;
}

async function readJournal(file: string, known: CheckpointEntry | undefined, decode: ReadOptions["decode"]): Promise<ReadJournal> {
  const bytes = await readFile(file);
  const end = bytes.lastIndexOf("\n") + 1;
  const covered = known && known.bytes <= end ? known.bytes : 0;
  const hash = createHash("sha256").update(bytes.subarray(0, covered));
  const before = known && covered > 0 && hash.copy().digest("hex") === known.sha256 ? known : undefined;
  const added = await summary(bytes.toString("utf8", before?.bytes ?? 0, end), decode);
  const ended = before ? joinSummaries(before, added) : added;
  const tail = summariseJournal(bytes.toString("utf8", end));
  return {
    whole: joinSummaries(ended, tail),
    entry: { bytes: end, sha256: hash.update(bytes.subarray(covered, end)).digest("hex"), ...ended },
    decoded: added.lines + tail.lines,
    fresh: added.lines,
  };
}

async function summary(text: string, decode: ReadOptions["decode"]): Promise<JournalSummary> {
  return decode && text.length > LONG ? decode(text) : summariseJournal(text);
}

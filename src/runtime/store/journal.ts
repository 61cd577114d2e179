import { type FileHandle, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { type Fact, JOURNAL_VERSION, type NewFact } from "../../contract/journal";
import { isoTime } from "../../core/journal/isoTime";
import { encodeFact } from "../../core/journal/journalLine";
import { newUlid } from "../../core/journal/ulid";
import type { Random } from "../../core/random";
import { errorCode, errorText } from "../errorText";
import { type JournalProblem, type ReadJournals, type ReadOptions, readJournals } from "./readJournals";

/** What the journal needs of an open file. */
export type JournalFile = Pick<FileHandle, "read" | "write" | "sync" | "truncate" | "close">;

export interface JournalOptions extends ReadOptions {
  /** Name of this machine; only letters, digits and hyphens of it are used. */
  machine: string;
  /** The clock, milliseconds since 1970; used for file names, ids and for people, never for order. */
  now: () => number;
  /** Chance for ids, 0 to 1; the default is the platform's. */
  random?: Random;
  /** Opens the writer's file, to make it or to go on with it; the default is Node's. */
  openFile?: (path: string, flags: "wx" | "r+") => Promise<JournalFile>;
}

/** Thrown by `append` when the disk refuses. The fact stays in `unsaved` and goes out, in order, with the next append or `retry`. */
export class JournalWriteError extends Error {
  override readonly name = "JournalWriteError";
  constructor(
    readonly file: string,
    /** For example ENOSPC. */
    readonly code: string | undefined,
    readonly unsaved: number,
    reason: string,
  ) {
    super(
      `Your progress could not be written to ${file}: ${reason}. ${unsaved === 1 ? "1 entry is" : `${unsaved} entries are`} kept in memory and written as soon as that works; do not close this window before.`,
    );
  }
}

export interface Journal {
  /** The facts of every writer that still counted when the journal was opened, in order, then those appended since. */
  readonly facts: readonly Fact[];
  /** Lines there were when it was opened, and how many of them had to be decoded. */
  readonly read: { readonly lines: number; readonly decoded: number };
  /** What was set aside while reading. Nothing is ever deleted or rewritten. */
  readonly problems: readonly JournalProblem[];
  /** Facts that are not on the disk yet. */
  readonly unsaved: readonly Fact[];
  /** Resolves when the fact is on the disk (fsync). Rejects with JournalWriteError; the fact is then in `unsaved`. */
  append(fact: NewFact): Promise<Fact>;
  /** Writes what is unsaved. */
  retry(): Promise<void>;
  /** Called once for each fact when it is on the disk. */
  onAppend(listener: (fact: Fact) => void): { dispose(): void };
  /** Waits for what is being written. */
  dispose(): Promise<void>;
}

/**
 * Opens the journal in `folder`: reads the files of all writers, and becomes one writer more. The writer's own file is
 * made with the first fact. Never rejects: a folder that cannot be read is a problem, and appending may still work.
 */
export async function openJournal(folder: string, options: JournalOptions): Promise<Journal> {
  return new JournalWriter(folder, options, await readJournals(folder, options));
}

class JournalWriter implements Journal {
  readonly facts: Fact[];
  readonly problems: readonly JournalProblem[];
  readonly read: Journal["read"];
  readonly unsaved: Fact[] = [];
  private readonly listeners = new Set<(fact: Fact) => void>();
  private readonly random: Random;
  private readonly writer: string;
  private next = 0;
  private file: WriterFile | undefined;
  /** How many files this writer has made. */
  private files = 0;
  private queue: Promise<void> = Promise.resolve();
  private disposed = false;
  private readonly kept: Promise<void>;

  constructor(
    private readonly folder: string,
    private readonly options: JournalOptions,
    { facts, problems, lines, decoded, kept }: ReadJournals,
  ) {
    this.facts = facts;
    this.problems = problems;
    this.read = { lines, decoded };
    this.kept = kept;
    this.random = options.random ?? Math.random;
    const machine =
      options.machine
        .replace(/[^A-Za-z0-9-]+/g, "-")
        .replace(/^-+|-+$/g, "")
        .slice(0, 40) || "machine";
    this.writer = `${machine}-${isoTime(options.now()).replace(/[:.]/g, "")}-${newUlid(0, this.random).slice(-4)}`;
  }

  append(fact: NewFact): Promise<Fact> {
    if (this.disposed) return Promise.reject(new Error("append was called on a closed journal"));
    const now = this.options.now();
    const whole: Fact = {
      ...fact,
      v: JOURNAL_VERSION,
      id: newUlid(now, this.random),
      writer: this.writer,
      n: this.next,
      at: isoTime(now),
    };
    this.next += 1;
    this.unsaved.push(whole);
    return this.flush().then(() => whole);
  }

  retry(): Promise<void> {
    return this.flush();
  }

  onAppend(listener: (fact: Fact) => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  async dispose(): Promise<void> {
    if (this.disposed) return;
    this.disposed = true;
    await this.flush().catch(() => undefined);
    await this.kept;
  }

  /** One write at a time, in order. Callers that come while one is under way wait for the next, which takes all that is there. */
  private flush(): Promise<void> {
    const attempt = this.queue.then(() => this.write());
    this.queue = attempt.catch(() => undefined);
    return attempt;
  }

  private async write(): Promise<void> {
    const batch = [...this.unsaved];
    if (batch.length === 0) return;
    try {
      const { file, handle } = await this.target();
      const lines = [...file.before, ...batch].map((fact) => Buffer.from(`${encodeFact(fact)}\n`));
      const bytes = Buffer.concat(lines);
      try {
        await writeAll(handle, bytes, file.size);
        await handle.sync();
      } catch (error) {
        // A half-written line is cut off again; where even that fails, the next attempt writes over it from the same place.
        file.torn = await handle.truncate(file.size).then(
          () => false,
          () => true,
        );
        throw error;
      } finally {
        await handle.close().catch(() => undefined);
      }
      file.size += bytes.length;
      file.last = lines.at(-1) ?? file.last;
      file.torn = false;
      file.before = [];
    } catch (error) {
      const path = this.file?.path ?? this.folder;
      throw new JournalWriteError(path, errorCode(error), this.unsaved.length, errorText(error));
    }
    this.unsaved.splice(0, batch.length);
    for (const fact of batch) {
      this.facts.push(fact);
      for (const listener of this.listeners) listener(fact);
    }
  }

  /**
   * The file to write to, opened for this one write. Where somebody has removed it meanwhile, moved it, or put another in
   * its place (a synchronised folder does all three), writing on would go nowhere: a new one is made and takes everything
   * this writer wrote before.
   */
  private async target(): Promise<{ file: WriterFile; handle: JournalFile }> {
    const openFile = this.options.openFile ?? open;
    if (this.file) {
      const handle = await openFile(this.file.path, "r+").catch(() => undefined);
      if (handle && (await holds(handle, this.file))) return { file: this.file, handle };
      await handle?.close().catch(() => undefined);
      this.file = undefined;
    }
    await mkdir(this.folder, { recursive: true });
    const path = join(this.folder, `${this.writer}${this.files === 0 ? "" : `-${this.files}`}.jsonl`);
    // Two windows never share a file: "x" refuses a name that is taken.
    const handle = await openFile(path, "wx");
    this.files += 1;
    const before = this.facts.filter((fact) => fact.writer === this.writer);
    this.file = { path, size: 0, last: Buffer.alloc(0), torn: false, before };
    await flushFolder(this.folder);
    return { file: this.file, handle };
  }
}

interface WriterFile {
  path: string;
  /** Bytes that are surely written, and the last line of them. */
  size: number;
  last: Buffer;
  /** A part of a write that failed may stand behind them. */
  torn: boolean;
  /** Facts to write ahead of the next ones. */
  before: Fact[];
}

/** Whether the file still ends as it was written. One that has grown is somebody else's now: what he added stays. */
async function holds(handle: JournalFile, { size, last, torn }: WriterFile): Promise<boolean> {
  const found = Buffer.alloc(last.length + 1);
  try {
    const { bytesRead } = await handle.read(found, 0, found.length, size - last.length);
    return (bytesRead === last.length || (torn && bytesRead > last.length)) && found.subarray(0, last.length).equals(last);
  } catch {
    return false;
  }
}

/** Makes a new file's name outlive a power cut, where the system can do that. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close().catch(() => undefined);
}

async function writeAll(handle: JournalFile, bytes: Buffer, position: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at, position + at);
    if (bytesWritten === 0) throw new Error("the disk took no more bytes");
    at += bytesWritten;
  }
}

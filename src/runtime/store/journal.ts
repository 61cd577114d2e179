import { type FileHandle, mkdir, open, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Fact, JOURNAL_VERSION, type NewFact } from "../../contract/journal";
import type { PoolCalls } from "../../contract/pool";
import { decodeJournal, unionFacts } from "../../core/journal/decodeJournal";
import { encodeFact } from "../../core/journal/journalLine";
import { newUlid } from "../../core/journal/ulid";
import type { Random } from "../../core/random";
import { errorCode, errorText } from "../errorText";

export interface JournalProblem {
  /** Absolute path of the journal file or folder. */
  file: string;
  /** Base 1; absent when the whole file or folder could not be read. */
  line?: number;
  message: string;
}

/** What the journal needs of an open file. */
export type JournalFile = Pick<FileHandle, "write" | "sync" | "truncate" | "stat" | "close">;

export interface JournalOptions {
  /** Name of this machine; only letters, digits and hyphens of it are used. */
  machine: string;
  /** The clock, milliseconds since 1970; used for file names, ids and for people, never for order. */
  now: () => number;
  /** Chance for ids, 0 to 1; the default is the platform's. */
  random?: Random;
  /** Decodes files over 256 KB, so that a long history does not hold up the caller's thread; the default does it in place. */
  decode?: (text: string) => Promise<PoolCalls["decodeJournal"]["output"]>;
  /** Opens the writer's file; the default is Node's. */
  openFile?: (path: string, flags: "wx") => Promise<JournalFile>;
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
  /** Every fact of every writer known when the journal was opened, and those appended since, in order. */
  readonly facts: readonly Fact[];
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
  /** Waits for what is being written and closes the file. */
  dispose(): Promise<void>;
}

/**
 * Opens the journal in `folder`: reads the files of all writers, and becomes one writer more. The writer's own file is
 * made with the first fact. Never rejects: a folder that cannot be read is a problem, and appending may still work.
 */
export async function openJournal(folder: string, options: JournalOptions): Promise<Journal> {
  const { facts, problems } = await readJournals(folder, options.decode);
  return new JournalWriter(folder, options, facts, problems);
}

const LONG = 256 * 1024;

async function readJournals(folder: string, decodeLong: JournalOptions["decode"]): Promise<{ facts: Fact[]; problems: JournalProblem[] }> {
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
  const journals: Fact[][] = [];
  for (const name of names) {
    const file = join(folder, name);
    try {
      const text = await readFile(file, "utf8");
      const { facts, bad } = decodeLong && text.length > LONG ? await decodeLong(text) : decodeJournal(text);
      journals.push(facts);
      for (const { line, reason } of bad)
        problems.push({ file, line, message: `Line ${line} is set aside: ${reason}. The other lines count.` });
    } catch (error) {
      problems.push({ file, message: `This journal cannot be read: ${errorText(error)}. What is in it is not shown, and not lost.` });
    }
  }
  return { facts: unionFacts(journals), problems };
}

class JournalWriter implements Journal {
  readonly facts: Fact[];
  readonly unsaved: Fact[] = [];
  private readonly listeners = new Set<(fact: Fact) => void>();
  private readonly random: Random;
  private readonly writer: string;
  private next = 0;
  private file: OpenFile | undefined;
  /** How many files this writer has made. */
  private files = 0;
  private queue: Promise<void> = Promise.resolve();
  private disposed = false;

  constructor(
    private readonly folder: string,
    private readonly options: JournalOptions,
    facts: Fact[],
    readonly problems: readonly JournalProblem[],
  ) {
    this.facts = facts;
    this.random = options.random ?? Math.random;
    const machine =
      options.machine
        .replace(/[^A-Za-z0-9-]+/g, "-")
        .replace(/^-+|-+$/g, "")
        .slice(0, 40) || "machine";
    this.writer = `${machine}-${new Date(options.now()).toISOString().replace(/[:.]/g, "")}-${newUlid(0, this.random).slice(-4)}`;
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
      at: new Date(now).toISOString(),
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
    await this.file?.handle.close().catch(() => undefined);
    this.file = undefined;
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
      const file = await this.target();
      const bytes = Buffer.from([...file.before, ...batch].map((fact) => `${encodeFact(fact)}\n`).join(""), "utf8");
      try {
        await writeAll(file.handle, bytes, file.size);
        await file.handle.sync();
      } catch (error) {
        // A half-written line is cut off again; where even that fails, the next attempt writes over it from the same place.
        await file.handle.truncate(file.size).catch(() => undefined);
        throw error;
      }
      file.size += bytes.length;
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
   * The file to write to. Where somebody has removed it meanwhile, writing on would go nowhere: a new one is made and
   * takes everything this writer wrote before.
   */
  private async target(): Promise<OpenFile> {
    if (this.file && (await isStillThere(this.file))) return this.file;
    await this.file?.handle.close().catch(() => undefined);
    this.file = undefined;
    await mkdir(this.folder, { recursive: true });
    const path = join(this.folder, `${this.writer}${this.files === 0 ? "" : `-${this.files}`}.jsonl`);
    // Two windows never share a file: "x" refuses a name that is taken.
    const handle = await (this.options.openFile ?? open)(path, "wx");
    this.files += 1;
    this.file = { handle, path, size: 0, before: this.facts.filter((fact) => fact.writer === this.writer) };
    return this.file;
  }
}

interface OpenFile {
  handle: JournalFile;
  path: string;
  /** Bytes that are surely written. */
  size: number;
  /** Facts to write ahead of the next ones. */
  before: Fact[];
}

async function isStillThere(file: OpenFile): Promise<boolean> {
  const [named, opened] = await Promise.all([stat(file.path).catch(() => undefined), file.handle.stat()]);
  return named !== undefined && named.ino === opened.ino;
}

async function writeAll(handle: JournalFile, bytes: Buffer, position: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at, position + at);
    if (bytesWritten === 0) throw new Error("the disk took no more bytes");
    at += bytesWritten;
  }
}

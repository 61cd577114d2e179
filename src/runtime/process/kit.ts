import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import type { RunEvent } from "../../contract/events";
import { readEventLine } from "../../core/verdict/eventLine";
import { errorText } from "../errorText";
import { EventQueue } from "./eventQueue";
import { killGroup, killTagged, killTree } from "./killTree";
import { type KitLimits, type KitPlaces, kitCommand, RUN_TAG } from "./kitCommand";
import { LineSplitter } from "./lines";

export interface KitOptions extends KitPlaces {
  action: "check" | "bench";
  /** Id of the lab. */
  lab: string;
  /** Check ids; all when left out. */
  checks?: readonly string[];
  /** Folder of the learner's files. */
  work: string;
  limits?: KitLimits;
  /** Aborting cancels the run. */
  signal?: AbortSignal;
}

export interface KitRun {
  /** Ends after `exit`. For one reader, who need not hurry: the kit waits when many events are unread. */
  readonly events: AsyncIterableIterator<RunEvent>;
  /** Asks the kit to stop and, when it has not within 600 ms, ends its whole process tree. Resolves with the tree gone. */
  cancel(): Promise<void>;
  /** Ends the tree at once. Resolves with the tree gone. */
  dispose(): Promise<void>;
}

/** Characters of one event line. The kit cuts its texts well below it. */
const LINE_LIMIT = 1024 * 1024;
/** Characters of standard error handed on; a kit that fails says what it has to in less. */
const ERROR_LIMIT = 64 * 1024;
const UNREAD_LIMIT = 2000;
const GRACE_MS = 600;
/** Milliseconds the pipes of an ended process may stay open, which they do when something outside its tree holds them. */
const DRAIN_MS = 500;

/** Starts `python -m labkit` for a check or a benchmark. Never throws: what goes wrong comes as an event. */
export function startKit(options: KitOptions): KitRun {
  return new KitProcess(options);
}

class KitProcess implements KitRun {
  readonly events: EventQueue<RunEvent>;
  private readonly runId = randomUUID();
  private readonly child: ChildProcess | undefined;
  private readonly gone: Promise<void>;
  private errorLength = 0;
  private refused = false;
  private cancelling: Promise<void> | undefined;
  private exited = false;
  private ended = false;

  constructor(private readonly options: KitOptions) {
    this.events = new EventQueue<RunEvent>({
      limit: UNREAD_LIMIT,
      onFull: () => this.holdBack(),
      onRoom: () => this.child?.stdout?.resume(),
    });
    this.child = this.spawn();
    this.gone = this.child ? this.follow(this.child) : Promise.resolve();
    const { signal } = options;
    if (signal?.aborted) void this.cancel();
    else if (signal) {
      const onAbort = () => void this.cancel();
      signal.addEventListener("abort", onAbort, { once: true });
      void this.gone.then(() => signal.removeEventListener("abort", onAbort));
    }
  }

  cancel(): Promise<void> {
    this.cancelling ??= this.stop(GRACE_MS);
    return this.cancelling;
  }

  async dispose(): Promise<void> {
    if (!this.exited && this.child?.pid !== undefined) await killTree(this.child.pid);
    await this.cancel();
  }

  private spawn(): ChildProcess | undefined {
    const { command, args, env } = kitCommand({ ...this.options, runId: this.runId });
    try {
      return spawn(command, args, {
        cwd: this.options.work,
        env,
        stdio: ["pipe", "pipe", "pipe"],
        detached: process.platform !== "win32",
        windowsHide: true,
      });
    } catch (error) {
      this.notStarted(error);
      return undefined;
    }
  }

  private follow(child: ChildProcess): Promise<void> {
    const lines = new LineSplitter({
      limit: LINE_LIMIT,
      onLine: (line) => this.onLine(line),
      onTooLong: (start) => this.emit({ event: "malformed", reason: `the line is longer than ${LINE_LIMIT} characters`, line: start }),
    });
    child.stdout?.on("data", (chunk: Buffer) => lines.write(chunk));
    child.stdout?.on("end", () => lines.end());
    child.stderr?.setEncoding("utf8");
    child.stderr?.on("data", (text: string) => this.onError(text));
    // The kit may be gone before it read its input; that is no fault.
    child.stdin?.on("error", () => undefined);
    return new Promise((resolve) => {
      child.once("error", (error) => {
        if (child.pid !== undefined) return;
        this.notStarted(error);
        resolve();
      });
      child.once("exit", (code, signal) => void this.onExit(child, code, signal).then(resolve));
    });
  }

  private holdBack(): void {
    // What an ended process left in its pipe is little, and nobody may be reading any more.
    if (!this.exited) this.child?.stdout?.pause();
  }

  /** The judge is gone; so must be all it started, before anybody is told. */
  private async onExit(child: ChildProcess, code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    this.exited = true;
    if (child.pid !== undefined) killGroup(child.pid);
    // A judge that was killed could not end its subjects, which lead groups of their own.
    await killTagged(RUN_TAG, this.runId);
    child.stdout?.resume();
    await Promise.race([Promise.all([streamEnded(child.stdout), streamEnded(child.stderr)]), delay(DRAIN_MS)]);
    child.stdout?.destroy();
    child.stderr?.destroy();
    this.finish({ event: "exit", code, signal, started: true });
  }

  private onLine(line: string): void {
    if (line.trim() === "" || this.refused) return;
    const event = readEventLine(line);
    this.emit(event);
    if (event.event === "newer") {
      this.refused = true;
      void this.stop(0);
    }
  }

  private onError(text: string): void {
    const room = ERROR_LIMIT - this.errorLength;
    this.errorLength += text.length;
    if (room > 0) this.emit({ event: "kit-error", text: text.slice(0, room) });
  }

  private async stop(graceMs: number): Promise<void> {
    if (this.ended) return;
    if (graceMs > 0) this.emit({ event: "cancelled" });
    const { child } = this;
    if (child?.pid === undefined) return this.gone;
    child.stdin?.end();
    const waited = new AbortController();
    await Promise.race([this.gone, delay(graceMs, waited.signal)]);
    waited.abort();
    if (!this.exited) await killTree(child.pid);
    await this.gone;
  }

  private notStarted(error: unknown): void {
    // The system says ENOENT for a missing folder too.
    const { python, work } = this.options;
    const culprit = existsSync(work) ? python : work;
    this.finish({ event: "exit", code: null, signal: null, started: false, error: `${culprit}: ${errorText(error)}` });
  }

  private emit(event: RunEvent): void {
    this.events.push(event);
  }

  private finish(event: RunEvent): void {
    if (this.ended) return;
    this.ended = true;
    this.emit(event);
    this.events.close();
  }
}

function streamEnded(stream: NodeJS.ReadableStream | null): Promise<void> {
  if (stream === null || !stream.readable) return Promise.resolve();
  return new Promise((resolve) => {
    stream.once("close", resolve);
    stream.once("end", resolve);
    stream.once("error", () => resolve());
  });
}

function delay(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

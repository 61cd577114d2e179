/**
 * An interleaving as a board: a column for each thread, each lock and each value that threads share, a row for each step. Only
 * what threads did is recorded; that one had to wait is derived here: its next operation cannot be done as long as another
 * holds the lock or has not ended.
 */
import type { BlockedThread, Counterexample, InterleavingStep } from "../../contract/events";

/** What a counterexample says about its threads, without the run around it. */
export type Interleaving = Pick<Counterexample, "steps" | "blocked" | "omitted">;

export type LaneState =
  | { is: "acts" }
  /** Could run, and another was chosen. */
  | { is: "ready" }
  | ({ is: "waits" } & Wait)
  | { is: "unborn" }
  | { is: "ended" };

export interface Wait {
  /** The operation that cannot be done yet: `acquire`, `join`, `sleep`. */
  op: string;
  object: string;
  heldBy?: string;
}

export interface Row {
  /** Index of the thread that acts. */
  lane: number;
  /** Another thread acted in the row before. */
  switched: boolean;
  /** It tried to take a lock that another holds, and went on without it. */
  refused: boolean;
  /** Of every thread once the step is done. */
  lanes: LaneState[];
  /** For each lock, who holds it once the step is done. */
  holders: (string | undefined)[];
  /** For each shared value, what this step read or left; undefined where it did not touch it. */
  values: (string | undefined)[];
}

export interface Layout {
  threads: string[];
  locks: string[];
  values: string[];
  rows: Row[];
}

const takes = new Set(["acquire", "try acquire"]);
const locking = new Set([...takes, "release", "locked"]);
const accesses = new Set(["read", "write"]);

/** More columns than these cannot be read; what has none still stands in the steps' words. */
export const MOST_COLUMNS = 8;

export function layOut({ steps, blocked, omitted = 0 }: Interleaving): Layout {
  const threads = [...new Set([...steps, ...blocked].map((one) => one.thread))];
  const locks = firstOf(steps.filter((step) => locking.has(step.op)).map((step) => step.object));
  const values = firstOf(sharedValues(steps));
  const next = nextOperations(steps, blocked, threads);
  const begun = new Set(omitted > 0 ? threads : threads.filter((thread) => !steps.some((step) => startsIn(step, thread))));
  const ended = new Set<string>();
  const holders = new Map<string, string>();
  const rows = steps.map((step, index): Row => {
    begun.add(step.thread);
    if (step.op === "end") ended.add(step.thread);
    const refused = takes.has(step.op) && holders.has(step.object);
    if (takes.has(step.op) && !refused) holders.set(step.object, step.thread);
    else if (step.op === "release") holders.delete(step.object);
    const last = index === steps.length - 1;
    const laneOf = (thread: string, lane: number): LaneState => {
      if (thread === step.thread) return { is: "acts" };
      if (ended.has(thread)) return { is: "ended" };
      if (!begun.has(thread)) return { is: "unborn" };
      const wait = waitOf(next[lane]?.[index], { thread, holders, ended, threads, stuck: last });
      return wait ? { is: "waits", ...wait } : { is: "ready" };
    };
    return {
      lane: threads.indexOf(step.thread),
      switched: index > 0 && steps[index - 1]?.thread !== step.thread,
      refused,
      lanes: threads.map(laneOf),
      holders: locks.map((lock) => holders.get(lock)),
      values: values.map((value) => (accesses.has(step.op) && step.object === value ? step.value : undefined)),
    };
  });
  return { threads, locks, values, rows };
}

const firstOf = (names: string[]): string[] => [...new Set(names)].slice(0, MOST_COLUMNS);
const startsIn = (step: InterleavingStep, thread: string): boolean => step.op === "begin" && step.thread === thread;

/**
 * Objects that two threads touch, one of them writing, once the first other thread runs: what came before is preparation. What
 * only the lab's own scenario touches is its bookkeeping.
 */
function sharedValues(steps: readonly InterleavingStep[]): string[] {
  const first = steps.findIndex((step) => step.thread !== steps[0]?.thread);
  const touched = first < 0 ? [] : steps.slice(first).filter((step) => accesses.has(step.op));
  const theirs = new Set(touched.filter((step) => step.lab !== true).map((step) => step.object));
  const writers = new Set(touched.filter((step) => step.op === "write").map((step) => step.object));
  const byObject = new Map<string, Set<string>>();
  for (const { object, thread } of touched) byObject.set(object, (byObject.get(object) ?? new Set()).add(thread));
  return [...byObject]
    .filter(([object, threads]) => writers.has(object) && theirs.has(object) && threads.size > 1)
    .map(([object]) => object);
}

type Pending = Pick<InterleavingStep & BlockedThread, "op" | "object"> & { heldBy?: string | null; forever?: boolean };

/** For each thread and each step: the operation the thread does next. */
function nextOperations(steps: readonly InterleavingStep[], blocked: readonly BlockedThread[], threads: readonly string[]) {
  return threads.map((thread) => {
    const end = blocked.find((one) => one.thread === thread);
    let pending: Pending | undefined = end && { ...end, forever: true };
    const list: (Pending | undefined)[] = [];
    for (let index = steps.length - 1; index >= 0; index -= 1) {
      list[index] = pending;
      const step = steps[index];
      if (step?.thread === thread) pending = step;
    }
    return list;
  });
}

interface Moment {
  thread: string;
  holders: ReadonlyMap<string, string>;
  ended: ReadonlySet<string>;
  threads: readonly string[];
  /** The last step is done: who is blocked now stays so. */
  stuck: boolean;
}

function waitOf(pending: Pending | undefined, { thread, holders, ended, threads, stuck }: Moment): Wait | undefined {
  if (pending === undefined) return undefined;
  const { op, object } = pending;
  if (pending.forever && stuck) return { op, object, ...(pending.heldBy ? { heldBy: pending.heldBy } : {}) };
  if (op === "sleep") return { op, object };
  if (op === "join") return threads.includes(object) && object !== thread && !ended.has(object) ? { op, object } : undefined;
  if (op !== "acquire") return undefined;
  const holder = holders.get(object);
  if (holder === undefined) return undefined;
  // A thread that waits for a lock of its own waits for somebody to release it: how a condition variable waits.
  return holder === thread ? { op, object } : { op, object, heldBy: holder };
}

/** Cells of a board: beyond them a page is slow and nobody reads it. */
export const MOST_CELLS = 20_000;

/** The last steps of an interleaving that is too long for a board; those left out at the start are counted. */
export function shorten<T extends Interleaving>(interleaving: T): T {
  const { steps, blocked, omitted = 0 } = interleaving;
  const columns = new Set([...steps, ...blocked].map((one) => one.thread)).size + 2 * MOST_COLUMNS;
  const room = Math.max(1, Math.floor(MOST_CELLS / columns));
  return steps.length <= room ? interleaving : { ...interleaving, steps: steps.slice(-room), omitted: omitted + steps.length - room };
}

/** Where to look first: the first line of the learner's that another thread ran, for what comes before is preparation. */
export function firstLook({ steps }: Pick<Interleaving, "steps">): number {
  const others = (step: InterleavingStep): boolean => step.thread !== steps[0]?.thread && step.line > 0;
  const theirs = steps.findIndex((step) => others(step) && step.lab !== true);
  return Math.max(0, theirs >= 0 ? theirs : steps.findIndex(others));
}

/** The next row, from `index` on in the direction of `by`, in which another thread takes over; the end of the board where there is none. */
export function nextSwitch({ rows }: Layout, index: number, by: 1 | -1): number {
  for (let at = index + by; at > 0 && at < rows.length; at += by) if (rows[at]?.switched) return at;
  return by === 1 ? Math.max(0, rows.length - 1) : 0;
}

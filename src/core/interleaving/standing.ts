/** Where every thread stands at one step of an interleaving. */
import type { BlockedThread, InterleavingStep } from "../../contract/events";
import type { Interleaving, LaneState, Layout } from "./layout";

export interface StandingPlace {
  file: string;
  /** Base 1. */
  line: number;
  source: string;
  /** In the lab's own scenario, not in a file of the learner's. */
  lab: boolean;
}

export interface Standing {
  thread: string;
  state: LaneState;
  /** The line of the step it does, or else of the step it does next; undefined where no line stands behind it. */
  place?: StandingPlace;
  /** Its local variables there, as short texts. */
  locals: Record<string, string>;
  /** Locks it holds. */
  holds: string[];
}

/** @param index of the step, base 0 */
export function standings(interleaving: Interleaving, { threads, locks, rows }: Layout, index: number): Standing[] {
  const row = rows[index];
  if (row === undefined) return [];
  return threads.map((thread, lane): Standing => {
    const state = row.lanes[lane] ?? { is: "unborn" };
    const at = state.is === "unborn" || state.is === "ended" ? undefined : standsAt(interleaving, thread, index, state.is === "acts");
    return {
      thread,
      state,
      ...(at ? { place: { file: at.file, line: at.line, source: at.source, lab: at.lab === true } } : {}),
      locals: at?.locals ?? {},
      holds: locks.filter((_, column) => row.holders[column] === thread),
    };
  });
}

type Place = Pick<InterleavingStep, "file" | "line" | "source" | "lab"> & Partial<Pick<InterleavingStep, "locals">>;

function standsAt({ steps, blocked }: Interleaving, thread: string, index: number, acts: boolean): Place | undefined {
  const own = (step: InterleavingStep | BlockedThread): boolean => step.thread === thread && step.line > 0 && step.file !== "";
  const before = steps.slice(0, index + 1).findLast(own);
  return acts ? before : (steps.slice(index + 1).find(own) ?? blocked.find(own) ?? before);
}

/**
 * The threads that wait for one another in a circle, each for the next and the last for the first; empty when there is none.
 * (A cycle in the wait-for graph; Coffman, Elphick and Shoshani, System Deadlocks, 1971.)
 */
export function waitCycle({ blocked }: Pick<Interleaving, "blocked">): string[] {
  const waitsFor = new Map(blocked.flatMap(({ thread, heldBy }) => (heldBy === null ? [] : [[thread, heldBy] as const])));
  for (const start of waitsFor.keys()) {
    const trail: string[] = [];
    for (let at: string | undefined = start; at !== undefined && !trail.includes(at); at = waitsFor.get(at)) {
      trail.push(at);
      if (waitsFor.get(at) === start) return trail;
    }
  }
  return [];
}

/**
 * The line (base 1) on which a source line stands now, nearest to where it stood; undefined when no line reads like it.
 * @param texts the lines of the file as it is
 */
export function lineNow(texts: readonly string[], { line, source }: Pick<StandingPlace, "line" | "source">): number | undefined {
  const wanted = source.trim();
  const stands = (at: number): boolean => texts[at - 1]?.trim() === wanted;
  for (let away = Math.max(0, line - texts.length); away < Math.max(line, texts.length); away += 1) {
    if (stands(line - away)) return line - away;
    if (stands(line + away)) return line + away;
  }
  return undefined;
}

import type { CheckFinished, Counterexample, Finding, Machine, Sample } from "../../contract/events";
import type { Outcome, Status } from "../../contract/outcome";
import { AppendList } from "../appendList";

export type CheckResult = Omit<CheckFinished, "seq" | "event">;
export type RunAction = "check" | "bench";

/** A planned check. `status` is `notRun` or `running` until it has a result. */
export interface CheckRun {
  id: string;
  step: number;
  title: string;
  status: Status;
  result?: CheckResult;
  /** How far its search for a failing interleaving is. */
  searched?: { schedules: number; limit: number };
  /** The interleaving that fails, for replay. */
  counterexample?: Omit<Counterexample, "seq" | "event">;
  /** The kit reported this result. False for the reason that `settle` gives where there was none. */
  reported: boolean;
}
export interface OutputPiece {
  check: string | null;
  stream: "stdout" | "stderr";
  text: string;
}
export interface RunNote {
  level: "info" | "warning" | "error";
  text: string;
}

/** One run as far as it is known. Immutable; every event makes a new one in constant time (a check's own events: in the number of checks). */
export interface RunState {
  lab: string;
  action: RunAction;
  /** ISO 8601. */
  startedAt: string;
  /** `ended`: the process is gone, or `settle` was called. */
  phase: "starting" | "running" | "ended";
  checks: readonly CheckRun[];
  /** Points of a benchmark the kit planned, warm-up included. */
  points: number;
  output: AppendList<OutputPiece>;
  /** Characters kept in `output`. */
  outputLength: number;
  /** Bytes the kit left out, and characters left out here. */
  dropped: number;
  findings: AppendList<Omit<Finding, "seq" | "event">>;
  notes: AppendList<RunNote>;
  samples: AppendList<Pick<Sample, "variant" | "x" | "round" | "values" | "label">>;
  machine?: Machine;
  progress?: { done: number; total: number; label: string; left?: number };
  /** The run's own outcome, set by `settle`. */
  outcome?: Outcome;
  seconds?: number;
  message?: string;
  cancelled: boolean;
  /** The kit's last line. */
  done?: { outcome: Outcome };
  exit?: { code: number | null; signal: string | null; started: boolean; error?: string };
  /** Set when the events cannot be believed: the first reason. Then nothing of the run counts as passed. */
  broken?: string;
  /** The kit speaks a newer contract. */
  newer?: number;
  /** The `seq` the next kit event must have. */
  nextSeq: number;
  /** Characters of standard error kept in notes. */
  errorLength: number;
  /** The last line of standard error. */
  lastError?: string;
}

/** @param startedAt ISO 8601 */
export function newRun(lab: string, action: RunAction, startedAt: string): RunState {
  return {
    lab,
    action,
    startedAt,
    phase: "starting",
    checks: [],
    points: 0,
    output: AppendList.empty(),
    outputLength: 0,
    dropped: 0,
    findings: AppendList.empty(),
    notes: AppendList.empty(),
    samples: AppendList.empty(),
    cancelled: false,
    nextSeq: 0,
    errorLength: 0,
  };
}

/**
 * The lines the kit writes: one JSON object a line on the judge's standard output, which learner code never holds.
 * The kit's half of this contract is `src/python/labkit/events.py`; `test/golden/events` is read by both test suites.
 */
import * as v from "valibot";
import { OutcomeSchema } from "./outcome";

/** Raised when a field is added or changes meaning. A `hello` with a higher number is refused with a clear message. */
export const EVENT_VERSION = 3;

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const seconds = v.pipe(v.number(), v.finite(), v.minValue(0));
/** JSON has no infinity, but `1e999` becomes one. */
const finite = v.pipe(v.number(), v.finite());
/** Every event carries `seq`, counted from 0 without a gap: an injected or lost line breaks the count. */
const base = { seq: count };

/** A place in a file the learner can open. `file` is relative to the lab's work folder; lines and columns are base 1. */
export const PlaceSchema = v.strictObject({
  file: text,
  line: v.pipe(v.number(), v.integer(), v.minValue(1)),
  column: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  endLine: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});
export type Place = v.InferOutput<typeof PlaceSchema>;

export const actions = ["check", "bench", "verify"] as const;

/** First line of every run: who speaks. */
export const HelloSchema = v.strictObject({
  ...base,
  event: v.literal("hello"),
  version: count,
  kit: text,
  lab: text,
  action: v.picklist(actions),
  machine: v.strictObject({
    python: text,
    implementation: text,
    /** False on a free-threaded build that runs without the lock. */
    gil: v.boolean(),
    system: text,
    cores: count,
  }),
});

/** What will be reported: every check (of a check run) or every measured point (of a bench run). */
export const PlanSchema = v.strictObject({
  ...base,
  event: v.literal("plan"),
  checks: v.array(v.strictObject({ id: text, step: count, title: text })),
  /** Points of a bench run, warm-up included; 0 otherwise. */
  points: count,
});

export const CheckStartedSchema = v.strictObject({ ...base, event: v.literal("check-started"), check: text });

/** What the learner's code printed. `dropped`: bytes left out since the last output event because a limit was reached. */
export const OutputSchema = v.strictObject({
  ...base,
  event: v.literal("output"),
  check: v.nullable(text),
  stream: v.picklist(["stdout", "stderr"]),
  text,
  dropped: v.optional(count),
});

/** Why a check failed, in the words of the planted bug it recognised. `key` is `<lab>/<mutant>`, for example `1.1/m3`. */
export const MisconceptionSchema = v.strictObject({ key: text, title: text, feedback: text });
export type Misconception = v.InferOutput<typeof MisconceptionSchema>;

export const CheckFinishedSchema = v.strictObject({
  ...base,
  event: v.literal("check-finished"),
  check: text,
  outcome: OutcomeSchema,
  seconds,
  /** One sentence: what was expected and what happened. For a passed check: what was shown. */
  message: text,
  /** Further lines: journal rows, interleavings, what to look at next. Plain text, shown in order. */
  details: v.array(text),
  expected: v.optional(text),
  actual: v.optional(text),
  place: v.optional(PlaceSchema),
  misconception: v.optional(MisconceptionSchema),
  /** Learner frames of an exception, outermost first. */
  trace: v.optional(v.array(v.strictObject({ ...PlaceSchema.entries, function: text }))),
});
export type CheckFinished = v.InferOutput<typeof CheckFinishedSchema>;

/** A best-practice rule broken in the learner's file. Advice: it never changes an outcome. */
export const FindingSchema = v.strictObject({
  ...base,
  event: v.literal("finding"),
  /** For example BP1.1. */
  rule: text,
  message: text,
  cure: text,
  place: PlaceSchema,
});
export type Finding = v.InferOutput<typeof FindingSchema>;

/** One measured point of a benchmark. Values are keyed by metric id and given in the metric's unit. */
export const SampleSchema = v.strictObject({
  ...base,
  event: v.literal("sample"),
  variant: text,
  x: finite,
  round: count,
  values: v.record(text, finite),
  /** What stands behind the variant in this run, where that is something else than `lab.json` says. */
  label: v.optional(text),
});
export type Sample = v.InferOutput<typeof SampleSchema>;

export const ProgressSchema = v.strictObject({
  ...base,
  event: v.literal("progress"),
  done: count,
  total: count,
  label: text,
  /** Estimated seconds to the end, when one can be given. */
  left: v.optional(seconds),
});

/** How far a check's search for a failing interleaving is: schedules tried, of at most `limit`. */
export const ScheduleProgressSchema = v.strictObject({
  ...base,
  event: v.literal("schedule-progress"),
  check: text,
  schedules: count,
  limit: count,
});

/** A place in a counterexample. Line 0: no line of the program stands behind it. `file` is relative to the work folder, or to the lab's `checks` where the scenario is the lab's own. */
const scheduledPlace = { file: text, line: count, source: text, lab: v.optional(v.boolean()) };

/** One step of an interleaving: what a thread did, to which object, with which value (before -> after for a write). */
export const InterleavingStepSchema = v.strictObject({
  thread: text,
  /** The operation in the explorer's words: `read`, `write`, `acquire`, `release`, `start`, `join`, ... */
  op: text,
  object: text,
  ...scheduledPlace,
  value: text,
  /** The thread's local variables at this step, as short texts. */
  locals: v.record(text, text),
});
export type InterleavingStep = v.InferOutput<typeof InterleavingStepSchema>;

/** A thread that waits for ever at the end of the interleaving. */
export const BlockedThreadSchema = v.strictObject({
  thread: text,
  op: text,
  object: text,
  heldBy: v.nullable(text),
  ...scheduledPlace,
});
export type BlockedThread = v.InferOutput<typeof BlockedThreadSchema>;

/** The failing interleaving of a check, replayed by the judge in a fresh process. Comes before the check's `check-finished`. */
export const CounterexampleSchema = v.strictObject({
  ...base,
  event: v.literal("counterexample"),
  check: text,
  form: v.picklist(["assertion", "exception", "deadlock", "livelock", "leak"]),
  /** Number of the schedule that failed first, and the most that would have been tried. */
  found: count,
  limit: count,
  /** How often the same schedule failed the same way. */
  confirmed: count,
  python: text,
  steps: v.array(InterleavingStepSchema),
  /** Steps left out at the start, when the interleaving is too long to be shown whole. */
  omitted: v.optional(count),
  blocked: v.array(BlockedThreadSchema),
  /** The schedule as `labkit explore --replay` reads it. */
  schedule: v.record(text, v.unknown()),
});
export type Counterexample = v.InferOutput<typeof CounterexampleSchema>;

/** Something the reader should know that is no verdict: "limits are off", "3 rounds were repeated". */
export const NoteSchema = v.strictObject({
  ...base,
  event: v.literal("note"),
  level: v.picklist(["info", "warning", "error"]),
  text,
});

/** Last line of every run that ended by itself. `message` is set when the run as a whole has something to say. */
export const DoneSchema = v.strictObject({
  ...base,
  event: v.literal("done"),
  outcome: OutcomeSchema,
  seconds,
  message: v.optional(text),
  cancelled: v.optional(v.boolean()),
});

export const KitEventSchema = v.variant("event", [
  HelloSchema,
  PlanSchema,
  CheckStartedSchema,
  OutputSchema,
  CheckFinishedSchema,
  FindingSchema,
  SampleSchema,
  ProgressSchema,
  ScheduleProgressSchema,
  CounterexampleSchema,
  NoteSchema,
  DoneSchema,
]);
export type KitEvent = v.InferOutput<typeof KitEventSchema>;
export type Machine = v.InferOutput<typeof HelloSchema>["machine"];

/** Why a run ended without its `done` line, or what was wrong with a line. Made by `runtime/process`, never by the kit. */
export type HostEvent =
  /** A line that is no event of this contract. `reason` says what was wrong; `line` is cut to 200 characters. */
  | { event: "malformed"; reason: string; line: string }
  /** The kit speaks a newer contract than this extension. */
  | { event: "newer"; version: number; supported: number }
  /** What the kit wrote on standard error: a fault of ours or of the interpreter. */
  | { event: "kit-error"; text: string }
  /** The process is gone. `code` is null after a signal. `started: false`: it could not be started, `error` says why. */
  | { event: "exit"; code: number | null; signal: string | null; started: boolean; error?: string }
  | { event: "cancelled" };
export type RunEvent = KitEvent | HostEvent;

/** The result of reading one line: an event, or the reason there is none. */
export type ParsedLine = { ok: true; event: KitEvent } | { ok: false; reason: string };

/** Parses one line. Never throws: bytes from a process are outside data. */
export function parseEventLine(line: string): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { ok: false, reason: "not JSON" };
  }
  const result = v.safeParse(KitEventSchema, value);
  if (result.success) return { ok: true, event: result.output };
  const issue = result.issues[0];
  const path = v.getDotPath(issue);
  return { ok: false, reason: path ? `${path}: ${issue.message}` : issue.message };
}

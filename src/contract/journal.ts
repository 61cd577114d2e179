/**
 * Facts of the progress journal. A fact never changes; state is the fold of all facts. One file per writer, lines never
 * ordered by clock: `writer` and `n` order the lines of one writer, the union by `id` merges journals.
 */
import * as v from "valibot";
import { LaneStatesSchema } from "./lab";
import { OutcomeSchema } from "./outcome";

export const JOURNAL_VERSION = 1;
const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** JSON has no infinity, but `1e999` becomes one. */
const finite = v.pipe(v.number(), v.finite());

const base = {
  v: v.literal(JOURNAL_VERSION),
  /** ULID: 26 characters of Crockford base 32. */
  id: v.pipe(text, v.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)),
  writer: v.pipe(text, v.minLength(1)),
  /** Position in the writer's file, from 0. */
  n: count,
  /** ISO 8601, for people; never used to order facts. */
  at: v.pipe(text, v.isoTimestamp()),
};

export const FactSchema = v.variant("fact", [
  v.strictObject({ ...base, fact: v.literal("opened"), lab: text }),
  /** One check's result in one run. `check` is the key `<lab>/<check id>`. */
  v.strictObject({ ...base, fact: v.literal("checked"), check: text, outcome: OutcomeSchema, misconception: v.optional(text) }),
  /** All checks of a lab passed in one run. Hashes: SHA-256, first 16 hex digits, of the learner's files and of the checks. */
  v.strictObject({ ...base, fact: v.literal("passed"), lab: text, work: text, checks: text }),
  v.strictObject({ ...base, fact: v.literal("hint"), lab: text, hint: count }),
  v.strictObject({ ...base, fact: v.literal("solution"), lab: text, solution: text }),
  v.strictObject({
    ...base,
    fact: v.literal("answered"),
    quiz: text,
    question: text,
    answer: count,
    correct: v.boolean(),
    misconception: v.optional(text),
  }),
  v.strictObject({ ...base, fact: v.literal("predicted"), lab: text, prediction: text, values: v.record(text, finite) }),
  /** A timeline as the learner drew it before it was run. */
  v.strictObject({ ...base, fact: v.literal("drawn"), lab: text, timeline: text, lanes: LaneStatesSchema }),
  v.strictObject({
    ...base,
    fact: v.literal("measured"),
    lab: text,
    samples: count,
    file: v.optional(text),
    verdicts: v.record(text, text),
  }),
  v.strictObject({ ...base, fact: v.literal("snapshot"), lab: text, folder: text }),
]);
export type Fact = v.InferOutput<typeof FactSchema>;
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** A fact before the journal gave it its id, writer, number and time. */
export type NewFact = Without<Fact, "v" | "id" | "writer" | "n" | "at">;

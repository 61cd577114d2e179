/** A check's last failing interleaving as kept on disk, so that it can be shown again after a restart. */
import * as v from "valibot";
import { CounterexampleSchema, MisconceptionSchema } from "./events";
import { LabIdSchema, SlugSchema } from "./lab";

export const KEPT_COUNTEREXAMPLE_VERSION = 1;

export const KeptCounterexampleSchema = v.strictObject({
  v: v.literal(KEPT_COUNTEREXAMPLE_VERSION),
  lab: LabIdSchema,
  check: SlugSchema,
  /** ISO 8601: start of the run that found it. */
  startedAt: v.pipe(v.string(), v.isoTimestamp()),
  /** What the check said. */
  message: v.string(),
  misconception: v.optional(MisconceptionSchema),
  counterexample: v.omit(CounterexampleSchema, ["seq", "event"]),
});
export type KeptCounterexample = v.InferOutput<typeof KeptCounterexampleSchema>;

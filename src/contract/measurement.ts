/** A finished benchmark as kept on disk, so that its chart is there next week. */
import * as v from "valibot";
import { HelloSchema, SampleSchema } from "./events";

export const MEASUREMENT_VERSION = 1;

export const MeasurementSchema = v.strictObject({
  v: v.literal(MEASUREMENT_VERSION),
  lab: v.string(),
  /** ISO 8601. */
  startedAt: v.pipe(v.string(), v.isoTimestamp()),
  machine: v.optional(HelloSchema.entries.machine),
  samples: v.array(v.pick(SampleSchema, ["variant", "x", "round", "values", "label"])),
});
export type Measurement = v.InferOutput<typeof MeasurementSchema>;

/** Results of the benchmark statistics, computed in the pool and shown by pages. */
import * as v from "valibot";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** One variant at one x for one metric. Values are in the metric's unit. */
export const PointStatsSchema = v.strictObject({
  variant: v.string(),
  x: v.number(),
  metric: v.string(),
  runs: count,
  median: v.number(),
  /** Bootstrap 95 % interval of the median (percentile method). Equal to the median when there is one run. */
  low: v.number(),
  high: v.number(),
  /** Robust spread: median absolute deviation / median; above 0.10 the point is noisy. */
  spread: v.number(),
  noisy: v.boolean(),
});
export type PointStats = v.InferOutput<typeof PointStatsSchema>;

/** `undecided` when the interval of the ratio includes 1, or too few runs were made. */
export const ComparisonStatsSchema = v.strictObject({
  id: v.string(),
  /** base / other: above 1 means `other` is smaller (for times: faster). */
  ratio: v.number(),
  low: v.number(),
  high: v.number(),
  verdict: v.picklist(["smaller", "larger", "undecided"]),
});
export type ComparisonStats = v.InferOutput<typeof ComparisonStatsSchema>;

/** earlier / present: above 1 means the present run is smaller (for times: faster). The 95 % interval is that of the noise within the runs. */
const ratio = { ratio: v.number(), low: v.number(), high: v.number() };

/** What changed between two runs of one benchmark. Only what both measured above 0 is compared. */
export const RunChangeSchema = v.strictObject({
  /** The whole of a line: geometric mean over the `points` that both runs measured. `undecided` as above. */
  lines: v.array(
    v.strictObject({ variant: v.string(), metric: v.string(), points: count, ...ratio, verdict: ComparisonStatsSchema.entries.verdict }),
  ),
  points: v.array(v.strictObject({ variant: v.string(), x: v.number(), metric: v.string(), ...ratio })),
});
export type RunChange = v.InferOutput<typeof RunChangeSchema>;

export const BenchStatsSchema = v.strictObject({
  points: v.array(PointStatsSchema),
  comparisons: v.array(ComparisonStatsSchema),
  /** Points that are noisy, of all. */
  noisy: count,
});
export type BenchStats = v.InferOutput<typeof BenchStatsSchema>;

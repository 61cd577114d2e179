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

export const BenchStatsSchema = v.strictObject({
  points: v.array(PointStatsSchema),
  comparisons: v.array(ComparisonStatsSchema),
  /** Points that are noisy, of all. */
  noisy: count,
});
export type BenchStats = v.InferOutput<typeof BenchStatsSchema>;

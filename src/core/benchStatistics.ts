import type { Sample } from "../contract/events";
import type { Comparison } from "../contract/lab";
import type { BenchStats, ComparisonStats, PointStats } from "../contract/statistics";
import type { Random } from "./random";

type Point = Pick<Sample, "variant" | "x" | "round" | "values">;
interface Series {
  variant: string;
  x: number;
  metric: string;
  /** One value a round; a repeated round counts with its last value. */
  rounds: Map<number, number>;
}

const RESAMPLES = 2000;
const NOISY = 0.1;
/** Below this many runs an interval says nothing, so a comparison is not decided. */
const LEAST_RUNS = 3;

/**
 * Medians with bootstrap 95 % intervals, and the ratio of each comparison with its own.
 * Percentile bootstrap: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13. Ratios are
 * resampled by round where both points have the same rounds, because a slow moment of the machine hits both.
 * @param random seeded by the caller, so that the same samples give the same figures
 */
export function benchStatistics(samples: readonly Point[], comparisons: readonly Comparison[], random: Random): BenchStats {
  const series = new Map<string, Series>();
  for (const sample of samples) {
    for (const [metric, value] of Object.entries(sample.values)) {
      if (!Number.isFinite(value)) continue;
      const key = keyOf(sample.variant, sample.x, metric);
      const entry = series.get(key) ?? { variant: sample.variant, x: sample.x, metric, rounds: new Map() };
      entry.rounds.set(sample.round, value);
      series.set(key, entry);
    }
  }
  const points = [...series.values()].map((entry) => pointStats(entry, random));
  return {
    points,
    comparisons: comparisons.map((comparison) => compare(comparison, series, random)),
    noisy: points.filter((point) => point.noisy).length,
  };
}

function keyOf(variant: string, x: number, metric: string): string {
  return JSON.stringify([variant, x, metric]);
}

function pointStats(series: Series, random: Random): PointStats {
  const values = [...series.rounds.values()];
  const sample = ranked(values);
  const middle = median(values);
  const [low, high] = interval(values.length, random, (pick) => medianOf(sample, pick), middle);
  const spread = middle === 0 ? 0 : median(values.map((value) => Math.abs(value - middle))) / Math.abs(middle);
  return {
    variant: series.variant,
    x: series.x,
    metric: series.metric,
    runs: values.length,
    median: middle,
    low,
    high,
    spread,
    noisy: spread > NOISY,
  };
}

function compare(comparison: Comparison, series: ReadonlyMap<string, Series>, random: Random): ComparisonStats {
  const base = series.get(keyOf(comparison.base.variant, comparison.base.x, comparison.metric))?.rounds ?? new Map<number, number>();
  const other = series.get(keyOf(comparison.other.variant, comparison.other.x, comparison.metric))?.rounds ?? new Map<number, number>();
  const shared = [...base.keys()].filter((round) => other.has(round));
  const paired = shared.length === base.size && shared.length === other.size;
  const a = paired ? shared.map((round) => base.get(round) ?? 0) : [...base.values()];
  const b = paired ? shared.map((round) => other.get(round) ?? 0) : [...other.values()];
  const runs = Math.min(a.length, b.length);
  if (runs === 0) return { id: comparison.id, ratio: 1, low: 1, high: 1, verdict: "undecided" };
  const [top, bottom] = [ranked(a), ranked(b)];
  const at = ratio(median(a), median(b));
  const again = new Int32Array(b.length);
  const resampled = paired
    ? (pick: Int32Array) => ratio(medianOf(top, pick), medianOf(bottom, pick))
    : (pick: Int32Array) => ratio(medianOf(top, pick), medianOf(bottom, draw(again, random)));
  const [low, high] = interval(a.length, random, resampled, at);
  const decided = runs >= LEAST_RUNS && Number.isFinite(at) && (low > 1 || high < 1);
  return { id: comparison.id, ratio: at, low, high, verdict: !decided ? "undecided" : at > 1 ? "smaller" : "larger" };
}

/** A metric of 0 (no bytes, no waiting) divides badly: 0 against 0 is equal, anything against 0 is without bound. */
function ratio(a: number, b: number): number {
  return b === 0 ? (a === 0 ? 1 : Number.POSITIVE_INFINITY) : a / b;
}

/** Resamples positions 0..n-1 and returns the 2.5th and 97.5th percentile of the statistic; both are `single` for one run. */
function interval(n: number, random: Random, statistic: (pick: Int32Array) => number, single: number): [number, number] {
  if (n < 2) return [single, single];
  const pick = new Int32Array(n);
  return percentiles(Array.from({ length: RESAMPLES }, () => statistic(draw(pick, random))));
}

/** Fills `pick` with positions drawn with replacement. */
function draw(pick: Int32Array, random: Random): Int32Array {
  for (let index = 0; index < pick.length; index += 1) pick[index] = Math.floor(random() * pick.length);
  return pick;
}

/** Values in order, and the place of each in it: a resample's median is then found by counting, without sorting it. */
interface Ranked {
  sorted: Float64Array;
  rank: Int32Array;
  counts: Int32Array;
}

function ranked(values: readonly number[]): Ranked {
  const order = [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const rank = new Int32Array(values.length);
  order.forEach((index, place) => {
    rank[index] = place;
  });
  return { sorted: Float64Array.from(order, (index) => values[index] ?? 0), rank, counts: new Int32Array(values.length) };
}

/** The median of the values at the positions `pick`. */
function medianOf({ sorted, rank, counts }: Ranked, pick: Int32Array): number {
  counts.fill(0);
  for (const index of pick) {
    const place = rank[index] ?? 0;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const lower = (pick.length - 1) >> 1;
  const upper = pick.length >> 1;
  let seen = 0;
  let low: number | undefined;
  for (let place = 0; place < sorted.length; place += 1) {
    seen += counts[place] ?? 0;
    if (low === undefined && seen > lower) low = sorted[place];
    if (seen > upper) return ((low ?? Number.NaN) + (sorted[place] ?? Number.NaN)) / 2;
  }
  return Number.NaN;
}

function percentiles(values: number[]): [number, number] {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(share * (sorted.length + 1)) - 1))] ?? Number.NaN;
  return [at(0.025), at(0.975)];
}

/** The middle value; the mean of the two middle ones for an even count; NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  const upper = sorted[half];
  if (upper === undefined) return Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
}

/**
 * Percentile bootstrap of medians (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13): positions are
 * drawn again with replacement, and the middle 95 % of what the statistic then says is its interval.
 */
import type { Random } from "../random";

const RESAMPLES = 2000;
/** Below this many runs an interval says nothing, so a comparison is not decided. */
export const LEAST_RUNS = 3;

/** Values in order, and the place of each in it: a resample's median is then found by counting, without sorting it. */
export interface Ranked {
  sorted: Float64Array;
  rank: Int32Array;
  counts: Int32Array;
}

export function ranked(values: readonly number[]): Ranked {
  const order = [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const rank = new Int32Array(values.length);
  order.forEach((index, place) => {
    rank[index] = place;
  });
  return { sorted: Float64Array.from(order, (index) => values[index] ?? 0), rank, counts: new Int32Array(values.length) };
}

/** The median of the values at the positions `pick`. */
export function medianOf({ sorted, rank, counts }: Ranked, pick: Int32Array): number {
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

/** Fills `pick` with positions drawn with replacement. */
export function draw(pick: Int32Array, random: Random): Int32Array {
  for (let index = 0; index < pick.length; index += 1) pick[index] = Math.floor(random() * pick.length);
  return pick;
}

/** The 95 % interval of `statistic`, which is asked for one resample after the other. */
export function interval(statistic: () => number): [number, number] {
  return percentiles(Array.from({ length: RESAMPLES }, statistic));
}

/** The 2.5th and the 97.5th. */
export function percentiles(values: readonly number[]): [number, number] {
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

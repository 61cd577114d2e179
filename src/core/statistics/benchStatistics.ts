import type { Comparison } from "../../contract/lab";
import type { BenchStats, ComparisonStats, PointStats } from "../../contract/statistics";
import type { Random } from "../random";
import { type BenchSeries, type SamplePoint, seriesKey, seriesOf } from "./benchSeries";
import { draw, interval, LEAST_RUNS, median, medianOf, ranked } from "./bootstrap";

const NOISY = 0.1;

/**
 * Medians with bootstrap 95 % intervals, and the ratio of each comparison with its own. Ratios are resampled by round where
 * both points have the same rounds, because a slow moment of the machine hits both.
 * @param random seeded by the caller, so that the same samples give the same figures
 */
export function benchStatistics(samples: readonly SamplePoint[], comparisons: readonly Comparison[], random: Random): BenchStats {
  const series = seriesOf(samples);
  const points = [...series.values()].map((entry) => pointStats(entry, random));
  return {
    points,
    comparisons: comparisons.map((comparison) => compare(comparison, series, random)),
    noisy: points.filter((point) => point.noisy).length,
  };
}

function pointStats(series: BenchSeries, random: Random): PointStats {
  const values = [...series.rounds.values()];
  const sample = ranked(values);
  const middle = median(values);
  const pick = new Int32Array(values.length);
  const [low, high] = values.length < 2 ? [middle, middle] : interval(() => medianOf(sample, draw(pick, random)));
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

function compare(comparison: Comparison, series: ReadonlyMap<string, BenchSeries>, random: Random): ComparisonStats {
  const { metric } = comparison;
  const roundsOf = ({ variant, x }: Comparison["base"]) => series.get(seriesKey(variant, x, metric))?.rounds ?? new Map<number, number>();
  const base = roundsOf(comparison.base);
  const other = roundsOf(comparison.other);
  const shared = [...base.keys()].filter((round) => other.has(round));
  const paired = shared.length === base.size && shared.length === other.size;
  const a = paired ? shared.map((round) => base.get(round) ?? 0) : [...base.values()];
  const b = paired ? shared.map((round) => other.get(round) ?? 0) : [...other.values()];
  const runs = Math.min(a.length, b.length);
  if (runs === 0) return { id: comparison.id, ratio: 1, low: 1, high: 1, verdict: "undecided" };
  const [top, bottom] = [ranked(a), ranked(b)];
  const at = ratio(median(a), median(b));
  const [pick, again] = [new Int32Array(a.length), new Int32Array(b.length)];
  const resampled = () => {
    draw(pick, random);
    return ratio(medianOf(top, pick), medianOf(bottom, paired ? pick : draw(again, random)));
  };
  const [low, high] = a.length < 2 ? [at, at] : interval(resampled);
  const decided = runs >= LEAST_RUNS && Number.isFinite(at) && (low > 1 || high < 1);
  return { id: comparison.id, ratio: at, low, high, verdict: !decided ? "undecided" : at > 1 ? "smaller" : "larger" };
}

/** A metric of 0 (no bytes, no waiting) divides badly: 0 against 0 is equal, anything against 0 is without bound. */
function ratio(a: number, b: number): number {
  return b === 0 ? (a === 0 ? 1 : Number.POSITIVE_INFINITY) : a / b;
}

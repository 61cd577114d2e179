/** Results of the benchmark statistics, computed in the pool and shown by pages. */

/** One variant at one x for one metric. Values are in the metric's unit. */
export interface PointStats {
  variant: string;
  x: number;
  metric: string;
  runs: number;
  median: number;
  /** Bootstrap 95 % interval of the median (percentile method). Equal to the median when there is one run. */
  low: number;
  high: number;
  /** Robust spread: median absolute deviation / median; above 0.10 the point is noisy. */
  spread: number;
  noisy: boolean;
}

/** `undecided` when the interval of the ratio includes 1, or too few runs were made. */
export interface ComparisonStats {
  id: string;
  /** base / other: above 1 means `other` is smaller (for times: faster). */
  ratio: number;
  low: number;
  high: number;
  verdict: "smaller" | "larger" | "undecided";
}

export interface BenchStats {
  points: PointStats[];
  comparisons: ComparisonStats[];
  /** Points that are noisy, of all. */
  noisy: number;
}

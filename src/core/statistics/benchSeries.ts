import type { Sample } from "../../contract/events";

export type SamplePoint = Pick<Sample, "variant" | "x" | "round" | "values">;

/** The values of one variant at one x for one metric. */
export interface BenchSeries {
  variant: string;
  x: number;
  metric: string;
  /** One value a round; a repeated round counts with its last value. */
  rounds: Map<number, number>;
}

/** Samples by variant, x and metric (see `seriesKey`), in the order they came. What is not a finite number is left out. */
export function seriesOf(samples: readonly SamplePoint[]): Map<string, BenchSeries> {
  const series = new Map<string, BenchSeries>();
  for (const sample of samples) {
    for (const [metric, value] of Object.entries(sample.values)) {
      if (!Number.isFinite(value)) continue;
      const key = seriesKey(sample.variant, sample.x, metric);
      const entry = series.get(key) ?? { variant: sample.variant, x: sample.x, metric, rounds: new Map() };
      entry.rounds.set(sample.round, value);
      series.set(key, entry);
    }
  }
  return series;
}

export function seriesKey(variant: string, x: number, metric: string): string {
  return JSON.stringify([variant, x, metric]);
}

/** The benchmark's points as the table and the chart show them: measured so far, with statistics where they are there. */
import type { BenchPageState } from "../../contract/pages";

export interface Row {
  variant: string;
  label: string;
  x: number;
  median: number;
  /** 95 % interval of the median; absent until the statistics of the point are known. */
  interval?: { low: number; high: number };
  runs: number;
  noisy: boolean;
  spread?: number;
  /** The same point in the earlier run: absent where that did not measure it. */
  earlier?: { median: number; change?: { ratio: number; low: number; high: number } };
}

/** One row per measured variant and x of `metric`, in the order declared. */
export function rowsOf(state: Pick<BenchPageState, "bench" | "samples" | "stats" | "earlier">, metric: string): Row[] {
  const { bench, samples, stats, earlier } = state;
  const values = new Map<string, number[]>();
  for (const sample of samples) {
    const value = sample.values[metric];
    if (value === undefined) continue;
    const key = `${sample.variant} ${sample.x}`;
    const list = values.get(key);
    if (list) list.push(value);
    else values.set(key, [value]);
  }
  const known = new Map(stats?.points.filter((point) => point.metric === metric).map((point) => [`${point.variant} ${point.x}`, point]));
  const xs = [...bench.x.values].sort((a, b) => a - b);
  const same = (x: number, variant: string) => (one: { x: number; variant: string; metric: string }) =>
    one.x === x && one.variant === variant && one.metric === metric;
  return bench.variants.flatMap(({ id, label, recorded }) =>
    xs.flatMap((x): Row[] => {
      const before = recorded ? undefined : earlier?.points.find(same(x, id));
      const then = before && { earlier: { median: before.median, change: earlier?.change?.points.find(same(x, id)) } };
      const measured = values.get(`${id} ${x}`);
      const point = known.get(`${id} ${x}`);
      if (point)
        return [
          {
            variant: id,
            label,
            x,
            median: point.median,
            interval: { low: point.low, high: point.high },
            runs: Math.max(point.runs, measured?.length ?? 0),
            noisy: point.noisy,
            spread: point.spread,
            ...then,
          },
        ];
      return measured ? [{ variant: id, label, x, median: median(measured), runs: measured.length, noisy: false, ...then }] : [];
    }),
  );
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

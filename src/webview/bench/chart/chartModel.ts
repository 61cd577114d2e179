/** What the chart draws, as plain data. */
import type { BenchPageState } from "../../../contract/pages";
import { figure, moment, reading } from "../../page/quantity";
import { type Row, rowsOf } from "../rows";
import * as strings from "../strings";

export interface Point {
  x: number;
  y: number;
}
export interface Series {
  label: string;
  /** Position among the declared variants: chooses colour, dash and marker. */
  style: number;
  medians: Point[];
  band: { x: number; low: number; high: number }[];
  runs: Point[];
}
/** A line of the earlier run: of the style of the present line it stands beside. */
export type EarlierSeries = Omit<Series, "runs">;
/** Predicted values of the metric. */
export interface Curve {
  label: string;
  /** That of the line it is about; absent where it is about the only one. */
  style?: number;
  points: Point[];
}
export interface ChartModel {
  xLabel: string;
  xValues: number[];
  log: boolean;
  yLabel: string;
  unit: string;
  series: Series[];
  earlier: EarlierSeries[];
  curves: Curve[];
  /** Predicted x. */
  mark?: number;
  /** The chart in a sentence or two, for those who cannot see it. */
  summary: string;
}

export function chartModel(state: BenchPageState, metric: string): ChartModel {
  const { bench, samples, predictions } = state;
  const declared = bench.metrics.find((one) => one.id === metric);
  const rows = rowsOf(state, metric);
  const runs = new Map<string, Point[]>(bench.variants.map(({ id }) => [id, []]));
  for (const sample of samples) {
    const y = sample.values[metric];
    if (y !== undefined) runs.get(sample.variant)?.push({ x: sample.x, y });
  }
  const series = bench.variants.map(({ id, label }, style): Series => {
    const own = rows.filter((row) => row.variant === id);
    return {
      label,
      style,
      medians: own.map((row) => ({ x: row.x, y: row.median })),
      band: own.flatMap((row) => (row.interval ? [{ x: row.x, ...row.interval }] : [])),
      runs: runs.get(id) ?? [],
    };
  });
  const earlier = earlierSeries(state, metric);
  const curves = bench.predictions.flatMap((one): Curve[] => {
    const points = one.kind === "curve" && one.metric === metric ? curvePoints(predictions[one.id]) : undefined;
    if (one.kind !== "curve" || points === undefined) return [];
    const style = bench.variants.findIndex(({ id }) => id === one.variant);
    const variant = bench.variants[style];
    return [variant ? { label: strings.yourPredictionOf(variant.label), style, points } : { label: strings.yourPrediction, points }];
  });
  const mark = bench.predictions.find((one) => one.kind === "x");
  const xLabel = bench.x.unit === "" ? bench.x.label : `${bench.x.label} (${bench.x.unit})`;
  const unit = declared?.unit ?? "";
  return {
    xLabel,
    xValues: bench.x.values.toSorted((a, b) => a - b),
    log: bench.x.log,
    yLabel: declared === undefined ? metric : unit === "" ? declared.label : `${declared.label} (${unit})`,
    unit,
    series,
    earlier,
    curves,
    mark: mark && predictions[mark.id]?.x,
    summary: [
      summaryOf(declared?.label ?? metric, unit, bench.x.label, bench.variants, rows),
      ...(state.earlier && earlier.length > 0 ? [strings.besideIt(moment(state.earlier.startedAt))] : []),
    ].join(" "),
  };
}

/** What was recorded elsewhere is the same in both runs, and stands there once. */
function earlierSeries({ bench, earlier }: BenchPageState, metric: string): EarlierSeries[] {
  if (!earlier) return [];
  const when = moment(earlier.startedAt);
  return bench.variants.flatMap(({ id, label, recorded }, style): EarlierSeries[] => {
    const own = earlier.points.filter((point) => point.metric === metric && point.variant === id).toSorted((a, b) => a.x - b.x);
    if (own.length === 0 || recorded) return [];
    return [
      {
        label: strings.lineThen(earlier.labels[id] ?? label, when),
        style,
        medians: own.map(({ x, median }) => ({ x, y: median })),
        band: own.map(({ x, low, high }) => ({ x, low, high })),
      },
    ];
  });
}

function curvePoints(values: Record<string, number> | undefined): Point[] | undefined {
  if (!values || Object.keys(values).length === 0) return undefined;
  return Object.entries(values)
    .map(([x, y]) => ({ x: Number(x), y }))
    .sort((a, b) => a.x - b.x);
}

function summaryOf(metric: string, unit: string, x: string, variants: { label: string }[], rows: Row[]): string {
  const lines = variants.flatMap(({ label }) => {
    const own = rows.filter((row) => row.label === label);
    const first = own[0];
    const last = own.at(-1);
    if (!first || !last) return [];
    return [
      strings.lineSummary(
        label,
        reading(first.median, unit),
        `${figure(first.x)} ${x}`,
        reading(last.median, unit),
        `${figure(last.x)} ${x}`,
      ),
    ];
  });
  return strings.chartSummary(metric, x, lines.length === 0 ? [strings.noPoints] : lines);
}

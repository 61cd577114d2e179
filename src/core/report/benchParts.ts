import type { Prediction } from "../../contract/lab";
import type { BenchPageState } from "../../contract/pages";
import type { PointStats } from "../../contract/statistics";

/** One benchmark of the report. `chart`: path of its picture, relative to the report; absent where none was drawn. */
export interface ReportBench {
  bench: BenchPageState;
  chart?: string;
}

/** The parts of a report that benchmarks give. */
export type BenchPart = "machine" | "measured" | "tables" | "charts" | "predictions" | "changes";

/** What the benchmarks give a report, as Markdown by part. Labs without a measurement say what to run. */
export function benchParts(benches: readonly ReportBench[]): Record<BenchPart, string> {
  const measured = benches.filter(({ bench }) => isMeasured(bench));
  const none = "Nothing has been measured yet.";
  return {
    machine: benches.map(({ bench }) => `- Lab ${bench.lab.id}: ${isMeasured(bench) ? machineOf(bench) : toRun(bench)}`).join("\n"),
    measured: measured.map(({ bench }) => workloadOf(bench)).join("\n") || none,
    tables: measured.map(({ bench }) => tablesOf(bench)).join("\n\n") || none,
    charts: measured.map(chartOf).join("\n\n") || none,
    predictions: measured.map(({ bench }) => predictionsOf(bench)).join("\n\n") || none,
    changes: measured.flatMap(({ bench }) => changesOf(bench)).join("\n\n") || uncompared,
  };
}

const uncompared = 'No benchmark is compared with an earlier run. "Compare with …" on a benchmark page chooses one.';

export const isMeasured = (bench: BenchPageState): boolean => bench.samples.length > 0;

function toRun({ lab }: BenchPageState): string {
  return `not measured yet. Open lab ${lab.id} and run its benchmark, then fill the report again.`;
}

function machineOf({ machine, startedAt }: Pick<BenchPageState, "machine" | "startedAt">): string {
  const when = startedAt === undefined ? "at an unknown time" : `${startedAt.slice(0, 16).replace("T", " ")} UTC`;
  if (!machine) return `a machine that is not known, ${when}.`;
  const lock = machine.gil ? "with the GIL" : "without the GIL";
  return plain(`${machine.implementation} ${machine.python} ${lock}, ${machine.cores} cores, ${machine.system}; ${when}.`);
}

function workloadOf({ lab, bench, samples }: BenchPageState): string {
  const how = bench.metrics.flatMap(({ label, method }) => (method === undefined ? [] : [`${label}: ${method}.`]));
  return [`- **Lab ${lab.id}, ${plain(bench.title)}.**`, plain(bench.workload), `${samples.length} samples.`, ...how.map(plain)].join(" ");
}

function tablesOf(state: BenchPageState): string {
  const { lab, bench } = state;
  const tables = bench.metrics.flatMap(({ id, label, unit }) => {
    const points = pointsOf(state, id);
    if (points.length === 0) return [];
    const x = withUnit(bench.x.label, bench.x.unit);
    const head = ["", x, `${withUnit(label, unit)}, median`, "95 % interval", "runs"];
    const rows = points.map(({ variant, x: at, median, low, high, runs, noisy }) => [
      bench.variants.find((one) => one.id === variant)?.label ?? variant,
      figure(at),
      figure(median),
      `${figure(low)} to ${figure(high)}`,
      `${runs}${noisy ? ", noisy" : ""}`,
    ]);
    return table(head, rows);
  });
  return [`### Lab ${lab.id}: ${plain(bench.title)}`, ...tables].join("\n\n");
}

function pointsOf({ stats, bench }: BenchPageState, metric: string): PointStats[] {
  const order = bench.variants.map(({ id }) => id);
  return (stats?.points ?? [])
    .filter((point) => point.metric === metric)
    .sort((a, b) => order.indexOf(a.variant) - order.indexOf(b.variant) || a.x - b.x);
}

function chartOf({ bench: { lab, bench }, chart }: ReportBench): string {
  const title = plain(bench.title);
  if (chart === undefined) return `Lab ${lab.id}, ${title}: the chart was not drawn. Open its benchmark page and fill the report again.`;
  return `![Lab ${lab.id}: ${title.replace(/[[\]]/g, "")}](${chart})`;
}

/** Each predicted figure beside the measured one. What was not predicted is said, not left out. */
function predictionsOf(state: BenchPageState): string {
  const { lab, bench, predictions } = state;
  const rows = bench.predictions.flatMap((prediction) => predicted(state, prediction, predictions[prediction.id] ?? {}));
  const head = ["question", withUnit(bench.x.label, bench.x.unit), "predicted", "measured", "interval", "measured / predicted"];
  return `### Lab ${lab.id}: ${plain(bench.title)}\n\n${table(head, rows)}`;
}

function predicted(state: BenchPageState, prediction: Prediction, values: Readonly<Record<string, number>>): string[][] {
  if (prediction.kind === "x") return [[prediction.question, said(values.x), "", "", "", ""]];
  const variant = prediction.variant ?? state.bench.variants[0]?.id;
  const points = pointsOf(state, prediction.metric).filter((point) => point.variant === variant);
  return prediction.at.map((at) => {
    const guess = values[String(at)];
    const point = points.find(({ x }) => x === at);
    return [
      prediction.question,
      figure(at),
      said(guess),
      point ? figure(point.median) : "not measured",
      point ? `${figure(point.low)} to ${figure(point.high)}` : "",
      point && guess ? figure(point.median / guess) : "",
    ];
  });
}

/** Each line against the earlier run that the benchmark page compares with. */
function changesOf({ lab, bench, earlier }: BenchPageState): string[] {
  if (!earlier?.change) return [];
  const label = (list: readonly { id: string; label: string }[], id: string) => list.find((one) => one.id === id)?.label ?? id;
  const rows = earlier.change.lines.map(({ variant, metric, points, ratio, low, high, verdict }) => [
    label(bench.variants, variant),
    label(bench.metrics, metric),
    figure(ratio),
    `${figure(low)} to ${figure(high)}`,
    String(points),
    verdict,
  ]);
  const head = ["", "metric", "before / after", "95 % interval", "points", "after is"];
  return [`### Lab ${lab.id}: ${plain(bench.title)}\n\nBefore: ${machineOf(earlier)}\n\n${table(head, rows)}`];
}

const said = (guess: number | undefined): string => (guess === undefined ? "not predicted" : figure(guess));

const withUnit = (label: string, unit: string): string => (unit === "" ? label : `${label} (${unit})`);

/** Three significant digits, without an exponent where it can be avoided. */
function figure(value: number): string {
  if (!Number.isFinite(value)) return "unknown";
  return Math.abs(value) >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => plain(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** On one line, and nothing that Markdown takes for a tag or a mark. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("&", "&amp;").replaceAll("<", "&lt;").trim();
}

import type { Machine, Sample } from "../contract/events";
import type { BenchDeclaration } from "../contract/lab";

/** The raw samples of a benchmark as CSV (RFC 4180), one row a sample, named as its line of the chart where that differs from what the lab declares, the metric's unit in the heading, the machine in the last columns. */
export function samplesCsv(
  bench: BenchDeclaration,
  samples: Iterable<Pick<Sample, "variant" | "x" | "round" | "values" | "label">>,
  machine?: Machine,
): string {
  const head = [
    "variant",
    heading(bench.x.label, bench.x.unit),
    "round",
    ...bench.metrics.map((metric) => heading(metric.label, metric.unit)),
    "python",
    "gil",
    "cores",
    "system",
  ];
  const rows = [head];
  for (const sample of samples) {
    rows.push([
      sample.label ?? sample.variant,
      String(sample.x),
      String(sample.round),
      ...bench.metrics.map((metric) => String(sample.values[metric.id] ?? "")),
      machine?.python ?? "",
      machine ? (machine.gil ? "yes" : "no") : "",
      machine ? String(machine.cores) : "",
      machine?.system ?? "",
    ]);
  }
  return rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

function heading(label: string, unit: string): string {
  return unit === "" ? label : `${label} (${unit})`;
}

function field(text: string): string {
  // A cell that starts like a formula would be run by a spreadsheet; numbers, negative ones included, are not touched.
  const safe = /^[=+@\t\r-]/.test(text) && !Number.isFinite(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

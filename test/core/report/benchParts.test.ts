import { describe, expect, test } from "vitest";
import type { BenchPageState } from "../../../src/contract/pages";
import { benchParts } from "../../../src/core/report/benchParts";
import { partEdits } from "../../../src/core/report/marks";

const machine = { python: "3.14.0", implementation: "CPython", gil: false, system: "Linux 6.12", cores: 8 };
const point = (variant: string, x: number, metric: string, median: number) => ({
  ...{ variant, x, metric, runs: 3, median, low: median * 0.9, high: median * 1.1, spread: 0.01, noisy: x === 8 },
});
const sample = (variant: string, x: number) => ({ variant, x, round: 0, values: { wall: 1 } });
const state = (over: Partial<BenchPageState> = {}): BenchPageState => ({
  page: "bench",
  lab: { id: "1.1", title: "Checker" },
  bench: {
    title: "Workers | against <time>",
    workload: "100 URLs.",
    x: { label: "workers", unit: "", values: [1, 8], log: true },
    metrics: [
      { id: "wall", label: "wall time", unit: "s", method: "around the call" },
      { id: "memory", label: "memory", unit: "MB" },
    ],
    variants: [
      { id: "pool", label: "a pool" },
      { id: "threads", label: "threads" },
    ],
    rounds: 3,
    warmup: 1,
    predictions: [
      { id: "end", kind: "curve", question: "How long?", metric: "wall", variant: "threads", at: [1, 8] },
      { id: "flat", kind: "x", question: "Where does it flatten?" },
    ],
    comparisons: [],
    notice: "n",
  },
  predictions: { end: { "1": 2, "8": 0.5 }, flat: { x: 4 } },
  samples: [sample("pool", 1), sample("threads", 8)],
  stats: {
    points: [point("threads", 8, "wall", 0.25), point("threads", 1, "wall", 2), point("pool", 1, "memory", 1234.6)],
    comparisons: [],
    noisy: 1,
  },
  machine,
  startedAt: "2026-11-29T09:30:00.000Z",
  ...over,
});

describe("what benchmarks give a report", () => {
  const parts = benchParts([{ bench: state(), chart: "charts/lab-1.1.svg" }]);

  test("machine and moment, workload and method", () => {
    expect(parts.machine).toBe("- Lab 1.1: CPython 3.14.0 without the GIL, 8 cores, Linux 6.12; 2026-11-29 09:30 UTC.");
    expect(parts.measured).toBe("- **Lab 1.1, Workers | against &lt;time>.** 100 URLs. 2 samples. wall time: around the call.");
  });

  test("a table for each metric, in the order of the lines and of x, with intervals, runs and noise", () => {
    expect(parts.tables.split("\n").filter((line) => line.startsWith("|"))).toEqual([
      "|  | workers | wall time (s), median | 95 % interval | runs |",
      "| --- | --- | --- | --- | --- |",
      "| threads | 1 | 2 | 1.8 to 2.2 | 3 |",
      "| threads | 8 | 0.25 | 0.225 to 0.275 | 3, noisy |",
      "|  | workers | memory (MB), median | 95 % interval | runs |",
      "| --- | --- | --- | --- | --- |",
      "| a pool | 1 | 1235 | 1111 to 1358 | 3 |",
    ]);
  });

  test("the chart, and in its place a sentence where none was drawn", () => {
    expect(parts.charts).toBe("![Lab 1.1: Workers | against &lt;time>](charts/lab-1.1.svg)");
    expect(benchParts([{ bench: state() }]).charts).toMatch(/the chart was not drawn\. Open its benchmark page/);
  });

  test("each prediction beside what was measured, and by how much it was off", () => {
    const rows = parts.predictions.split("\n").filter((line) => line.startsWith("| "));
    expect(rows.slice(2)).toEqual([
      "| How long? | 1 | 2 | 2 | 1.8 to 2.2 | 1 |",
      "| How long? | 8 | 0.5 | 0.25 | 0.225 to 0.275 | 0.5 |",
      "| Where does it flatten? | 4 |  |  |  |  |",
    ]);
    const none = benchParts([{ bench: state({ predictions: {}, stats: undefined }) }]).predictions;
    expect(none).toContain("| How long? | 1 | not predicted | not measured |  |  |");
    expect(none).toContain("| Where does it flatten? | not predicted |");
  });

  test("what changed since the earlier run that the page compares with", () => {
    expect(parts.changes).toMatch(/^No benchmark is compared with an earlier run\./);
    const line = { variant: "pool", metric: "wall", points: 2, ratio: 1.8, low: 1.5, high: 2.1, verdict: "smaller" } as const;
    const earlier = { startedAt: "2026-11-01T08:00:00.000Z", machine, labels: {}, points: [], change: { lines: [line], points: [] } };
    const { changes } = benchParts([{ bench: state({ earlier }) }]);
    expect(changes).toContain("Before: CPython 3.14.0 without the GIL, 8 cores, Linux 6.12; 2026-11-01 08:00 UTC.");
    expect(changes).toContain("| a pool | wall time | 1.8 | 1.5 to 2.1 | 2 | smaller |");
    expect(benchParts([{ bench: state({ earlier: { ...earlier, change: undefined } }) }]).changes).toBe(parts.changes);
  });

  test("a lab that was not measured says what to run, and of nothing measured that is said", () => {
    const bench = state({ lab: { id: "1.2", title: "Primes" }, samples: [], stats: undefined, machine: undefined, startedAt: undefined });
    const empty = benchParts([{ bench }]);
    expect(empty.machine).toBe("- Lab 1.2: not measured yet. Open lab 1.2 and run its benchmark, then fill the report again.");
    expect([empty.measured, empty.tables, empty.charts, empty.predictions]).toEqual(Array(4).fill("Nothing has been measured yet."));
    expect(benchParts([{ bench: state() }, { bench }]).tables).not.toContain("1.2");
  });

  test("no label of a run can end a part or begin a tag", () => {
    const label = "<!-- /bench: tables --> | <img src=x>\nb";
    const [first] = state().bench.variants;
    if (!first) throw new Error("the sample has no line");
    const spoiled = state({
      bench: {
        ...state().bench,
        variants: [
          { ...first, label },
          { id: "threads", label },
        ],
      },
    });
    const { tables } = benchParts([{ bench: spoiled }]);
    expect(tables).not.toContain("<");
    expect(tables).toContain("&lt;!-- /bench: tables --> \\| &lt;img src=x> b");
    const text = "<!-- bench: tables -->\n<!-- /bench: tables -->";
    expect(partEdits(text, { tables }).ok).toBe(true);
  });
});

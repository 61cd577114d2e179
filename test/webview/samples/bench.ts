/** Benchmark pages: before the prediction, mid-run, finished, and a large one. */
import type { BenchPageState } from "../../../src/contract/pages";
import type { BenchStats, PointStats } from "../../../src/contract/statistics";

type Samples = BenchPageState["samples"];

/** A small seeded generator (mulberry32), so that pictures and tests repeat. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const declaration: BenchPageState["bench"] = {
  title: "Workers against time",
  workload: "64 URLs of the local test server, each answered after 20 to 50 ms (35 ms on average), checked by your check_all.",
  x: { label: "workers", unit: "", values: [1, 2, 4, 8, 16, 32, 64], log: true },
  metrics: [
    { id: "wall", label: "time for all 64 URLs", unit: "s", method: "around the call, in the process that runs your code" },
    { id: "latency", label: "mean time per URL", unit: "ms", method: "mean of CheckResult.elapsed" },
    { id: "memory", label: "peak memory", unit: "MB" },
  ],
  variants: [
    { id: "yours", label: "your check_all" },
    { id: "threads", label: "one thread per URL" },
    { id: "serial", label: "one after the other" },
  ],
  rounds: 5,
  warmup: 1,
  predictions: [
    { id: "knee", kind: "x", question: "From how many workers on does adding more gain you little?" },
    {
      id: "wall",
      kind: "curve",
      question: "How many seconds do the 64 URLs take with this many workers?",
      metric: "wall",
      at: [1, 4, 16, 64],
    },
  ],
  comparisons: [
    {
      id: "sixteen",
      label: "With 16 workers instead of 1, the 64 URLs are checked",
      metric: "wall",
      base: { variant: "yours", x: 1 },
      other: { variant: "yours", x: 16 },
    },
    {
      id: "past-the-knee",
      label: "With 64 workers instead of 16, the 64 URLs are checked",
      metric: "wall",
      base: { variant: "yours", x: 16 },
      other: { variant: "yours", x: 64 },
    },
    {
      id: "memory",
      label: "With 64 workers instead of 1, the run uses",
      metric: "memory",
      base: { variant: "yours", x: 1 },
      other: { variant: "yours", x: 64 },
    },
  ],
  notice: "Find the point where the total stops falling. What does the mean time per URL do from there on, and who is waiting for whom?",
};

export function samplesOf(rounds: number): Samples {
  const random = seeded(7);
  return Array.from({ length: rounds }, (_, round) =>
    declaration.variants.flatMap(({ id }) =>
      declaration.x.values.map((x) => {
        const workers = id === "serial" ? 1 : id === "threads" ? 40 : x;
        const wall = (2.24 / Math.min(workers, 24) + 0.05) * (1 + 0.16 * random() + (id === "serial" && x === 8 ? 0.4 * random() : 0));
        return {
          variant: id,
          x,
          round,
          values: { wall, latency: 35 + Math.max(0, workers - 16) * 1.4 + 6 * random(), memory: 30 + workers * 1.1 + random() },
        };
      }),
    ),
  ).flat();
}

/** Medians with the spread of the runs for an interval: enough to draw; the real statistics live in `core`. */
export function statsOf(samples: Samples): BenchStats {
  const points = declaration.metrics.flatMap(({ id: metric }) =>
    declaration.variants.flatMap(({ id: variant }) =>
      declaration.x.values.flatMap((x): PointStats[] => {
        const values = samples.filter((one) => one.variant === variant && one.x === x).map((one) => one.values[metric] ?? 0);
        const sorted = values.toSorted((a, b) => a - b);
        const median = sorted[sorted.length >> 1];
        const low = sorted[0];
        const high = sorted.at(-1);
        if (median === undefined || low === undefined || high === undefined) return [];
        const noisy = variant === "serial" && x === 8;
        return [{ variant, x, metric, runs: values.length, median, low, high, spread: noisy ? 0.13 : 0.034, noisy }];
      }),
    ),
  );
  return {
    points,
    comparisons: [
      { id: "sixteen", ratio: 11.83, low: 10.94, high: 12.61, verdict: "smaller" },
      { id: "past-the-knee", ratio: 1.27, low: 0.94, high: 1.31, verdict: "undecided" },
      { id: "memory", ratio: 0.31, low: 0.3, high: 0.33, verdict: "larger" },
    ],
    noisy: points.filter((point) => point.noisy).length,
  };
}

export const benchFresh: BenchPageState = {
  page: "bench",
  lab: { id: "1.1", title: "URL Checker with Threading" },
  bench: declaration,
  predictions: {},
  samples: [],
};

const predicted: BenchPageState = { ...benchFresh, predictions: { knee: { x: 8 }, wall: { 1: 2, 4: 1, 16: 0.5, 64: 0.25 } } };
const machine: BenchPageState["machine"] = { python: "3.13.0", implementation: "CPython", gil: true, system: "Linux", cores: 8 };

export const benchPredicted = predicted;
export const benchRunning: BenchPageState = {
  ...predicted,
  samples: samplesOf(2).slice(0, 33),
  stats: { ...statsOf(samplesOf(1)), comparisons: [] },
  machine,
  startedAt: "2026-11-21T10:14:00Z",
  running: { action: "bench", done: 54, total: 126, label: "round 2 of 5, one thread per URL, 8 workers", left: 18 },
};
export const benchDone: BenchPageState = {
  ...predicted,
  samples: samplesOf(5),
  stats: statsOf(samplesOf(5)),
  machine,
  startedAt: "2026-11-21T10:14:00Z",
  ended: { outcome: "passed" },
};
/** Beside an earlier run on an older Python: slower by a third, its middle line not measured then. */
export const benchCompared: BenchPageState = {
  ...benchDone,
  earlier: {
    startedAt: "2026-11-14T09:02:00Z",
    machine: { python: "3.11.2", implementation: "CPython", gil: true, system: "Linux", cores: 8 },
    labels: { yours: "your check_all", threads: "one thread per URL", serial: "one after the other" },
    points: statsOf(samplesOf(5))
      .points.filter(({ variant }) => variant !== "threads")
      .map((point) => ({ ...point, median: point.median * 1.33, low: point.low * 1.33, high: point.high * 1.33 })),
    change: {
      lines: [
        { variant: "yours", metric: "wall", points: 7, ratio: 1.33, low: 1.24, high: 1.41, verdict: "smaller" },
        { variant: "serial", metric: "wall", points: 7, ratio: 1.02, low: 0.96, high: 1.09, verdict: "undecided" },
        { variant: "yours", metric: "memory", points: 7, ratio: 0.8, low: 0.78, high: 0.82, verdict: "larger" },
      ],
      points: ["yours", "serial"].flatMap((variant) =>
        declaration.x.values.map((x) => ({ variant, x, metric: "wall", ratio: 1.33, low: 1.2, high: 1.45 })),
      ),
    },
  },
};
export const benchLarge: BenchPageState = { ...benchDone, samples: samplesOf(480), stats: statsOf(samplesOf(480)) };
export const benchCancelled: BenchPageState = { ...benchRunning, running: undefined, ended: { outcome: "cancelled" } };
/** The lab as shipped: one variant. */
export const benchOne: BenchPageState = {
  ...benchDone,
  bench: {
    ...declaration,
    variants: declaration.variants.slice(0, 1),
    metrics: declaration.metrics.slice(0, 2),
    comparisons: declaration.comparisons.slice(0, 2),
  },
  samples: samplesOf(5).filter((sample) => sample.variant === "yours"),
  stats: { ...statsOf(samplesOf(5).filter((sample) => sample.variant === "yours")), noisy: 0 },
};
/** A line that was recorded elsewhere, and a prediction for each line. */
export const benchRecorded: BenchPageState = {
  ...benchFresh,
  lab: { id: "1.6", title: "GIL on, GIL off" },
  bench: {
    ...declaration,
    title: "Workers against speed-up",
    x: { label: "workers", unit: "", values: [1, 4], log: true },
    metrics: [{ id: "speedup", label: "speed-up over serial", unit: "" }],
    variants: [
      { id: "threads", label: "threads" },
      {
        id: "free-threaded",
        label: "threads, no GIL (recorded)",
        recorded: { file: "recordings/free-threaded.json", on: "CPython 3.14, 4 cores, 2026-11-28" },
      },
    ],
    predictions: [
      { id: "gil", kind: "curve", question: "With the GIL?", metric: "speedup", variant: "threads", at: [4] },
      { id: "no-gil", kind: "curve", question: "Without?", metric: "speedup", variant: "free-threaded", at: [4] },
    ],
    comparisons: [],
  },
  predictions: { gil: { 4: 1 }, "no-gil": { 4: 3.5 } },
  samples: ["threads", "free-threaded"].flatMap((variant) =>
    [1, 4].map((x) => ({ variant, x, round: 0, values: { speedup: variant === "threads" ? 0.98 : x * 0.95 } })),
  ),
  machine,
  ended: { outcome: "passed" },
};

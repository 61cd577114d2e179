/** The middle of some figures; of an even number the upper one, so that nothing is made up. */
export const middle = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

const three = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const number = (value) => (Math.abs(value) >= 1000 ? whole : three).format(value);

/**
 * A row of the table. A goal is held against the middle of `values`, or of `cpu` where that is better; against the worst where `worst` is set.
 * @param {{ what: string, unit: string, values: number[], cpu?: number[], worst?: boolean, goal?: number, atLeast?: boolean, note?: string }} figure
 */
export function row({ what, unit, values, cpu, worst = false, goal, atLeast = false, note = "" }) {
  const one = (list) => (worst ? (atLeast ? Math.min(...list) : Math.max(...list)) : middle(list));
  const said = (list) =>
    `${number(one(list))} ${unit}${list.length > 1 ? ` (${number(Math.min(...list))} to ${number(Math.max(...list))}, ${list.length} times)` : ""}`;
  const better = atLeast ? Math.max : Math.min;
  const value = better(...[values, cpu].filter((list) => list !== undefined).map(one));
  const met = goal === undefined ? "" : (atLeast ? value >= goal : value <= goal) ? "met" : "missed";
  return [
    what,
    said(values),
    cpu ? said(cpu) : "",
    goal === undefined ? "" : `${atLeast ? "at least" : "at most"} ${number(goal)} ${unit}`,
    met,
    note,
  ];
}

const table = (head, rows) => [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/**
 * docs/performance.md.
 * @param {object} run `date`, `commit`, `machine`, `load` (before and after), `node`, `vscode`, `python`; `start` ({ load, activate } of each
 * start), `bundle` (bytes, of the parts by name in `parts`), `vsix` (bytes), `checks`, `items`, `events`, `output`, `statistics`, `journal` (as
 * test/bench/product measures them), `testSeconds` (when handed in)
 */
export function productPage(run) {
  const { start, checks, items, events, output, statistics, journal } = run;
  const [cold, ...warm] = checks;
  const [short, long] = output;
  const kilobytes = (bytes) => bytes / 1000;
  const timed = (rounds) => ({ values: rounds.map(({ took }) => took), cpu: rounds.map(({ cpu }) => cpu) });
  const blocking = (rounds) => ({
    values: rounds.map(({ blocked }) => blocked),
    cpu: rounds.map(({ blockedCpu }) => blockedCpu),
    worst: true,
  });
  const perSecond = (time) => events.rounds.map((round) => (events.lines / round[time]) * 1000);
  const rows = [
    row({
      what: "start: load the bundle and activate",
      unit: "ms",
      values: start.map(({ load, activate }) => load + activate),
      cpu: start.map(({ cpu }) => cpu),
      goal: 30,
      note: "a new extension host each",
    }),
    row({ what: "of it: load", unit: "ms", values: start.map(({ load }) => load) }),
    row({ what: "of it: activate", unit: "ms", values: start.map(({ activate }) => activate) }),
    row({ what: "bundle read at the start", unit: "KB", values: [kilobytes(run.bundle)], goal: 300 }),
    row({
      what: "Run Checks, lab 1.1: to the first event",
      unit: "ms",
      values: warm.map(({ first }) => first),
      goal: 300,
      note: `cold: ${number(cold.first)} ms`,
    }),
    row({
      what: "Run Checks, lab 1.1: to the end",
      unit: "ms",
      values: warm.map(({ end }) => end),
      goal: 2000,
      note: `cold: ${number(cold.end)} ms`,
    }),
    row({
      what: `${whole.format(items[0].built)} test items`,
      unit: "ms",
      ...timed(items),
      goal: 500,
      note: "each placed in a learner's file",
    }),
    row({ what: "longest block meanwhile", unit: "ms", ...blocking(items), goal: 50 }),
    row({
      what: "events through parse and fold",
      unit: "a second",
      values: perSecond("took"),
      cpu: perSecond("cpu"),
      goal: 200_000,
      atLeast: true,
    }),
    row({
      what: "heap that stays after 1,000,000 printed lines",
      unit: "MB",
      values: [long.heapGrowth],
      note: `after 10,000: ${number(short.heapGrowth)} MB; ${number(kilobytes(long.kept))} KB of text kept, ${number(long.dropped / 1e6)} MB dropped`,
    }),
    row({
      what: "heap at its largest meanwhile",
      unit: "MB",
      values: [long.heapPeak],
      note: `of 10,000 lines: ${number(short.heapPeak)} MB`,
    }),
    row({
      what: "kit's processes at their largest",
      unit: "MB",
      values: [long.kitPeak],
      note: `of 10,000 lines: ${number(short.kitPeak)} MB, ratio ${number(long.kitPeak / short.kitPeak)}; ${number(long.seconds)} s`,
    }),
    row({
      what: "statistics in the caller's thread",
      unit: "ms",
      ...timed(statistics.own),
      note: `${whole.format(statistics.samples)} samples; blocks for ${number(middle(blocking(statistics.own).values))} ms`,
    }),
    row({
      what: "the same in the pool",
      unit: "ms",
      ...timed(statistics.pool),
      note: `blocks for ${number(middle(blocking(statistics.pool).values))} ms; with the first use ${number(statistics.first.took)} ms`,
    }),
    row({
      what: "journal of 100,000 lines: decode the whole",
      unit: "ms",
      ...timed(journal.whole),
      goal: 2000,
      note: `in the pool; ${journal.files} files`,
    }),
    row({ what: "longest block meanwhile", unit: "ms", ...blocking(journal.whole) }),
    row({
      what: "the same: open by checkpoint and tail",
      unit: "ms",
      ...timed(journal.again),
      goal: 100,
      note: "20 lines decoded",
    }),
    row({ what: "package", unit: "MB", values: [run.vsix / 1e6] }),
    ...(run.testSeconds === undefined
      ? []
      : [row({ what: "npm test", unit: "s", values: [run.testSeconds], goal: 900, note: "handed in" })]),
  ];
  const parts = Object.entries(run.parts).sort(([, a], [, b]) => b - a);
  return `# Performance

Written by \`npm run bench:product\`; do not edit. ${run.date}, ${run.commit}. ${run.machine}. Load of the machine (one minute): ${run.load[0]} before, ${run.load[1]}
after. Node ${run.node}, VS Code ${run.vscode}, Python ${run.python}. No test: other work on the machine raises all figures, and what matters is how they stand to one another.

A figure is the middle of several, with the smallest and the largest in brackets; of blocks it is the longest. The second column is processor time of
the same process: other work on the machine touches it less, but threads of the engine beside ours count in it. Both are upper bounds of what the work takes,
so a goal is held against the better one. The package is built for production and started as it ships.

${table(["what", "measured", "processor time", "goal", "", "beside"], rows)}

## What the start-up bundle is made of

${table(
  ["part", "KB", "share"],
  parts.map(([name, bytes]) => [name, number(kilobytes(bytes)), `${number((100 * bytes) / run.bundle)} %`]),
)}
`;
}

/**
 * Bytes of an output by part: a package of npm, or a folder of `src` one level down.
 * @param {{ inputs: Record<string, { bytesInOutput: number }> }} output of esbuild's metafile
 */
export function bundleParts({ inputs }) {
  const parts = {};
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? /^(src\/[^/]+)/.exec(file)?.[1] ?? "other";
    parts[name] = (parts[name] ?? 0) + bytesInOutput;
  }
  return parts;
}

import { basename } from "node:path";
import { limits } from "./chart.mjs";
import { cell, figures, within } from "./figures.mjs";
import { techniques, unpinned } from "./plan.mjs";

const table = (head, rows) =>
  [head, head.map((_, at) => (at === 0 ? "---" : "---:")), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
const whole = (value) => Math.round(value).toLocaleString("en");
const title = (program) => basename(program, ".py");

/** The figures of one technique over all programs, for the chart and its table. */
export const reached = (finds, python, technique) =>
  within(
    finds.filter((one) => one.python === python && one.technique === technique).map(({ runs }) => figures(runs)),
    limits,
  );

/**
 * docs/explorer-bench.md.
 * @param {object} run `date`, `commit`, `machine`, `load` (before and after), `pythons` (name and version), `budget`, `rates` ({ python, technique,
 * program, perSecond, perCpuSecond }; 0: given up), `finds` ({ python, technique, suite, program, runs }), `rivals` (what could not be had, by Python)
 * @param {string} leftOut the list of programs Python cannot express
 */
export function page(run, leftOut) {
  const { pythons, rates, finds, budget } = run;
  const floor = pythons[0].name;
  const found = (python) => (technique) => finds.filter((one) => one.python === python && one.technique === technique);
  const programs = found(floor)(techniques[0].name).length;
  const rateOf = (python, technique, program) =>
    rates.find((one) => one.python === python && one.technique === technique && title(one.program) === program);
  const perSecond = (technique) => rateOf(floor, technique, "lost_update")?.perSecond || undefined;
  const rateCell = (one) => (one?.perSecond ? `${whole(one.perSecond)} / ${whole(one.perCpuSecond)}` : "–");
  const rateTable = (python) => {
    const columns = [...new Set(rates.filter((one) => one.python === python).map(({ program }) => title(program)))];
    return table(
      ["executions per second", ...columns.map((program) => program.replaceAll("_", " "))],
      [...techniques.map(({ name }) => name), unpinned]
        .filter((name) => rates.some((one) => one.python === python && one.technique === name))
        .map((name) => [name, ...columns.map((program) => rateCell(rateOf(python, name, program)))]),
    );
  };
  const measured = techniques.map(({ name }) => name).filter((name) => found(floor)(name).length > 0);
  const suites = [...new Set(finds.map(({ suite }) => suite))];
  const searchTable = (suite) =>
    table(
      ["program", ...measured],
      found(floor)(measured[0])
        .filter((one) => one.suite === suite)
        .map(({ program }) => [
          title(program),
          ...measured.map((name) => {
            const one = found(floor)(name).find((other) => other.program === program);
            return cell(figures(one?.runs ?? []), budget.executions);
          }),
        ]),
    );
  const rival = techniques
    .map(({ name }) => name)
    .filter((name) => name.startsWith("frontrun"))
    .map((name) => [name, perSecond(name)]);
  const bars = [
    ["lost update, random search", "labkit random", 12_000],
    ["lost update, DPOR over whole searches", "labkit dpor", 6_000],
    ["lost update, random search, not pinned", unpinned, 3_000],
  ].map(([what, technique, bar]) => {
    const rate = perSecond(technique);
    const times = rival.filter(([, other]) => other > 0).map(([name, other]) => `${whole(rate / other)} × ${name}`);
    return rate === undefined
      ? [what, whole(bar), "–", "–", "–"]
      : [what, whole(bar), whole(rate), rate >= bar ? "met" : "missed", times.join(", ") || "–"];
  });

  return `# The explorer beside others

Written by \`npm run bench:explore\`; do not edit. ${run.date}, ${run.commit}. ${run.machine}. Load of the machine (one minute): ${run.load[0]} before,
${run.load[1]} after. Python ${pythons.map(({ version }) => version).join(", ")}. frontrun ${run.frontrun}. All on one machine in one run, one process at a time; with other work on it absolute figures
fall, and ratios say more.

An *execution* is one run of the program: a schedule for the explorers. *frontrun* takes workers instead of programs, so its bench runs a program up
to the first join and gives it the threads started so far; its clock is virtual, its preemptions unbounded. *Stress* runs the program on real threads; *random
switch interval* does so with \`sys.setswitchinterval\` drawn anew for each execution, 1 to 100 µs, logarithmically. A hang of five seconds counts as found.

## Executions to the first failure

![Programs found within so many executions](explorer-bench.svg)

Programs of ${programs} whose bug is found, in the median over seeds, within so many executions (Python ${floor}):

${table(
  ["technique", ...limits.map((limit) => limit.toLocaleString("en"))],
  measured.map((name) => [name, ...reached(finds, floor, name).map(String)]),
)}

The same for the whole portfolio on each Python:

${table(
  ["labkit auto on", ...limits.map((limit) => limit.toLocaleString("en"))],
  pythons
    .filter(({ name }) => found(name)("labkit auto").length > 0)
    .map(({ name, version }) => [`Python ${version}`, ...reached(finds, name, "labkit auto").map(String)]),
)}

## Executions per second

Programs that cannot fail, in \`test/bench/programs\`. DPOR begins again when it is complete. Loading a program is not counted for labkit.
The best of three blocks of a second, taken in rounds. The second number is per second of processor time, which other work on the machine touches
less, but which leaves out the waiting when threads hand over between cores.

${pythons.map(({ name, version }) => `Python ${version}${run.rivals[name] ? ` (${run.rivals[name]})` : ""}:\n\n${rateTable(name)}`).join("\n\n")}

Bars of the design, on Python ${floor}:

${table(["what", "bar per second", "measured", "", "beside"], bars)}

## Program by program

Executions to the first failure on Python ${floor}: the median (the worst) over ${budget.seeds} seeds, at most ${budget.executions.toLocaleString("en")} executions or ${budget.seconds} s a run; "8 of 10": found for so many
seeds; given up after three that found nothing. "not decided": the tool ended without a verdict.

${suites.map((suite) => `### ${suite}\n\n${searchTable(suite)}`).join("\n\n")}

${leftOut.trim()}
`;
}

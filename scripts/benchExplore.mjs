// npm run bench:explore [-- --seeds 10 --executions 1000 --seconds 5 --only WORD]: the schedule explorer beside frontrun, plain stress and a random
// switch interval. A whole run writes docs/explorer-bench.md and its chart.
import { readFile, writeFile } from "node:fs/promises";
import { arch, cpus, loadavg, platform } from "node:os";
import { delimiter, join } from "node:path";
import { parseArgs } from "node:util";
import { onCurrentNode } from "./setup/currentNode.mjs";

await onCurrentNode();
const { root, setUp } = await import("./setUp.mjs");
const interpreters = (await setUp()).filter((one) => !one.freeThreaded);
const { BenchProcess } = await import("./bench/benchProcess.mjs");
const { chart } = await import("./bench/chart.mjs");
const { cell, figures } = await import("./bench/figures.mjs");
const { page, reached } = await import("./bench/page.mjs");
const { programsIn, rateFolder, search, techniques, unpinned } = await import("./bench/plan.mjs");
const { askedToEnd } = await import("./setup/askedToEnd.mjs");
const { pythonRivals } = await import("./setup/pythonPackages.mjs");
const { run } = await import("./setup/run.mjs");

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "10" },
    executions: { type: "string", default: "1000" },
    seconds: { type: "string", default: "5" },
    only: { type: "string" },
  },
});
const budget = Object.fromEntries(["seeds", "executions", "seconds"].map((name) => [name, Number(values[name])]));
for (const [name, value] of Object.entries(budget)) {
  if (!Number.isInteger(value) || value < 1) {
    console.error(`--${name} is a whole number of at least 1, not "${values[name]}"`);
    process.exit(2);
  }
}
/** A rate is the best of so many blocks: what else runs on the machine only ever slows. */
const rounds = 3;
const block = { executions: 20_000, seconds: 1 };
const suites = { SCTBench: "test/corpus/sct", JaConTeBe: "test/corpus/jacontebe" };
const wanted = (programs) => programs.filter((program) => values.only === undefined || program.includes(values.only));

const processes = new Set();
askedToEnd().then(async () => {
  await Promise.all([...processes].map((one) => one.end()));
  process.exit(130);
});
const load = () => loadavg()[0].toFixed(1);
const loads = [load()];
const [rates, finds, rivals] = [[], [], {}];

for (const interpreter of interpreters) {
  const python = interpreter.name;
  const rival = await pythonRivals(root, interpreter).catch(() => undefined);
  if (rival === undefined) rivals[python] = "frontrun has no wheel for it";
  const env = {
    ...process.env,
    PYTHONPATH: [join(root, "src/python"), join(root, "dist/python-libs"), rival].filter(Boolean).join(delimiter),
    PYTHONDONTWRITEBYTECODE: "1",
    FRONTRUN_ACTIVE: "1", // Its own command line sets this, and adds an interceptor of system calls that these programs do not need.
  };
  const asking = async (technique, work) => {
    const bench = new BenchProcess([interpreter.path, join(root, "test/bench")], { cwd: root, env });
    processes.add(bench);
    try {
      return await work((measure, program, seed) =>
        bench.ask({
          technique,
          measure,
          program,
          seed,
          ...(measure === "rate" ? block : { executions: budget.executions, seconds: budget.seconds }),
        }),
      );
    } finally {
      await bench.end();
      processes.delete(bench);
    }
  };
  const had = ({ name }) => rival !== undefined || !name.startsWith("frontrun");

  console.log(`\nPython ${interpreter.version}: executions per second`);
  for (const program of wanted(await programsIn(root, rateFolder))) {
    if (interpreter !== interpreters[0] && !program.includes("lost_update")) continue;
    // In rounds, so that another load on the machine meets all techniques alike; a process each, so that nothing of another is in memory.
    const measured = [...techniques.filter(had), { name: unpinned }].map(({ name }) => ({
      python,
      technique: name,
      program,
      perSecond: 0,
      perCpuSecond: 0,
    }));
    for (let round = 1; round <= rounds; round++) {
      for (const one of measured) {
        const answer = await asking(one.technique, (ask) => ask("rate", program, round));
        if (answer === undefined || answer.executions === 0) continue;
        one.perSecond = Math.max(one.perSecond, answer.executions / answer.seconds);
        one.perCpuSecond = Math.max(one.perCpuSecond, answer.executions / answer.cpu);
      }
    }
    rates.push(...measured);
    for (const { technique, perSecond, perCpuSecond } of measured)
      console.log(`${technique}, ${program}: ${Math.round(perSecond)}, ${Math.round(perCpuSecond)} per processor second`);
  }

  console.log(`\nPython ${interpreter.version}: executions to the first failure`);
  for (const technique of techniques.filter(had)) {
    if (interpreter !== interpreters[0] && technique.name !== techniques[0].name) continue;
    await asking(technique.name, async (ask) => {
      for (const [suite, folder] of Object.entries(suites)) {
        for (const program of wanted(await programsIn(root, folder))) {
          const find = (seed) => ask("find", program, seed).catch(({ message }) => console.error(message));
          const runs = await search(find, technique, budget.seeds);
          finds.push({ python, technique: technique.name, suite, program, runs });
          console.log(`${technique.name}, ${program}: ${cell(figures(runs), budget.executions)}`);
        }
      }
    });
  }
}
loads.push(load());

if (values.only !== undefined) console.log("\nA selection: docs/explorer-bench.md is left as it is.");
else {
  const [cpu] = cpus();
  const leftOut = await readFile(join(root, "test/corpus/left-out.md"), "utf8");
  const lock = await readFile(join(root, "src/python/requirements/bench.txt"), "utf8");
  const git = (...args) => run(["git", ...args], { cwd: root }).then((text) => text.trim());
  const floor = interpreters[0].name;
  const programs = finds.filter((one) => one.python === floor && one.technique === techniques[0].name).length;
  const written = page(
    {
      date: new Date().toISOString().slice(0, 10),
      commit: `commit ${await git("rev-parse", "--short", "HEAD")}`,
      machine: `${platform()} ${arch()}, ${cpu.model.trim()}, ${cpus().length} cores`,
      load: loads,
      pythons: interpreters,
      frontrun: /^frontrun==(\S+)/m.exec(lock)[1],
      budget,
      rates,
      finds,
      rivals,
    },
    leftOut,
  );
  await writeFile(join(root, "docs/explorer-bench.md"), written);
  const series = techniques
    .filter(({ name }) => finds.some((one) => one.python === floor && one.technique === name))
    .map(({ name }) => ({ name, counts: reached(finds, floor, name) }));
  await writeFile(join(root, "docs/explorer-bench.svg"), chart(series, programs));
  console.log("\nwritten: docs/explorer-bench.md, docs/explorer-bench.svg");
}

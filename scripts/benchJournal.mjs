// npm run bench:journal: opening a progress journal of 100,000 lines, whole and by its checkpoint. Goals: under 2 s off the thread, under 100 ms.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { onCurrentNode } from "./setup/currentNode.mjs";

await onCurrentNode();
const { build, root } = await import("./setUp.mjs");
await build();
const esbuild = await import("esbuild");

const LINES = 100_000;
const scratch = await mkdtemp(join(tmpdir(), "bench-journal-"));
const bundle = join(root, "dist", "benchJournal.cjs");
const contents = `
  export { openJournal } from "./src/runtime/store/journal";
  export { createPool } from "./src/runtime/pool/pool";
  export { encodeFact } from "./src/core/journal/journalLine";
  export { newUlid } from "./src/core/journal/ulid";
  export { mulberry32 } from "./src/core/random";`;
// Beside the extension's own bundles, where piscina looks for its threads.
await esbuild.build({
  stdin: { contents, resolveDir: root, loader: "ts" },
  outfile: bundle,
  bundle: true,
  platform: "node",
  format: "cjs",
  supported: { "dynamic-import": false },
  plugins: [
    { name: "piscina", setup: (build) => build.onResolve({ filter: /^piscina$/ }, () => ({ path: "./piscina.cjs", external: true })) },
  ],
});
const { createPool, encodeFact, mulberry32, newUlid, openJournal } = (await import(bundle)).default;

/** A learner's history: mostly runs of checks, some hints, now and then a quiz, a benchmark or a snapshot. */
function line(writer, n, random) {
  const lab = `${1 + Math.floor(random() * 12)}.${1 + Math.floor(random() * 7)}`;
  const dice = random();
  const body =
    dice < 0.93
      ? { fact: "checked", check: `${lab}/check-${Math.floor(random() * 8)}`, outcome: dice < 0.6 ? "failed" : "passed" }
      : dice < 0.96
        ? { fact: "hint", lab, hint: Math.floor(random() * 5) }
        : dice < 0.99
          ? { fact: "answered", quiz: `Q${1 + Math.floor(random() * 12)}`, question: "order-of-prints", answer: 1, correct: random() < 0.5 }
          : dice < 0.995
            ? { fact: "measured", lab, samples: 120, verdicts: { pool: "2.9x faster" } }
            : { fact: "snapshot", lab, folder: `.snapshots/${lab}/2026-11-21` };
  return encodeFact({ ...body, v: 1, id: newUlid(n, random), writer, n, at: new Date(1.8e12 + n * 60_000).toISOString() });
}

async function history(folder, writers) {
  const random = mulberry32(1);
  await mkdir(folder, { recursive: true });
  for (let index = 0; index < writers; index += 1) {
    const writer = `desk-${String(index).padStart(4, "0")}`;
    const lines = Array.from({ length: LINES / writers }, (_, n) => `${line(writer, n, random)}\n`);
    await writeFile(join(folder, `${writer}.jsonl`), lines.join(""));
  }
}

const pool = createPool(join(root, "dist"), { onFault: (text) => console.error(text) });
const rows = [];
try {
  for (const writers of [1, 500]) {
    const folder = join(scratch, `progress-${writers}`);
    await history(folder, writers);
    const options = {
      machine: "bench",
      now: () => Date.now(),
      decode: (texts) => pool.call("summariseJournals", { texts }),
      checkpoint: { path: join(scratch, `checkpoint-${writers}`), madeBy: "bench" },
    };
    const opened = async () => {
      const [from, used] = [performance.now(), process.cpuUsage()];
      const journal = await openJournal(folder, options);
      const { user, system } = process.cpuUsage(used);
      const took = { ms: performance.now() - from, cpu: (user + system) / 1000 };
      await journal.dispose();
      return { ...took, ...journal.read, facts: journal.facts.length };
    };
    const several = async (what, times, before) => {
      const openings = [];
      for (let index = 0; index < times; index += 1) {
        await before?.();
        openings.push(await opened());
      }
      rows.push({ files: writers, what, openings: openings.sort((a, b) => a.ms - b.ms) });
    };
    // The first call starts the thread.
    await pool.call("summariseJournals", { texts: [] });
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await several("whole", 5, () => rm(options.checkpoint.path, { force: true }));
    delay.disable();
    rows.at(-1).held = delay.max / 1e6;
    for (let index = 0; index < 15; index += 1) {
      const tail = Array.from({ length: 20 }, (_, n) => `${line(`tail-${index}`, n, mulberry32(index + 2))}\n`);
      await writeFile(join(folder, `tail-${index}.jsonl`), tail.join(""));
    }
    await several("by checkpoint and tail", 25);
  }
} finally {
  await pool.dispose();
  await rm(scratch, { recursive: true, force: true });
  await rm(bundle, { force: true });
}
console.log(
  `${process.version}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}; the best says most: what else runs on the machine only ever slows`,
);
for (const { files, what, openings, held } of rows) {
  const [best, median, worst] = [openings[0], openings[openings.length >> 1], openings.at(-1)];
  const thread = held === undefined ? "" : `; the caller's thread was held up for ${held.toFixed(0)} ms at most`;
  const times = `best ${best.ms.toFixed(0)} ms (processor ${best.cpu.toFixed(0)} ms), median ${median.ms.toFixed(0)}, worst ${worst.ms.toFixed(0)}`;
  console.log(
    `${files === 1 ? "1 file" : `${files} files`}, ${what}: ${times}; ${best.decoded} of ${best.lines} lines decoded, ${best.facts} facts count${thread}`,
  );
}

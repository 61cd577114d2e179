import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Programs that cannot fail: their executions per second are measured. */
export const rateFolder = "test/bench/programs";

/** What is measured, in the order of the tables. `seeded`: other seeds give other executions. */
export const techniques = [
  { name: "labkit auto", seeded: true },
  { name: "labkit dpor", seeded: false },
  { name: "labkit pos", seeded: true },
  { name: "labkit pct", seeded: true },
  { name: "labkit random", seeded: true },
  { name: "frontrun dpor", seeded: false },
  { name: "frontrun random", seeded: true },
  { name: "stress", seeded: true },
  { name: "random switch interval", seeded: true },
];

/** Measured for its rate alone: what the hand-over costs where a process may not be pinned. */
export const unpinned = "labkit random unpinned";

/** The Python programs with a `scenario` of a folder, in reading order (reorder_3 before reorder_10). */
export async function programsIn(root, folder) {
  const files = (await readdir(join(root, folder))).filter((name) => name.endsWith(".py"));
  const texts = await Promise.all(files.map((name) => readFile(join(root, folder, name), "utf8")));
  return files
    .filter((_, at) => /^def scenario\(/m.test(texts[at]))
    .sort(new Intl.Collator("en", { numeric: true }).compare)
    .map((name) => join(folder, name));
}

/** After so many runs that found nothing a program is given up for a technique; the share found is then that of these runs. */
const patience = 3;

/** Runs `ask` for seeds 1 to `seeds`, fewer where seeds change nothing or nothing is found. */
export async function search(ask, { seeded }, seeds) {
  const runs = [];
  for (let seed = 1; seed <= (seeded ? seeds : 1); seed++) {
    runs.push(await ask(seed));
    if (runs.length === patience && runs.every((run) => !run?.found)) break;
  }
  return runs;
}

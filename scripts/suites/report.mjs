import { mkdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { ProgramFailed, run } from "../setup/run.mjs";
import { readJunit } from "./junit.mjs";

export const nothing = () => ({ passed: 0, failed: 0, skipped: [] });

export function add(...counts) {
  const sum = nothing();
  for (const one of counts) {
    sum.passed += one.passed;
    sum.failed += one.failed;
    sum.skipped.push(...one.skipped);
  }
  return sum;
}

const failure = (message) => {
  console.error(`FAILED ${message}`);
  return { ...nothing(), failed: 1 };
};

/** A tool without a report of its own (compiler, linter): one test, passed when it ends with 0. */
export async function tool(title, command, options) {
  try {
    await run(command, { show: true, ...options });
    return { ...nothing(), passed: 1 };
  } catch (error) {
    return failure(`${title}: ${error.message}`);
  }
}

/**
 * Calls `work(file)`, which has to leave JUnit XML in `file`, and counts it. No report, a cut-off one, no test in it, or an error
 * without a failed test is a failure: nothing passes by dying early.
 * @param {string} root
 * @param {string} name
 * @param {(file: string) => Promise<unknown>} work
 */
export async function reported(root, name, work) {
  const folder = join(root, "test-results");
  // Two runs in one checkout do not share a report; the last to end leaves its own.
  const file = join(folder, `${name}-${process.pid}.xml`);
  await mkdir(folder, { recursive: true });
  let error;
  try {
    await work(file);
  } catch (thrown) {
    error = thrown;
  }
  let counts;
  try {
    counts = readJunit(await readFile(file, "utf8"));
    await rename(file, join(folder, `${name}.xml`));
  } catch (unreadable) {
    return failure(`${name}: ${error?.message ?? `left no readable report: ${unreadable.message}`}`);
  }
  if (error && counts.failed === 0) return add(counts, failure(`${name}: ${error.message}`));
  if (error && !(error instanceof ProgramFailed)) console.error(error.message);
  if (counts.passed + counts.failed === 0) return add(counts, failure(`${name}: ran no test`));
  return counts;
}

const plural = (counts) => {
  const skipped = counts.skipped.length;
  return `${counts.passed} passed, ${counts.failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
};

/** The closing lines of `npm test`: skipped tests with their reasons, each suite with its share of the time, the sum last. */
export function summary(results) {
  const seconds = results.reduce((sum, one) => sum + one.seconds, 0);
  const lines = results.flatMap(({ name, counts }) => counts.skipped.map(({ title, reason }) => `SKIPPED ${name}: ${title}: ${reason}`));
  for (const { name, counts, seconds: own } of results)
    lines.push(
      `${name.padEnd(9)} ${plural(counts).padEnd(34)} ${own.toFixed(1).padStart(7)} s ${Math.round((100 * own) / seconds || 0)
        .toString()
        .padStart(4)} %`,
    );
  return [...lines, `all ${seconds.toFixed(1)} s`, plural(add(...results.map((one) => one.counts)))].join("\n");
}

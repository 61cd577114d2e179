// Runs every `*.test.cjs` beside this file inside the extension host. Built and started by scripts/suites/editor.mjs.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";

/** Called by VS Code; rejects when a test fails. Writes JUnit XML to CONCURRENCY_LABS_RESULTS. */
export async function run(): Promise<void> {
  const output = process.env.CONCURRENCY_LABS_RESULTS;
  if (!output) throw new Error("CONCURRENCY_LABS_RESULTS must name the result file");
  const mocha = new Mocha({ ui: "bdd", timeout: 30_000, color: false });
  for (const name of readdirSync(__dirname).sort()) if (name.endsWith(".test.cjs")) mocha.addFile(join(__dirname, name));
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run((count) => xunit.done(count, resolve));
    const xunit = new Mocha.reporters.XUnit(runner, { reporterOptions: { output } });
  });
  if (failures > 0) throw new Error(`${failures} failed`);
}

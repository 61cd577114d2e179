// npm run test:long [-- PYTEST OPTIONS]: the tests marked `long`, on every interpreter found. A whole run writes docs/long-run.md.
import { readFile, writeFile } from "node:fs/promises";
import { arch, cpus, platform } from "node:os";
import { join } from "node:path";
import { onCurrentNode } from "./setup/currentNode.mjs";

await onCurrentNode();
const { root, setUp } = await import("./setUp.mjs");
const interpreters = await setUp();
const { askedToEnd } = await import("./setup/askedToEnd.mjs");
const { missing } = await import("./setup/interpreters.mjs");
const { run } = await import("./setup/run.mjs");
const { figures } = await import("./suites/junit.mjs");
const { longRun } = await import("./suites/longRun.mjs");
const { pytest } = await import("./suites/python.mjs");
const { summary } = await import("./suites/report.mjs");

const options = process.argv.slice(2);
const ending = new AbortController();
askedToEnd().then(() => ending.abort());
const results = [];
for (const interpreter of interpreters) {
  const name = `long-${interpreter.name}`;
  console.log(`\n=== ${name} (${interpreter.version}, ${interpreter.path}) ===`);
  const from = performance.now();
  const counts = await pytest(root, interpreter, name, ["-m", "long", "test/labkit", "test/labs", ...options], ending.signal);
  if (ending.signal.aborted) process.exit(130);
  const report = await readFile(join(root, "test-results", `${name}.xml`), "utf8").catch(() => "");
  results.push({ name, interpreter, counts, figures: figures(report), seconds: (performance.now() - from) / 1000 });
}
if (options.length === 0) {
  const git = (...args) => run(["git", ...args], { cwd: root }).then((text) => text.trim());
  const page = longRun({
    date: new Date().toISOString().slice(0, 10),
    commit: await git("rev-parse", "--short", "HEAD"),
    changed: (await git("status", "--porcelain", "--untracked-files=no")) !== "",
    machine: `${platform()} ${arch()}, ${cpus().length} cores`,
    results,
    missing: missing(interpreters),
  });
  await writeFile(join(root, "docs/long-run.md"), page);
  console.log("\nwritten: docs/long-run.md");
} else console.log("\nA selection: docs/long-run.md is left as it is.");
console.log(`\n${summary(results)}`);
process.exit(results.some(({ counts }) => counts.failed > 0 || counts.passed === 0) ? 1 : 0);

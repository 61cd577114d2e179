// npm test [-- SUITE ...] [--ci] [--all-pythons]: sets up, builds, runs the suites in turn. The last line is the sum.
import { onCurrentNode } from "./setup/currentNode.mjs";

await onCurrentNode();
const { build, root, setUp } = await import("./setUp.mjs");
const interpreters = await setUp();
const { askedToEnd } = await import("./setup/askedToEnd.mjs");
const { editor } = await import("./suites/editor.mjs");
const { kit, verify } = await import("./suites/python.mjs");
const { summary } = await import("./suites/report.mjs");
const { lint, types } = await import("./suites/static.mjs");
const { journeys, unit } = await import("./suites/vitest.mjs");

const suites = { types, lint, unit, kit, verify, editor, journeys };
const asked = process.argv.slice(2).filter((word) => word !== "--ci" && word !== "--all-pythons");
const unknown = asked.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(", ")}. Suites: ${Object.keys(suites).join(", ")}.`);
  process.exit(2);
}
await build();

const ending = new AbortController();
const context = {
  root,
  interpreters,
  ci: process.argv.includes("--ci"),
  allPythons: process.argv.includes("--all-pythons"),
  signal: ending.signal,
};
askedToEnd().then(() => ending.abort());
const results = [];
for (const name of asked.length > 0 ? asked : Object.keys(suites)) {
  console.log(`\n=== ${name} ===`);
  const from = performance.now();
  const counts = await suites[name](context);
  if (ending.signal.aborted) process.exit(130);
  results.push({ name, counts, seconds: (performance.now() - from) / 1000 });
}
console.log(`\n${summary(results)}`);
process.exit(results.some(({ counts }) => counts.failed > 0 || counts.passed === 0) ? 1 : 0);

// npm run fuzz [-- --inputs 100000]: every reader of outside data gets that many inputs, in both halves of the product.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { onCurrentNode } from "./setup/currentNode.mjs";

const { values } = parseArgs({ options: { inputs: { type: "string", default: "100000" } } });
if (!/^[1-9]\d{0,8}$/.test(values.inputs)) {
  console.error(`--inputs is a whole number of at least 1, not "${values.inputs}"`);
  process.exit(2);
}
process.env.CONCURRENCY_LABS_FUZZ = values.inputs;

await onCurrentNode();
const { root, setUp } = await import("./setUp.mjs");
const [interpreter] = await setUp();
const { askedToEnd } = await import("./setup/askedToEnd.mjs");
const { pytest } = await import("./suites/python.mjs");
const { summary } = await import("./suites/report.mjs");
const { fuzz } = await import("./suites/vitest.mjs");

const ending = new AbortController();
askedToEnd().then(() => ending.abort());
const files = (await readdir(join(root, "test/labkit"))).filter((name) => /^test_fuzz_.*\.py$/.test(name));
const halves = {
  "fuzz-extension": () => fuzz({ root, signal: ending.signal }),
  "fuzz-kit": () => pytest(root, interpreter, "fuzz-kit", [...files.map((name) => `test/labkit/${name}`), "--durations=0"], ending.signal),
};
const results = [];
for (const [name, run] of Object.entries(halves)) {
  console.log(`\n=== ${name}, ${values.inputs} inputs each ===`);
  const from = performance.now();
  const counts = await run();
  if (ending.signal.aborted) process.exit(130);
  results.push({ name, counts, seconds: (performance.now() - from) / 1000 });
}
console.log(`\n${summary(results)}`);
process.exit(results.some(({ counts }) => counts.failed > 0 || counts.passed === 0) ? 1 : 0);

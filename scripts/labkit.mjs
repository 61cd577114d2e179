// npm run labkit -- ARGS: the kit's command line from the checkout, with the shipped packages on its path.
import { onCurrentNode } from "./setup/currentNode.mjs";

await onCurrentNode();
const { root, setUp } = await import("./setUp.mjs");
const { labkit } = await import("./suites/python.mjs");
const [interpreter] = await setUp();
try {
  await labkit(root, interpreter, process.argv.slice(2));
} catch (error) {
  // The kit has said what was wrong; its exit code is its verdict.
  process.exitCode = typeof error.code === "number" ? error.code : 1;
  if (typeof error.code !== "number") throw error;
}

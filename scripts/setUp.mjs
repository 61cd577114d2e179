// Everything a clean clone needs before it builds: a current Node, node_modules, the shipped Python packages.
// It runs on Node 20 with nothing installed. Started by itself it also builds.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onCurrentNode } from "./setup/currentNode.mjs";
import { findInterpreters } from "./setup/interpreters.mjs";
import { nodeModules } from "./setup/nodeModules.mjs";
import { pythonLibs } from "./setup/pythonPackages.mjs";
import { run } from "./setup/run.mjs";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Sets up the checkout and returns the interpreters found. Costs well under a second when all is there. */
export async function setUp() {
  await nodeModules(root);
  const interpreters = await findInterpreters();
  if (interpreters.length === 0)
    throw new Error("No Python 3.11 or later was found. Install one, or name it in CONCURRENCY_LABS_PYTHONS, then run this again.");
  await pythonLibs(root, interpreters[0].path);
  return interpreters;
}

export const build = (...flags) => run([process.execPath, join(root, "esbuild.mjs"), ...flags], { show: true });

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await onCurrentNode();
  await setUp();
  await build(...process.argv.slice(2));
}

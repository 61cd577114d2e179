// npm run package [-- --out FILE]: sets up, builds for production and packs dist/concurrency-labs.vsix.
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onCurrentNode } from "./setup/currentNode.mjs";

/** Packs the extension from what is built; returns the file. */
export async function packageExtension(root) {
  const { createVSIX } = await import("@vscode/vsce");
  const packagePath = join(root, "dist/concurrency-labs.vsix");
  await createVSIX({ cwd: root, packagePath, dependencies: false, skipLicense: true, allowMissingRepository: true });
  return packagePath;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await onCurrentNode();
  const { build, root, setUp } = await import("./setUp.mjs");
  await setUp();
  await build("--production");
  const file = await packageExtension(root);
  const out = process.argv[process.argv.indexOf("--out") + 1];
  if (process.argv.includes("--out")) await copyFile(file, out);
}

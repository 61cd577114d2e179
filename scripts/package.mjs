// npm run package [-- --out FILE]: sets up, builds for production and packs dist/concurrency-labs.vsix.
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onCurrentNode } from "./setup/currentNode.mjs";

/** Packs the extension from what is built into `folder`; returns the file. `release` has vsce scan each file for secrets, which takes a while. */
export async function packageExtension(root, { folder = join(root, "dist"), release = false } = {}) {
  const { createVSIX } = await import("@vscode/vsce");
  const packagePath = join(folder, "concurrency-labs.vsix");
  const options = {
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
    allowPackageAllSecrets: !release,
    allowPackageEnvFile: !release,
  };
  await createVSIX({ cwd: root, packagePath, ...options });
  return packagePath;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await onCurrentNode();
  const { build, root, setUp } = await import("./setUp.mjs");
  await setUp();
  await build("--production");
  const file = await packageExtension(root, { release: true });
  const out = process.argv[process.argv.indexOf("--out") + 1];
  if (process.argv.includes("--out")) await copyFile(file, out);
}

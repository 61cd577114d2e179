// Bundles the in-editor tests for the extension host into dist/test/editor.
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import * as esbuild from "esbuild";

export async function buildEditorTests(root) {
  const source = join(root, "test/editor");
  const outdir = join(root, "dist/test/editor");
  await rm(outdir, { recursive: true, force: true });
  const entryPoints = (await readdir(source))
    .filter((name) => name === "index.ts" || name.endsWith(".test.ts"))
    .map((name) => join(source, name));
  await esbuild.build({
    entryPoints,
    outdir,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    sourcemap: "inline",
    outExtension: { ".js": ".cjs" },
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
  return join(outdir, "index.cjs");
}

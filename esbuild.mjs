// Builds everything that ships into dist/: bundles, pages, schemas and the kit.
//   node esbuild.mjs [--production] [--watch]
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { jsonSchemas } from "./scripts/schemas.mjs";

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, "dist");
const production = process.argv.includes("--production");
const watch = process.argv.includes("--watch");
const pages = ["lab", "module", "results", "bench", "timeline", "interleaving", "doctor"];

const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: production,
  sourcemap: production ? false : "linked",
  // The licences of what is bundled come from scripts/package/notices.mjs, which reads the metafile.
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
};

/** Node bundles run in the extension host and its worker threads. */
const node = {
  ...shared,
  platform: "node",
  format: "cjs",
  target: "node20",
  // `import()` of an external becomes `require`, which resolves beside the bundle.
  supported: { "dynamic-import": false },
  external: ["@napi-rs/nice"],
};

/** Keeps piscina out of the start-up bundle: it is loaded with the first call to the pool. */
const lazyPiscina = {
  name: "lazy-piscina",
  setup: (build) => build.onResolve({ filter: /^piscina$/ }, () => ({ path: "./piscina.cjs", external: true })),
};

/**
 * `vscode` has some 500 exports, and esbuild copies them for every file that imports an external as a namespace: half
 * of the start-up time. Through one module of ours they are copied once.
 */
const vscodeOnce = {
  name: "vscode-once",
  setup: (build) => {
    const namespace = "vscode-once";
    build.onResolve({ filter: /^vscode$/ }, (from) =>
      from.namespace === namespace ? { path: "vscode", external: true } : { path: "vscode", namespace },
    );
    build.onLoad({ filter: /^vscode$/, namespace }, () => ({ contents: 'export * from "vscode";' }));
  },
};

const bundles = [
  {
    ...node,
    entryPoints: { extension: "src/editor/extension.ts" },
    outdir: "dist",
    outExtension: { ".js": ".cjs" },
    plugins: [lazyPiscina, vscodeOnce],
  },
  { ...node, entryPoints: { piscina: "node_modules/piscina/dist/main.js" }, outdir: "dist", outExtension: { ".js": ".cjs" } },
  // piscina looks for its own bootstrap as `worker.js` beside its bundle; our tasks must bear another name.
  // Both are CommonJS although package.json says "module": dist/package.json says so.
  { ...node, entryPoints: { worker: "node_modules/piscina/dist/worker.js" }, outdir: "dist" },
  { ...node, entryPoints: { tasks: "src/worker/tasks.ts" }, outdir: "dist" },
  {
    ...shared,
    platform: "browser",
    // What the pages share is carried once.
    format: "esm",
    splitting: true,
    chunkNames: "shared-[hash]",
    target: "es2022",
    entryPoints: Object.fromEntries(pages.map((page) => [page, `src/webview/${page}/main.ts`])),
    outdir: "dist/webview",
    loader: { ".ttf": "file" },
    assetNames: "[name]",
  },
];

/** Swapped in whole: a kit that runs from dist meanwhile keeps its files. */
async function copyKit() {
  const part = join(dist, `python.part-${process.pid}`);
  const old = `${part}-old`;
  await cp(join(root, "src/python/labkit"), join(part, "labkit"), {
    recursive: true,
    filter: (path) => basename(path) !== "__pycache__" && !path.endsWith(".pyc"),
  });
  for (const name of ["requirements/packages", "requirements/fetch_pip.py"])
    await cp(join(root, "src/python", name), join(part, name), { recursive: true, filter: (path) => !path.endsWith(".in") });
  if (existsSync(join(dist, "python"))) await rename(join(dist, "python"), old);
  await rename(part, join(dist, "python"));
  await rm(old, { recursive: true, force: true });
}

const codicons = ["codicon.css", "codicon.ttf"];

async function copyCodicons() {
  const from = join(root, "node_modules/@vscode/codicons/dist");
  for (const name of codicons) await cp(join(from, name), join(dist, "webview", name));
}

/** Shared chunks are named by what is in them: those of earlier builds would lie beside the new ones. */
async function removeOldChunks(outputs) {
  const current = new Set([...outputs.map((path) => basename(path)), ...codicons]);
  for (const name of await readdir(join(dist, "webview"))) if (!current.has(name)) await rm(join(dist, "webview", name));
}

/** Which sources went into which bundle, with sizes: what the notices are made from. */
async function writeMetafile(built) {
  const outputs = Object.assign({}, ...built.map(({ metafile }) => metafile.outputs));
  await writeFile(join(dist, "metafile.json"), JSON.stringify({ outputs }));
  return Object.keys(outputs);
}

async function writeSchemas() {
  const folder = join(dist, "schemas");
  await mkdir(folder, { recursive: true });
  for (const [name, schema] of Object.entries(await jsonSchemas(root)))
    await writeFile(join(folder, `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
}

/** The start-up bundle is read before anything shows; libraries belong in bundles that load later. */
async function checkStartUpSize() {
  const { size } = await stat(join(dist, "extension.cjs"));
  if (size > 300_000) throw new Error(`dist/extension.cjs has ${size} bytes, more than the 300,000 allowed at start-up`);
}

await mkdir(join(dist, "webview"), { recursive: true });
await writeFile(join(dist, "package.json"), '{ "type": "commonjs" }\n');
if (watch) for (const options of bundles) await (await esbuild.context({ ...options, logLevel: "info" })).watch();
else await removeOldChunks(await writeMetafile(await Promise.all(bundles.map((options) => esbuild.build(options)))));
await Promise.all([copyKit(), copyCodicons(), writeSchemas()]);
if (production) await checkStartUpSize();

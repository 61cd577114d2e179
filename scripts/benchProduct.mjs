// npm run bench:product [-- --starts 7 --test-seconds SECONDS]: the product's own figures, in the extension host and out of it. Writes docs/performance.md.
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { arch, cpus, loadavg, platform, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { onCurrentNode } from "./setup/currentNode.mjs";

await onCurrentNode();
const { build, root, setUp } = await import("./setUp.mjs");
const [interpreter] = await setUp();
const esbuild = await import("esbuild");
const { bundleParts, productPage } = await import("./bench/productPage.mjs");
const { packageExtension } = await import("./package.mjs");
const { askedToEnd } = await import("./setup/askedToEnd.mjs");
const { run } = await import("./setup/run.mjs");
const { findVsCode } = await import("./workbench/find.mjs");
const { runInHost } = await import("./workbench/inHost.mjs");

const { values } = parseArgs({ options: { starts: { type: "string", default: "7" }, "test-seconds": { type: "string" } } });
const starts = Number(values.starts);
const testSeconds = values["test-seconds"] === undefined ? undefined : Number(values["test-seconds"]);
if (!Number.isInteger(starts) || starts < 1 || (testSeconds !== undefined && !(testSeconds > 0))) {
  console.error("--starts is a whole number of at least 1, --test-seconds a number above 0");
  process.exit(2);
}

const ending = new AbortController();
askedToEnd().then(() => ending.abort());
const scratch = await mkdtemp(join(tmpdir(), "concurrency-labs-bench-"));
const load = () => loadavg()[0].toFixed(1);
const loads = [load()];
try {
  await build("--production");
  const vsix = await stat(await packageExtension(root));
  const { outputs } = JSON.parse(await readFile(join(root, "dist/metafile.json"), "utf8"));
  const bundled = outputs["dist/extension.cjs"];

  const extension = await measuringExtension(join(scratch, "extension"));
  const tests = join(scratch, "tests");
  const node = { bundle: true, platform: "node", format: "cjs", target: "node20", absWorkingDir: root, logLevel: "warning" };
  await esbuild.build({ ...node, entryPoints: ["test/bench/product/inHost.ts"], outfile: join(tests, "inHost.cjs"), external: ["vscode"] });
  await esbuild.build({
    ...node,
    stdin: { contents: 'import "./test/bench/product/inNode.ts";', resolveDir: root, loader: "ts" },
    outfile: join(tests, "inNode.cjs"),
    external: ["@napi-rs/nice"],
  });
  for (const name of ["tasks.js", "worker.js", "package.json"]) await cp(join(root, "dist", name), join(tests, name));

  const inNode = async (name) => {
    const answer = await run([process.execPath, "--expose-gc", join(tests, "inNode.cjs"), name], {
      cwd: root,
      env: { ...process.env, CONCURRENCY_LABS_ROOT: root, CONCURRENCY_LABS_TEST_PYTHON: interpreter.path },
    });
    console.log(`${name}: ${answer.trim().slice(0, 400)}`);
    return JSON.parse(answer);
  };
  const vscode = await findVsCode({ browser: true });
  const inHost = async (what) => {
    const workspace = await mkdtemp(join(scratch, "course-"));
    const results = join(workspace, "..", `${what}.json`);
    const env = { CONCURRENCY_LABS_RESULTS: results, CONCURRENCY_LABS_BENCH: what, CONCURRENCY_LABS_TEST_PYTHON: interpreter.path };
    await runInHost(vscode, { extension, tests: join(tests, "inHost.cjs"), workspace, env, signal: ending.signal });
    const answer = await readFile(results, "utf8");
    console.log(`${what}: ${answer.slice(0, 400)}`);
    return JSON.parse(answer);
  };

  const measured = {
    events: await inNode("events"),
    output: await inNode("output"),
    statistics: await inNode("statistics"),
    journal: await inNode("journal"),
  };
  const whole = await inHost("everything");
  const start = [whole.activation];
  while (start.length < starts) start.push((await inHost("activation")).activation);
  loads.push(load());

  if (measured.output.some(({ outcome }) => outcome !== "passed")) throw new Error("the program that prints did not pass");
  if (whole.checks.some(({ passed }) => !passed)) throw new Error("the checks of lab 1.1 did not pass with its solution");
  const git = (...args) => run(["git", ...args], { cwd: root }).then((text) => text.trim());
  const page = productPage({
    date: new Date().toISOString().slice(0, 10),
    commit: `commit ${await git("rev-parse", "--short", "HEAD")}`,
    machine: `${platform()} ${arch()}, ${cpus()[0].model.trim()}, ${cpus().length} cores`,
    load: loads,
    node: process.versions.node,
    vscode: `${whole.vscode} (${vscode.kind === "web" ? "web edition" : "desktop"})`,
    python: interpreter.version,
    start,
    bundle: (await stat(join(root, "dist/extension.cjs"))).size,
    parts: bundleParts(bundled),
    vsix: vsix.size,
    checks: whole.checks,
    items: whole.items,
    testSeconds,
    ...measured,
  });
  await writeFile(join(root, "docs/performance.md"), page);
  console.log(`\n${page}\nwritten: docs/performance.md`);
} finally {
  await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
}

/** The extension as it ships, behind an entry that takes the time of loading and activating it. */
async function measuringExtension(folder) {
  await mkdir(folder, { recursive: true });
  const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ ...manifest, main: "./dist/measuring.cjs" }));
  await cp(join(root, "package.nls.json"), join(folder, "package.nls.json"));
  for (const part of ["l10n", "media", "labs"]) await cp(join(root, part), join(folder, part), { recursive: true });
  const built = join(root, "dist");
  await cp(built, join(folder, "dist"), { recursive: true, filter: (path) => path !== join(built, "test") && !/\.(map|vsix)$/.test(path) });
  await writeFile(
    join(folder, "dist/measuring.cjs"),
    `const used = () => Object.values(process.cpuUsage()).reduce((sum, one) => sum + one) / 1000;
const [from, cpu] = [performance.now(), used()];
const extension = require("./extension.cjs");
const [loaded, loadCpu] = [performance.now(), used() - cpu];
exports.activate = (context) => {
  const [begun, cpu] = [performance.now(), used()];
  const internals = extension.activate(context);
  globalThis.concurrencyLabsStart = { load: loaded - from, activate: performance.now() - begun, cpu: loadCpu + used() - cpu };
  return internals;
};
exports.deactivate = () => extension.deactivate?.();
`,
  );
  return folder;
}

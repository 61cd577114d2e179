// Renders every sample page in headless Chromium and writes pictures, for people who change a page.
//   node test/webview/preview/preview.mjs [--pages lab,bench] [--themes dark,light,hcDark,hcLight] [--width 900] [--out test-results/webview]
// Nothing of this ships.
import { mkdir, mkdtemp, rm, writeFile, copyFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import * as esbuild from "esbuild";
import { chromium } from "playwright-core";
import { chromium as findChromium } from "../../../scripts/workbench/chromium.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const { values } = parseArgs({
  options: {
    pages: { type: "string", default: "" },
    themes: { type: "string", default: "dark,light,hcDark,hcLight" },
    width: { type: "string", default: "900" },
    out: { type: "string", default: join(root, "test-results/webview") },
  },
});

/** Fonts and sizes, the same in every theme. */
const common = {
  "--vscode-font-family": 'system-ui, "Ubuntu", "Droid Sans", sans-serif',
  "--vscode-font-size": "13px",
  "--vscode-editor-font-family": '"Droid Sans Mono", "DejaVu Sans Mono", monospace',
  "--vscode-editor-font-size": "14px",
};

const work = await mkdtemp(join(tmpdir(), "webview-preview-"));
const { samplePages, themes } = await samples();
await buildPages();
await mkdir(values.out, { recursive: true });
const browser = await chromium.launch({ executablePath: await findChromium(), args: ["--no-sandbox", "--allow-file-access-from-files"] });
try {
  for (const theme of values.themes.split(",")) {
    for (const [name, state] of Object.entries(samplePages)) {
      if (values.pages !== "" && !values.pages.split(",").some((wanted) => name.startsWith(wanted))) continue;
      await picture(theme, name, state);
    }
  }
} finally {
  await browser.close();
  await rm(work, { recursive: true, force: true });
}

async function picture(theme, name, state) {
  const page = await browser.newPage({ viewport: { width: Number(values.width), height: 900 }, reducedMotion: "reduce" });
  const faults = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(String(error)));
  const file = join(work, `${theme}-${name}.html`);
  await writeFile(file, shell(state.page, themes[theme]));
  await page.goto(pathToFileURL(file).href);
  await page.evaluate((state) => window.postMessage({ type: "state", state }, "*"), state);
  await page.waitForSelector("main");
  await page.evaluate(() => document.fonts.ready);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) faults.push(`the page is ${wide} px wider than its view`);
  await page.screenshot({ path: join(values.out, `${name}-${theme}.png`), fullPage: true });
  await page.close();
  console.log(`${name}-${theme}${faults.length === 0 ? "" : `\n  ${faults.join("\n  ")}`}`);
  if (faults.length > 0) process.exitCode = 1;
}

/** The page as VS Code shows it: variables on the root, the theme's class on the body, a policy without inline style or script. */
function shell(kind, theme) {
  const style = Object.entries({ ...common, ...theme.variables }).map(([name, value]) => `${name}: ${value};`);
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-preview'; style-src file: 'nonce-preview'; img-src file:; font-src file:">
<style nonce="preview">:root { ${style.join(" ")} }</style>
<link rel="stylesheet" href="codicon.css"><link rel="stylesheet" href="${kind}.css">
<script nonce="preview">window.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} });</script>
</head><body class="${theme.body}"><div id="root"></div><script nonce="preview" src="${kind}.js"></script></body></html>`;
}

async function samples() {
  const out = join(work, "samples.mjs");
  const entry = `export { samplePages } from "./test/webview/samples/index"; export { themes } from "./test/webview/samples/themes";`;
  await esbuild.build({ stdin: { contents: entry, resolveDir: root, loader: "ts" }, bundle: true, format: "esm", platform: "node", outfile: out, logLevel: "error" });
  return import(pathToFileURL(out).href);
}

async function buildPages() {
  const entryPoints = Object.fromEntries(["lab", "module", "results", "bench", "timeline", "interleaving", "doctor"].map((kind) => [kind, join(root, `src/webview/${kind}/main.ts`)]));
  await esbuild.build({ absWorkingDir: root, entryPoints, bundle: true, minify: true, format: "iife", target: "es2022", platform: "browser", outdir: work, metafile: true, logLevel: "warning" });
  for (const name of ["codicon.css", "codicon.ttf"]) await copyFile(join(root, "node_modules/@vscode/codicons/dist", name), join(work, name));
}

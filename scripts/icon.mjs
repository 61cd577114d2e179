// node scripts/icon.mjs: draws media/icon.png, which the marketplaces ask for, from media/icon.svg.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { onCurrentNode } from "./setup/currentNode.mjs";

/** Pixels a side. The marketplaces want 128 at least; twice that stays sharp on dense screens. */
const size = 256;

await onCurrentNode();
const { root } = await import("./setUp.mjs");
const { chromium } = await import("./workbench/chromium.mjs");
const { openBrowser } = await import("./workbench/browser.mjs");
const browser = await openBrowser(await chromium());
try {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const drawing = await readFile(join(root, "media/icon.svg"), "utf8");
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }</style>${drawing}`);
  await page.screenshot({ path: join(root, "media/icon.png"), omitBackground: true });
} finally {
  await browser.close();
}

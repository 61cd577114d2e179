// npm run screenshots: runs the journeys and keeps the pictures that the README shows in media/screenshots.
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onCurrentNode } from "./setup/currentNode.mjs";

await onCurrentNode();
const { build, root, setUp } = await import("./setUp.mjs");
const { run } = await import("./setup/run.mjs");
const { openBrowser } = await import("./workbench/browser.mjs");
const { chromium } = await import("./workbench/chromium.mjs");
await setUp();
await build("--production");
const readme = await readFile(join(root, "README.md"), "utf8");
const pictures = new Map([...readme.matchAll(/media\/screenshots\/([\w-]+)\.webp/g)].map(([path, name]) => [name, join(root, path)]));
const taken = await mkdtemp(join(tmpdir(), "concurrency-labs-pictures-"));
await mkdir(join(root, "media/screenshots"), { recursive: true });
try {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const command = [process.execPath, vitest, "run", "--project", "journeys", "firstLab", "benchmark", "interleaving"];
  await run(command, { cwd: root, show: true, env: { ...process.env, SCREENSHOTS: taken } });
  const browser = await openBrowser(await chromium());
  try {
    const page = await browser.newPage();
    for (const [name, path] of pictures) {
      await writeFile(path, await webp(page, await readFile(join(taken, `${name}.png`))));
      console.log(`taken: ${name}`);
    }
  } finally {
    await browser.close();
  }
} finally {
  await rm(taken, { recursive: true, force: true });
}

/** The same picture at less than half the size. */
async function webp(page, png) {
  const address = await page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
      canvas.getContext("2d").drawImage(image, 0, 0);
      return canvas.toDataURL("image/webp", 0.7);
    },
    `data:image/png;base64,${png.toString("base64")}`,
  );
  return Buffer.from(address.split(",")[1], "base64");
}

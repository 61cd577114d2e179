// npm run screenshots: runs the journeys and keeps the pictures that the README shows in media/screenshots.
import { copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onCurrentNode } from "./setup/currentNode.mjs";

await onCurrentNode();
const { build, root, setUp } = await import("./setUp.mjs");
const { run } = await import("./setup/run.mjs");
await setUp();
await build("--production");
const taken = await mkdtemp(join(tmpdir(), "concurrency-labs-pictures-"));
try {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const env = { ...process.env, SCREENSHOTS: taken };
  await run([process.execPath, vitest, "run", "--project", "journeys", "firstLab", "benchmark"], { cwd: root, show: true, env });
  await mkdir(join(root, "media/screenshots"), { recursive: true });
  const readme = await readFile(join(root, "README.md"), "utf8");
  for (const [path, name] of readme.matchAll(/media\/screenshots\/([\w-]+\.png)/g)) {
    await copyFile(join(taken, name), join(root, path));
    console.log(`taken: ${path}`);
  }
} finally {
  await rm(taken, { recursive: true, force: true });
}

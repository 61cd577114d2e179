// npm run screenshots [-- JOURNEY ...]: runs the journeys and keeps their pictures in media/screenshots.
import { join } from "node:path";
import { onCurrentNode } from "./setup/currentNode.mjs";

await onCurrentNode();
const { build, root, setUp } = await import("./setUp.mjs");
const { run } = await import("./setup/run.mjs");
await setUp();
await build("--production");
await run([process.execPath, join(root, "node_modules/vitest/vitest.mjs"), "run", "--project", "journeys", ...process.argv.slice(2)], {
  cwd: root,
  show: true,
  env: { ...process.env, SCREENSHOTS: join(root, "media/screenshots") },
});

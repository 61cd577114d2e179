// npm run bench: every bench there is, one after the other. Options go to each.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
for (const bench of ["benchExplore.mjs"]) {
  const { status, signal } = spawnSync(process.execPath, [join(here, bench), ...process.argv.slice(2)], { stdio: "inherit" });
  if (status !== 0 || signal !== null) process.exit(status ?? 1);
}

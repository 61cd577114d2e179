// npm run bench: every bench there is, one after the other.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

if (process.argv.length > 2) {
  console.error("npm run bench takes no options: npm run bench:product and npm run bench:explore take theirs");
  process.exit(2);
}
const here = fileURLToPath(new URL(".", import.meta.url));
for (const bench of ["benchProduct.mjs", "benchExplore.mjs"]) {
  const { status, signal } = spawnSync(process.execPath, [join(here, bench)], { stdio: "inherit" });
  if (status !== 0 || signal !== null) process.exit(status ?? 1);
}

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withLock } from "./madeOnce.mjs";
import { npm, run } from "./run.mjs";

/** Runs `npm ci` unless node_modules was made from this package-lock.json. The stamp lies inside, so a cut-off install has none. */
export async function nodeModules(root, say = console.log) {
  const stampFile = join(root, "node_modules/.stamp");
  const stamp = createHash("sha256")
    .update(await readFile(join(root, "package-lock.json")))
    .digest("hex");
  const done = async () => (await readFile(stampFile, "utf8").catch(() => "")) === stamp;
  if (await done()) return;
  await withLock(
    join(root, ".npm-ci.lock"),
    async () => {
      if (await done()) return;
      say("npm ci");
      await run([...npm(), "ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: root });
      await writeFile(stampFile, stamp);
    },
    { onWait: () => say("waiting: another process runs npm ci here") },
  );
}

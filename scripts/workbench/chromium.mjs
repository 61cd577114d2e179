import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { cacheFolder } from "../setup/cache.mjs";
import { madeOnce } from "../setup/madeOnce.mjs";
import { npmInstall, onPath, run } from "../setup/run.mjs";

const npmChromium = "@sparticuz/chromium@153.0.0";
const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chromium-headless-shell", "microsoft-edge"];
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/**
 * A Chromium to drive: `CONCURRENCY_LABS_CHROMIUM`, an installed one, else npm's (Linux x64), unpacked into the cache.
 * The value `npm` asks for the last one.
 */
export async function chromium(say = console.log, env = process.env) {
  const named = env.CONCURRENCY_LABS_CHROMIUM;
  if (named && named !== "npm") {
    if (!existsSync(named)) throw new Error(`CONCURRENCY_LABS_CHROMIUM names ${named}, which does not exist`);
    return named;
  }
  const installed = named ? undefined : (names.map((name) => onPath(name, env)).find(Boolean) ?? places.find((path) => existsSync(path)));
  return installed ?? (await unpackedChromium(say));
}

async function unbrotli(from, to) {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}

async function unpackedChromium(say) {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Error("no Chrome or Chromium was found; install one or name it in CONCURRENCY_LABS_CHROMIUM");
  const folder = join(cacheFolder(), npmChromium.replaceAll(/[@/]/g, "-").slice(1));
  await madeOnce(
    folder,
    npmChromium,
    async (part) => {
      say(`fetching Chromium: ${npmChromium}`);
      const source = join(part, "npm");
      await mkdir(source);
      await npmInstall(source, [npmChromium]);
      const bin = join(source, "node_modules/@sparticuz/chromium/bin");
      await unbrotli(join(bin, "chromium.br"), join(part, "chromium"));
      await chmod(join(part, "chromium"), 0o755);
      for (const archive of ["al2023", "swiftshader", "fonts"]) {
        const tar = join(part, `${archive}.tar`);
        const into = archive === "swiftshader" ? part : join(part, archive);
        await mkdir(into, { recursive: true });
        await unbrotli(join(bin, `${archive}.tar.br`), tar);
        await run(["tar", "-xf", tar, "-C", into]);
        await rm(tar);
      }
      await rm(source, { recursive: true });
      // Paths are those of the final place, after the rename.
      await writeFile(
        join(part, "fonts.conf"),
        `<?xml version="1.0"?>
<fontconfig><dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>
`,
      );
      await writeFile(
        join(part, "start"),
        `#!/bin/sh
LD_LIBRARY_PATH='${folder}/al2023/lib' FONTCONFIG_FILE='${folder}/fonts.conf' exec '${folder}/chromium' "$@"
`,
        { mode: 0o755 },
      );
    },
    { say },
  );
  return join(folder, "start");
}

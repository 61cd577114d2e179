import { readdir, realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { cacheFolder } from "./cache.mjs";
import { onPath, run } from "./run.mjs";

/** The versions the kit promises. */
export const promised = ["3.11", "3.12", "3.13", "3.14", "3.15"];
const windows = process.platform === "win32";

const probe = `import json, sys, sysconfig
print(json.dumps({"version": "%d.%d.%d" % sys.version_info[:3], "implementation": sys.implementation.name,
"freeThreaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")), "executable": sys.executable}))`;

async function inFolder(folder) {
  const python = windows ? "python.exe" : join("bin", "python3");
  return (await readdir(folder).catch(() => [])).map((name) => join(folder, name, python));
}

/** Where a Python may be: `CONCURRENCY_LABS_PYTHONS` (a list like PATH), PATH, pyenv, uv, this project's cache. */
async function candidates(env) {
  const named = (env.CONCURRENCY_LABS_PYTHONS ?? "").split(delimiter).filter(Boolean);
  const names = ["python3", "python", ...promised.flatMap((version) => [`python${version}`, `python${version}t`])];
  const pyenv = env.PYENV_ROOT ?? join(homedir(), ".pyenv");
  const uv = windows ? join(env.APPDATA ?? homedir(), "uv", "python") : join(homedir(), ".local", "share", "uv", "python");
  const launcher = windows ? promised.map((version) => ["py", `-${version}`]) : [];
  const files = [
    ...named,
    ...names.map((name) => onPath(name, env)),
    ...names.map((name) => (windows ? undefined : `/usr/bin/${name}`)),
    ...(await inFolder(join(pyenv, "versions"))),
    ...(await inFolder(uv)),
    ...promised.map((version) => join(cacheFolder({ env }), "debian-pythons/usr/bin", `python${version}`)),
  ];
  return [...files.filter(Boolean).map((path) => [path]), ...launcher];
}

/** Every CPython 3.11 or later that answers within 10 s: one per version, oldest first, the free-threaded build after the usual one. */
export async function findInterpreters(env = process.env) {
  const answers = await Promise.all(
    (await candidates(env)).map(async (command) => {
      try {
        const found = JSON.parse(await run([...command, "-c", probe], { timeout: 10_000, env }));
        return { ...found, path: await realpath(found.executable) };
      } catch {
        return undefined; // Not there, a pyenv shim without a version, a store alias.
      }
    }),
  );
  return choose(answers.filter(Boolean));
}

/** Keeps CPython 3.11 and later, the first found of each minor version and kind. */
export function choose(found) {
  const kept = new Map();
  for (const one of found) {
    const minor = minorOf(one);
    const key = minor + (one.freeThreaded ? "t" : "");
    if (one.implementation === "cpython" && atLeast(minor, "3.11") && !kept.has(key)) kept.set(key, { ...one, name: key });
  }
  return [...kept.values()].sort((a, b) => order(minorOf(a), minorOf(b)) || Number(a.freeThreaded) - Number(b.freeThreaded));
}

export const minorOf = ({ version }) => version.split(".").slice(0, 2).join(".");
const order = (a, b) => Number(a.split(".")[1]) - Number(b.split(".")[1]) || Number(a.split(".")[0]) - Number(b.split(".")[0]);
export const atLeast = (minor, floor) => order(minor, floor) >= 0;

/** Promised versions that no interpreter found serves. */
export const missing = (found) => promised.filter((minor) => !found.some((one) => minorOf(one) === minor && !one.freeThreaded));

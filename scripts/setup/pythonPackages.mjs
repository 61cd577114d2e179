import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "./cache.mjs";
import { isCarried } from "./carried.mjs";
import { madeOnce } from "./madeOnce.mjs";
import { run } from "./run.mjs";

const fetchPip = fileURLToPath(new URL("../../src/python/requirements/fetch_pip.py", import.meta.url));
const lockOf = (root, name) => join(root, "src/python/requirements", `${name}.txt`);
const shortHash = (text) => createHash("sha256").update(text).digest("hex").slice(0, 12);

/** How to start pip: the interpreter's own, else the wheel of pip, fetched once. Debian's python3 comes without it. */
async function pip(python, say) {
  const quiet = { ...process.env, PIP_DISABLE_PIP_VERSION_CHECK: "1", PIP_NO_INPUT: "1", PIP_ROOT_USER_ACTION: "ignore" };
  const own = await run([python, "-m", "pip", "--version"]).then(
    () => true,
    () => false,
  );
  if (own) return (args) => run([python, "-m", "pip", ...args], { env: quiet });
  const folder = await madeOnce(
    join(cacheFolder(), "pip"),
    shortHash(await readFile(fetchPip, "utf8")),
    async (part) => {
      say(`${python} has no pip: fetching its wheel`);
      await run([python, fetchPip, part]);
    },
    { say },
  );
  const wheel = (await readdir(folder)).find((name) => name.endsWith(".whl"));
  return (args) => run([python, "-m", "pip", ...args], { env: { ...quiet, PYTHONPATH: join(folder, wheel) } });
}

/** Names of wheels that are not pure Python for every system. */
export const impure = (names) => names.filter((name) => !name.endsWith("-none-any.whl"));

/** Unpacks the locked packages the extension carries into `dist/python-libs`. */
export async function pythonLibs(root, python, say = console.log) {
  const lock = lockOf(root, "libs");
  const stamp = shortHash(await readFile(lock, "utf8"));
  const cached = await madeOnce(
    join(cacheFolder(), `python-libs-${stamp}`),
    stamp,
    async (part) => {
      say("fetching the shipped Python packages");
      const wheels = join(part, "wheels");
      await mkdir(wheels);
      await (await pip(python, say))([
        "download",
        "--quiet",
        "--no-deps",
        "--require-hashes",
        "--only-binary=:all:",
        "--platform",
        "any",
        "--python-version",
        "3.11",
        "--implementation",
        "py",
        "--abi",
        "none",
        "--dest",
        wheels,
        "-r",
        lock,
      ]);
      const names = await readdir(wheels);
      if (impure(names).length > 0) throw new Error(`${lock} yields packages that are not pure Python: ${impure(names).join(", ")}`);
      for (const name of names) await run([python, "-m", "zipfile", "-e", join(wheels, name), part]);
      await rm(wheels, { recursive: true });
    },
    { say },
  );
  const rules = shortHash(await readFile(new URL("carried.mjs", import.meta.url), "utf8"));
  const filter = (path) => !path.endsWith(".stamp") && isCarried(relative(cached, path).split(sep).join("/"));
  return madeOnce(join(root, "dist/python-libs"), `${stamp} ${rules}`, (part) => cp(cached, part, { recursive: true, filter }), { say });
}

/** The locked packages of this repository's own tests for one interpreter, in the cache; returns their folder. */
export const pythonTools = (root, interpreter, say) => installed(root, "tools", interpreter, say);

/** What the explorer is measured beside. Fails where a package has no wheel for the interpreter. */
export const pythonRivals = (root, interpreter, say) => installed(root, "bench", interpreter, say);

/** The packages that labs ask for beyond those carried with the kit, each in a folder of its own; returns the folders. */
export async function labPackages(root, interpreter, say) {
  const locks = await readdir(join(root, "src/python/requirements/packages"));
  const names = locks.filter((name) => name.endsWith(".txt")).map((name) => `packages/${name.slice(0, -".txt".length)}`);
  const folders = [];
  for (const name of names) folders.push(await installed(root, name, interpreter, say));
  return folders;
}

async function installed(root, name, interpreter, say = console.log) {
  const lock = lockOf(root, name);
  const stamp = shortHash(await readFile(lock, "utf8"));
  return madeOnce(
    join(cacheFolder(), `python-${basename(name)}-${interpreter.name}-${stamp}`),
    stamp,
    async (part) => {
      say(`fetching the packages of ${name}.txt for Python ${interpreter.name}`);
      await (await pip(interpreter.path, say))([
        "install",
        "--quiet",
        "--no-deps",
        "--require-hashes",
        "--only-binary=:all:",
        "--no-compile",
        "--target",
        part,
        "-r",
        lock,
      ]);
    },
    { say },
  );
}

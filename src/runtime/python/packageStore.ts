import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorText } from "../errorText";
import { runTool } from "../process/tool";
import type { PythonFound } from "./discover";
import { findInstaller } from "./installer";
import { InstallError, installFailure } from "./installFailure";

/** Where a package of a lab is. */
export type PackagePlace =
  /** Comes with the extension. */
  | { state: "carried" }
  /** In a folder of the store. */
  | { state: "installed"; folder: string; version: string }
  /** The interpreter brings it, in whatever version. */
  | { state: "own"; version: string }
  | { state: "missing"; version: string };

export interface PackageStoreOptions {
  /** Folder of `fetch_pip.py` and of `packages/`, which holds a lock file for each package: `aiohttp.txt`. */
  requirements: string;
  /** Folder that the packages are put into; made when first needed. */
  folder: string;
  /** For tests; the default is the process's own. */
  env?: NodeJS.ProcessEnv;
}

interface Lock {
  file: string;
  version: string;
  text: string;
}

const COMPLETE = ".complete";

/**
 * Packages that labs need beyond those the extension carries. Each lies in a folder of its own, keyed by its lock and by what
 * compiled code must fit, and is put on the path of the kit: the learner's Python and its environments stay as they are.
 */
export class PackageStore {
  constructor(private readonly options: PackageStoreOptions) {}

  /** Where `name` is for this Python. Starts the interpreter only when the store has no such package. */
  async find(python: PythonFound, name: string): Promise<PackagePlace> {
    const lock = await this.lock(name);
    if (lock === undefined) return { state: "carried" };
    const folder = this.place(python, name, lock);
    if (await isComplete(folder)) return { state: "installed", folder, version: lock.version };
    const version = await this.ownVersion(python, name);
    return version === undefined ? { state: "missing", version: lock.version } : { state: "own", version };
  }

  /**
   * Installs a package from its lock. What is interrupted leaves nothing that counts as installed.
   * @param onProgress gets the installer's own words for what it does
   * @throws InstallError in words for a person
   * @throws the signal's reason when it is aborted
   */
  async install(
    python: PythonFound,
    name: string,
    { signal, onProgress }: { signal?: AbortSignal; onProgress?: (what: string) => void } = {},
  ): Promise<void> {
    const lock = await this.lock(name);
    if (lock === undefined) throw new InstallError(`${name} is not a package these labs know.`);
    const folder = this.place(python, name, lock);
    const part = `${folder}.part-${randomBytes(4).toString("hex")}`;
    const pipFolder = `${part}-pip`;
    try {
      await mkdir(part, { recursive: true });
      await sweep(this.options.folder);
      const installer = await findInstaller(python, {
        cwd: part,
        fetchPip: join(this.options.requirements, "fetch_pip.py"),
        pipFolder,
        ...(this.options.env ? { env: this.options.env } : {}),
        ...(signal ? { signal } : {}),
      });
      const { code, output } = await runTool(installer.command, installer.args(lock.file, part), {
        env: installer.env,
        cwd: part,
        ...(signal ? { signal } : {}),
        onLine: (line) => {
          const what = /^\s*(?:Collecting|Downloading|Prepared|Installing|Installed)\b.*/
            .exec(line)?.[0]
            .replace(/ \(from .*/, "")
            .trim();
          if (what !== undefined) onProgress?.(what);
        },
      });
      if (code !== 0) throw new InstallError(`${name} could not be installed. ${installFailure(output, python.version)}`, output);
      await writeFile(join(part, COMPLETE), `${JSON.stringify({ package: name, version: lock.version, python: python.version })}\n`);
      await replace(folder, part);
    } catch (error) {
      if (error instanceof InstallError || signal?.aborted) throw error;
      throw new InstallError(`${name} could not be installed into ${this.options.folder}: ${errorText(error)}.`);
    } finally {
      for (const path of [part, pipFolder]) await remove(path).catch(() => undefined);
    }
  }

  /** What is wrong with an installed package, a clause; undefined when each of its files is there in its size. */
  async fault(python: PythonFound, name: string): Promise<string | undefined> {
    const lock = await this.lock(name);
    if (lock === undefined) return undefined;
    const { code, output } = await this.ask(python, inspect, this.place(python, name, lock));
    if (code !== 0) return `it cannot be inspected: ${output.at(-1) ?? "no answer"}`;
    const said = output.at(-1) ?? "";
    return said === "whole" ? undefined : said;
  }

  /** Version of a package the interpreter itself brings. */
  private async ownVersion(python: PythonFound, name: string): Promise<string | undefined> {
    const { code, output } = await this.ask(python, version, name);
    return code === 0 ? output.at(-1) : undefined;
  }

  private async ask(python: PythonFound, script: string, argument: string) {
    await mkdir(this.options.folder, { recursive: true });
    return runTool(python.path, ["-I", "-c", script, argument], {
      env: this.options.env ?? process.env,
      cwd: this.options.folder,
      signal: AbortSignal.timeout(ASK_MS),
    }).catch((error: unknown) => ({ code: 1, output: [errorText(error)] }));
  }

  private async lock(name: string): Promise<Lock | undefined> {
    if (!/^[a-z0-9][a-z0-9._-]*$/.test(name)) return undefined;
    const file = join(this.options.requirements, "packages", `${name}.txt`);
    const text = await readFile(file, "utf8").catch(() => undefined);
    if (text === undefined) return undefined;
    const version = text.split("\n").find((line) => line.startsWith(`${name}==`));
    return { file, text, version: version?.slice(name.length + 2).split(/[ ;\\]/)[0] ?? "" };
  }

  private place(python: PythonFound, name: string, lock: Lock): string {
    const key = createHash("sha256").update(`${python.implementation} ${python.abi}\n${lock.text}`).digest("hex").slice(0, 12);
    return join(this.options.folder, `${name}-${lock.version}-${key}`);
  }
}

const ASK_MS = 10_000;
const ABANDONED_MS = 24 * 60 * 60 * 1000;

/** Metadata alone: importing the package would run its code. */
const version = `
import importlib.metadata, sys
print(importlib.metadata.version(sys.argv[1]))
`;

/** Installers record scripts outside the folder that they then put elsewhere in it. */
const inspect = `
import importlib.metadata, pathlib, sys
found = list(importlib.metadata.distributions(path=[sys.argv[1]]))
bad = [file for one in found for file in one.files or ()
       if ".." not in file.parts and file.size is not None and not (file.locate().is_file() and file.locate().stat().st_size == file.size)]
print("no package is in it" if not found else f"{bad[0]} is missing or damaged" if bad else "whole")
`;

const isComplete = (folder: string): Promise<boolean> =>
  stat(join(folder, COMPLETE)).then(
    (found) => found.isFile(),
    () => false,
  );

/** Puts `part` in the place of `folder`. Where another window has just finished the same package, that one stays. */
async function replace(folder: string, part: string): Promise<void> {
  const old = `${part}-old`;
  await rename(folder, old).catch(() => undefined);
  await rename(part, folder).catch(async (error: unknown) => {
    if (!(await isComplete(folder))) throw error;
  });
  await remove(old);
}

const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true, maxRetries: 3 });

/** What killed windows left. A part is written to all the time while it is made. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.includes(".part-")) continue;
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > ABANDONED_MS) await remove(path).catch(() => undefined);
  }
}

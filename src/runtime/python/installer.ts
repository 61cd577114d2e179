import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { runTool } from "../process/tool";
import type { PythonFound } from "./discover";
import { InstallError, installFailure } from "./installFailure";
import { onPath } from "./onPath";

/** A program that can put locked packages into a folder. */
export interface Installer {
  /** For messages: "uv" or "pip". */
  name: string;
  command: string;
  /** Installs every line of `lock` into `target`: wheels only, each with its hash. */
  args: (lock: string, target: string) => string[];
  env: NodeJS.ProcessEnv;
}

const locked = (lock: string, target: string): string[] => [
  "--no-deps",
  "--require-hashes",
  "--only-binary=:all:",
  "--target",
  target,
  "-r",
  lock,
];

/** pip of an interpreter that has `ensurepip` and never ran it. */
const bundledPip = `
import ensurepip, pathlib
print(*sorted(map(str, pathlib.Path(ensurepip.__file__).with_name("_bundled").glob("pip-*.whl"))), sep="\\n")
`;

export interface InstallerOptions {
  /** A folder of ours, so that no folder of a workspace is looked into. */
  cwd: string;
  /** The script that fetches pip, and the folder it is to use. */
  fetchPip: string;
  pipFolder: string;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
}

/**
 * uv where it is on the PATH, else the interpreter's pip, else the wheel of pip that the interpreter carries, else that wheel
 * fetched: Debian's python3 comes with neither. Index, proxy and certificates are those of the user's own configuration.
 * @throws InstallError when there is none of them
 * @throws the signal's reason when it is aborted
 */
export async function findInstaller(python: PythonFound, options: InstallerOptions): Promise<Installer> {
  const { cwd, fetchPip, pipFolder, signal } = options;
  const env = installerEnvironment(options.env ?? process.env);
  const uv = await onPath("uv", env, process.platform);
  if (uv !== undefined) {
    const args = (lock: string, target: string) => ["pip", "install", "--no-progress", "--python", python.path, ...locked(lock, target)];
    return { name: "uv", command: uv, args, env };
  }
  const pip = (wheel?: string): Installer => ({
    name: "pip",
    command: python.path,
    args: (lock, target) => ["-P", "-m", "pip", "install", "--no-compile", "--progress-bar=off", ...locked(lock, target)],
    env: wheel === undefined ? env : { ...env, PYTHONPATH: wheel },
  });
  const ask = (args: string[]) => runTool(python.path, ["-P", ...args], { cwd, env, ...(signal ? { signal } : {}) });
  if ((await ask(["-m", "pip", "--version"])).code === 0) return pip();
  const bundled = await ask(["-c", bundledPip]);
  const carried = bundled.output.findLast((line) => line.endsWith(".whl"));
  if (bundled.code === 0 && carried !== undefined) return pip(carried);
  await mkdir(pipFolder, { recursive: true });
  const { code, output } = await ask([fetchPip, pipFolder]);
  const fetched = (await readdir(pipFolder)).find((name) => name.endsWith(".whl"));
  if (code === 0 && fetched !== undefined) return pip(join(pipFolder, fetched));
  throw new InstallError(
    `${python.path} has neither pip nor ensurepip, and pip could not be fetched. ${installFailure(output, python.version)} ` +
      "Or install your system's package for it (on Debian and Ubuntu: python3-pip), or uv.",
    output,
  );
}

function installerEnvironment(base: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const env = Object.fromEntries(Object.entries(base).filter(([name]) => !/^PYTHON/i.test(name)));
  return {
    ...env,
    PYTHONUTF8: "1",
    PYTHONUNBUFFERED: "1",
    PIP_DISABLE_PIP_VERSION_CHECK: "1",
    PIP_NO_INPUT: "1",
    PIP_ROOT_USER_ACTION: "ignore",
    // Both forbid a target folder, which is neither the user's site nor an environment.
    PIP_USER: "0",
    PIP_REQUIRE_VIRTUALENV: "0",
    NO_COLOR: "1",
  };
}

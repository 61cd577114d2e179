import { runTool } from "../process/tool";
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

/** pip of an interpreter that has `ensurepip` and never ran it; Debian's python3 has neither. */
const bundledPip = `
import ensurepip, pathlib
print(*sorted(map(str, pathlib.Path(ensurepip.__file__).with_name("_bundled").glob("pip-*.whl"))), sep="\\n")
`;

/**
 * uv where it is on the PATH, else the interpreter's pip, else the wheel of pip that the interpreter carries; undefined when there
 * is none of them. Their configuration (index, proxy, certificates) is the user's own.
 * @param cwd a folder of ours, so that no folder of a workspace is looked into
 */
export async function findInstaller(
  python: string,
  options: { cwd: string; env?: NodeJS.ProcessEnv; signal?: AbortSignal | undefined },
): Promise<Installer | undefined> {
  const { cwd, signal } = options;
  const env = installerEnvironment(options.env ?? process.env);
  const uv = await onPath("uv", env, process.platform);
  if (uv !== undefined) {
    const args = (lock: string, target: string) => ["pip", "install", "--no-progress", "--python", python, ...locked(lock, target)];
    return { name: "uv", command: uv, args, env };
  }
  const pip = (more: NodeJS.ProcessEnv): Installer => ({
    name: "pip",
    command: python,
    args: (lock, target) => ["-P", "-m", "pip", "install", "--no-compile", "--progress-bar=off", ...locked(lock, target)],
    env: { ...env, ...more },
  });
  const ask = (args: string[]) => runTool(python, args, { cwd, env, ...(signal ? { signal } : {}) });
  if ((await ask(["-P", "-m", "pip", "--version"])).code === 0) return pip({});
  const bundled = await ask(["-P", "-c", bundledPip]);
  const wheel = bundled.output.findLast((line) => line.endsWith(".whl"));
  return bundled.code === 0 && wheel !== undefined ? pip({ PYTHONPATH: wheel }) : undefined;
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

import { mkdir } from "node:fs/promises";
import { errorText } from "../errorText";
import { runTool } from "../process/tool";
import { findPython, type PythonFound } from "./discover";
import { InstallError, installFailure } from "./installFailure";
import { onPath } from "./onPath";

/** The version brought to a machine that has none: one every lab and every package has wheels for. */
export const MANAGED_VERSION = "3.14";

/** The program that can bring a Python: uv, where it is on the PATH. */
export const findUv = (env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> => onPath("uv", env, process.platform);

/**
 * Has uv bring a CPython into a folder of ours. Links and registry entries that would make it the machine's Python are not made.
 * @param folder where uv keeps it; made when it is not there
 * @throws InstallError in words for a person
 * @throws the signal's reason when it is aborted
 */
export async function bringPython(
  uv: string,
  folder: string,
  { signal, env = process.env }: { signal?: AbortSignal; env?: NodeJS.ProcessEnv } = {},
): Promise<PythonFound> {
  const ours = {
    ...env,
    UV_PYTHON_INSTALL_DIR: folder,
    UV_PYTHON_INSTALL_BIN: "0",
    UV_PYTHON_INSTALL_REGISTRY: "0",
    UV_PYTHON_PREFERENCE: "only-managed",
    NO_COLOR: "1",
  };
  const ask = async (args: string[]): Promise<string[]> => {
    const { code, output } = await runTool(uv, args, { env: ours, cwd: folder, ...(signal ? { signal } : {}) });
    if (code !== 0)
      throw new InstallError(`Python ${MANAGED_VERSION} could not be brought by uv. ${installFailure(output, MANAGED_VERSION)}`, output);
    return output;
  };
  try {
    await mkdir(folder, { recursive: true });
    await ask(["python", "install", "--no-progress", MANAGED_VERSION]);
    const path = (await ask(["python", "find", "--no-project", MANAGED_VERSION])).at(-1)?.trim() ?? "";
    const found = await findPython({ setting: path, ...(signal ? { signal } : {}) });
    if (!found.found) throw new InstallError(`uv brought a Python that does not run. ${found.message}`);
    return found;
  } catch (error) {
    if (error instanceof InstallError || signal?.aborted) throw error;
    throw new InstallError(`Python ${MANAGED_VERSION} could not be brought into ${folder}: ${errorText(error)}.`);
  }
}

import { access, constants, stat } from "node:fs/promises";
import { delimiter, join } from "node:path";

/** Absolute path of a command, as the system would find it. */
export async function onPath(name: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Promise<string | undefined> {
  const windows = platform === "win32";
  const path = Object.entries(env).find(([key]) => (windows ? key.toUpperCase() === "PATH" : key === "PATH"))?.[1] ?? "";
  const endings = windows && !/\.exe$/i.test(name) ? [".exe"] : [""];
  for (const folder of path.split(delimiter)) {
    // An empty entry means the current folder, which is not ours to run things from.
    if (folder === "") continue;
    for (const ending of endings) {
      const candidate = join(folder.replace(/^"(.*)"$/, "$1"), name + ending);
      if (await canRun(candidate)) return candidate;
    }
  }
  return undefined;
}

/** The Store's alias is a reparse point that `stat` refuses; `access` sees it. */
async function canRun(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
  } catch {
    return false;
  }
  return stat(path).then(
    (found) => found.isFile(),
    () => true,
  );
}

export async function isFile(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

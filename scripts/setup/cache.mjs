import { homedir } from "node:os";
import { join } from "node:path";

/** Where everything lives that set-up fetches: `CONCURRENCY_LABS_CACHE`, else the platform's usual cache folder. */
export function cacheFolder({ env = process.env, platform = process.platform, home = homedir() } = {}) {
  if (env.CONCURRENCY_LABS_CACHE) return env.CONCURRENCY_LABS_CACHE;
  if (platform === "win32") return join(env.LOCALAPPDATA ?? join(home, "AppData", "Local"), "concurrency-labs");
  if (platform === "darwin") return join(home, "Library", "Caches", "concurrency-labs");
  return join(env.XDG_CACHE_HOME ?? join(home, ".cache"), "concurrency-labs");
}

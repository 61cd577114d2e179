import { mkdir, readdir, readFile, rename, rm, rmdir, stat, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const stampName = ".stamp";
const heartbeat = 1000;

async function hasStamp(folder, stamp) {
  return (await readFile(join(folder, stampName), "utf8").catch(() => undefined)) === stamp;
}

/** Holds `lock` (a folder) while `work` runs. The owner renews its time; a lock not renewed for `stale` ms belongs to a killed process. */
export async function withLock(lock, work, { stale = 10 * heartbeat, poll = 100, onWait = () => {} } = {}) {
  await mkdir(dirname(lock), { recursive: true });
  for (let waited = false; ; waited = true) {
    try {
      await mkdir(lock);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const renewed = await stat(lock).then(
      (found) => found.mtimeMs,
      () => 0,
    );
    if (renewed > 0 && Date.now() - renewed > stale) await rmdir(lock).catch(() => {});
    else {
      if (!waited) onWait();
      await delay(poll);
    }
  }
  const beat = setInterval(() => utimes(lock, new Date(), new Date()).catch(() => {}), heartbeat);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rmdir(lock).catch(() => {});
  }
}

/**
 * Returns `folder`, made by `build(temporary)` unless one with the same stamp is there. The build happens beside it and is
 * renamed into place, so a killed one leaves nothing that looks finished; of several callers at once one builds, the others wait.
 * @param {string} folder
 * @param {string} stamp
 * @param {(part: string) => Promise<unknown>} build
 * @param {{ say?: (line: string) => void, stale?: number, poll?: number }} options
 */
export async function madeOnce(folder, stamp, build, { say = console.log, ...lockOptions } = {}) {
  if (await hasStamp(folder, stamp)) return folder;
  const onWait = () => say(`waiting: another process makes ${folder}`);
  return withLock(
    `${folder}.lock`,
    async () => {
      if (await hasStamp(folder, stamp)) return folder;
      const near = dirname(folder);
      for (const name of await readdir(near))
        if (name.startsWith(`${basename(folder)}.part-`)) await rm(join(near, name), { recursive: true, force: true });
      const part = `${folder}.part-${process.pid}`;
      await mkdir(part);
      try {
        await build(part);
        await writeFile(join(part, stampName), stamp);
        const old = `${folder}.part-${process.pid}-old`;
        await rename(folder, old).catch((error) => {
          if (error.code !== "ENOENT") throw error;
        });
        await rename(part, folder);
        await rm(old, { recursive: true, force: true });
      } finally {
        await rm(part, { recursive: true, force: true });
      }
      return folder;
    },
    { ...lockOptions, onWait },
  );
}

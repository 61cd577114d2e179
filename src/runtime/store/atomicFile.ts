import { randomBytes } from "node:crypto";
import { link, mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { errorCode } from "../errorText";

/** Replaces a file as a whole: after a crash or a full disk it holds the old content or the new, never a part. */
export async function writeFileAtomic(path: string, content: Uint8Array): Promise<void> {
  await withTemporary(path, content, (temporary) => rename(temporary, path));
}

/** Makes a file that must not exist. Returns false and changes nothing when it does. */
export async function writeNewFile(path: string, content: Uint8Array): Promise<boolean> {
  try {
    // A hard link fails where the name is taken, unlike a rename, so nothing that appears meanwhile is overwritten.
    await withTemporary(path, content, (temporary) => link(temporary, path));
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === "EEXIST") return false;
    if (code !== undefined && withoutLinks.has(code)) return writeNewFileInPlace(path, content, error);
    throw error;
  }
}

/** What file systems without hard links (FAT, many network drives) answer. */
const withoutLinks = new Set(["ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EPERM", "EMLINK", "EINVAL", "EXDEV"]);

async function writeNewFileInPlace(path: string, content: Uint8Array, cause: unknown): Promise<boolean> {
  const handle = await open(path, "wx").catch((error: unknown) => {
    if (errorCode(error) === "EEXIST") return undefined;
    throw cause;
  });
  if (handle === undefined) return false;
  try {
    await handle.writeFile(content);
    await handle.sync();
  } catch (error) {
    await handle.close();
    await rm(path, { force: true });
    throw error;
  }
  await handle.close();
  return true;
}

async function withTemporary(path: string, content: Uint8Array, place: (temporary: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    const handle = await open(temporary, "wx");
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await place(temporary);
  } finally {
    await rm(temporary, { force: true });
  }
}

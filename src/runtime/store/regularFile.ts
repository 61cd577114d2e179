import { constants, open } from "node:fs/promises";

/** Bytes of the largest file read where nothing else is said; the kit refuses sources long before. */
const LARGEST = 16 * 1024 * 1024;

/**
 * Reads a file of the learner's, where anything may stand: a folder, a device, a named pipe that nobody writes to. Never waits.
 * @param largest bytes
 * @throws an error where there is no regular file of at most that size
 */
export async function readRegularFile(path: string, largest = LARGEST): Promise<Buffer> {
  // Without O_NONBLOCK (which Windows lacks, as it lacks such pipes), opening a pipe waits for its writer and keeps a thread of Node's.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw new Error(`${path} is no regular file`);
    if (found.size > largest) throw new Error(`${path} is larger than ${largest / 1024 / 1024} MB`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

import { constants } from "node:fs";
import { access, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { errorCode, errorText } from "./errorText";

/** What can be said of a folder without writing to it. */
export interface Place {
  /** Bytes free for this user; undefined when the system does not say. */
  free: number | undefined;
  /** Why it cannot be written, a clause; undefined when it can. */
  refused: string | undefined;
}

/** Looks at a folder; at the nearest one above it that exists, when it is yet to be made. */
export async function lookAtPlace(folder: string): Promise<Place> {
  const refused = await access(folder, constants.W_OK).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (errorCode(refused) === "ENOENT" && dirname(folder) !== folder) return lookAtPlace(dirname(folder));
  const free = await statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => undefined,
  );
  return { free, refused: refused === undefined ? undefined : errorText(refused) };
}

import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import * as v from "valibot";
import { type Format, readStored } from "../../contract/storedFormat";
import { errorCode } from "../errorText";
import { writeNewFile } from "./atomicFile";
import { readRegularFile } from "./regularFile";

/**
 * Before a file is replaced or removed: where a later version of the extension wrote it, a copy is kept beside it, for that version.
 * Returns the copy's absolute path, undefined where none was needed.
 */
export async function setNewerAside(file: string, format: Format): Promise<string | undefined> {
  const content = await readRegularFile(file).catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  });
  if (content === undefined) return undefined;
  const stored = readStored(content.toString("utf8"), v.unknown(), format);
  if (stored.ok || stored.newer === undefined) return undefined;
  // Named for its content: the same file is set aside once.
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8);
  const copy = join(dirname(file), `${basename(file, ".json")}.format-${stored.newer}-${hash}.json`);
  await writeNewFile(copy, content);
  return copy;
}

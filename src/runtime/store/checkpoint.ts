import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import * as v from "valibot";
import { CHECKPOINT_VERSION, type Checkpoint, CheckpointSchema } from "../../contract/checkpoint";
import { writeFileAtomic } from "./atomicFile";

/** Where a checkpoint is kept, and by which version of the extension. */
export interface CheckpointPlace {
  /** Absolute path of a file that may be deleted at any time. */
  path: string;
  madeBy: string;
}

/** Undefined when the file is missing, damaged, or of another version: then everything is decoded again. */
export async function readCheckpoint({ path, madeBy }: CheckpointPlace): Promise<Checkpoint | undefined> {
  try {
    const bytes = await readFile(path);
    const feed = bytes.indexOf("\n");
    const body = bytes.subarray(feed + 1);
    if (bytes.toString("latin1", 0, feed) !== sha256(body)) return undefined;
    const checkpoint = v.parse(CheckpointSchema, JSON.parse(body.toString("utf8")));
    return checkpoint.madeBy === madeBy ? checkpoint : undefined;
  } catch {
    // Nothing is lost: the facts are in the journal.
    return undefined;
  }
}

/** Keeps a checkpoint for the next opening. A disk that refuses is no error: the next opening decodes again. */
export async function writeCheckpoint(
  { path, madeBy }: CheckpointPlace,
  { files, facts }: Pick<Checkpoint, "files" | "facts">,
): Promise<void> {
  const body = Buffer.from(JSON.stringify({ v: CHECKPOINT_VERSION, madeBy, files, facts } satisfies Checkpoint));
  await writeFileAtomic(path, Buffer.concat([Buffer.from(`${sha256(body)}\n`), body])).catch(() => undefined);
}

/** In hexadecimal digits. */
export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import * as v from "valibot";
import { CHECKPOINT_VERSION, type Checkpoint, type CheckpointEntry, CheckpointSchema } from "../../contract/checkpoint";
import { writeFileAtomic } from "./atomicFile";

/** Where a checkpoint is kept, and by which version of the extension. */
export interface CheckpointPlace {
  /** Absolute path of a file that may be deleted at any time. */
  path: string;
  madeBy: string;
}

/** Entries by journal file. None when the file is missing, damaged, or of another version: then everything is decoded again. */
export async function readCheckpoint({ path, madeBy }: CheckpointPlace): Promise<Map<string, CheckpointEntry>> {
  const entries = new Map<string, CheckpointEntry>();
  try {
    const bytes = await readFile(path);
    const feed = bytes.indexOf("\n");
    const body = bytes.subarray(feed + 1);
    if (bytes.toString("latin1", 0, feed) !== sha256(body)) return entries;
    const checkpoint = v.parse(CheckpointSchema, JSON.parse(body.toString("utf8")));
    if (checkpoint.madeBy === madeBy) for (const { name, entry } of checkpoint.files) entries.set(name, entry);
  } catch {
    // Nothing is lost: the facts are in the journal.
  }
  return entries;
}

/** Keeps entries for the next opening. A disk that refuses is no error: the next opening decodes again. */
export async function writeCheckpoint({ path, madeBy }: CheckpointPlace, entries: ReadonlyMap<string, CheckpointEntry>): Promise<void> {
  const files = [...entries].map(([name, entry]) => ({ name, entry }));
  const body = Buffer.from(JSON.stringify({ v: CHECKPOINT_VERSION, madeBy, files } satisfies Checkpoint));
  await writeFileAtomic(path, Buffer.concat([Buffer.from(`${sha256(body)}\n`), body])).catch(() => undefined);
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

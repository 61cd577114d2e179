/**
 * The checkpoint of a progress folder: what its journal files said when they were last read whole, so that the next opening
 * decodes only what came after. A cache and never a source of facts: one that does not match the files is not used.
 */
import * as v from "valibot";
import { type Fact, FactSchema } from "./journal";

export const CHECKPOINT_VERSION = 1;
const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/**
 * Why a line holds no fact. `torn`: the writer died in the middle of it. `checksum`: its text changed after it was written.
 * `newer`: a later version of the extension wrote it; it stays where it is. `foreign`: it never was a line of a journal.
 */
export const BadLineKindSchema = v.picklist(["torn", "checksum", "newer", "foreign"]);
export type BadLineKind = v.InferOutput<typeof BadLineKindSchema>;

/** A line that was set aside. `line` is base 1. */
export const BadJournalLineSchema = v.strictObject({ line: count, kind: BadLineKindSchema, reason: text });
export type BadJournalLine = v.InferOutput<typeof BadJournalLineSchema>;

/** What a file, or a part of it, has besides facts. */
const lines = { lines: count, bad: v.array(BadJournalLineSchema) };

export const CheckpointSchema = v.strictObject({
  v: v.literal(CHECKPOINT_VERSION),
  /** The version of the extension that made it: another one may understand lines that this one set aside. */
  madeBy: text,
  /** The beginning of each journal file that `facts` were read from: its length, up to a line feed, and its SHA-256 in hexadecimal digits. */
  files: v.array(v.strictObject({ name: text, bytes: count, sha256: text, ...lines })),
  /** The facts of all of them that still count. */
  facts: v.array(FactSchema),
});
export type Checkpoint = v.InferOutput<typeof CheckpointSchema>;

/** What stretches of journal files say: for each its lines, and the facts of all that still count. */
export interface JournalSummary {
  files: { lines: number; bad: BadJournalLine[] }[];
  facts: Fact[];
}

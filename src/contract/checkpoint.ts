/**
 * The checkpoint of a progress folder: what its journal files said when they were last read whole, so that the next opening
 * decodes only what came after. A cache and never a source of facts: whatever of it does not match the files is not used.
 */
import * as v from "valibot";
import { FactSchema } from "./journal";

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

/** What a stretch of a journal file says, in short: how many lines it has, the facts that still count, the lines set aside. */
const summary = { lines: count, facts: v.array(FactSchema), bad: v.array(BadJournalLineSchema) };
export const JournalSummarySchema = v.strictObject(summary);
export type JournalSummary = v.InferOutput<typeof JournalSummarySchema>;

/** The first `bytes` of a journal file: their SHA-256 in hexadecimal digits, and what they say. They end with a line feed. */
export const CheckpointEntrySchema = v.strictObject({ bytes: count, sha256: text, ...summary });
export type CheckpointEntry = v.InferOutput<typeof CheckpointEntrySchema>;

export const CheckpointSchema = v.strictObject({
  v: v.literal(CHECKPOINT_VERSION),
  /** The version of the extension that made it: another one may understand lines that this one set aside. */
  madeBy: text,
  /** By the journal file's name. */
  files: v.array(v.strictObject({ name: text, entry: CheckpointEntrySchema })),
});
export type Checkpoint = v.InferOutput<typeof CheckpointSchema>;

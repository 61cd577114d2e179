import { mkdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as v from "valibot";
import { KEPT_COUNTEREXAMPLE_VERSION, type KeptCounterexample, KeptCounterexampleSchema } from "../../contract/keptCounterexample";
import { LabIdSchema, SlugSchema } from "../../contract/lab";
import { readStored } from "../../contract/storedFormat";
import { errorCode, errorText } from "../errorText";
import { writeFileAtomic } from "./atomicFile";
import { readRegularFile } from "./regularFile";
import { setNewerAside } from "./setAside";

/** Bytes a kept interleaving may have; a longer one is shown in its window only. */
export const LARGEST_KEPT = 4_000_000;

const FORMAT = { field: "v", version: KEPT_COUNTEREXAMPLE_VERSION } as const;

const fileOf = (folder: string, lab: string, check: string): string | undefined =>
  v.is(LabIdSchema, lab) && v.is(SlugSchema, check) ? join(folder, lab, `${check}.json`) : undefined;

/** Replaces what was kept for the check. Returns false when it is too large to keep: then nothing is kept for the check. */
export async function keepCounterexample(folder: string, kept: KeptCounterexample): Promise<boolean> {
  const file = fileOf(folder, kept.lab, kept.check);
  if (file === undefined) return false;
  await setNewerAside(file, FORMAT);
  const bytes = Buffer.from(`${JSON.stringify(kept)}\n`);
  if (bytes.length > LARGEST_KEPT) {
    await rm(file, { force: true });
    return false;
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, bytes);
  return true;
}

export async function forgetCounterexample(folder: string, lab: string, check: string): Promise<void> {
  const file = fileOf(folder, lab, check);
  if (file === undefined) return;
  await setNewerAside(file, FORMAT);
  await rm(file, { force: true });
}

/** `none`: nothing is kept for this check. A file that is too large, broken or of another check is refused with the reason. */
export async function readCounterexample(
  folder: string,
  lab: string,
  check: string,
): Promise<{ found: "kept"; kept: KeptCounterexample } | { found: "none" } | { found: "refused"; reason: string }> {
  const file = fileOf(folder, lab, check);
  if (file === undefined) return { found: "none" };
  try {
    const { size } = await stat(file);
    if (size > LARGEST_KEPT) return { found: "refused", reason: `it has ${size} bytes, more than the ${LARGEST_KEPT} allowed` };
    const stored = readStored((await readRegularFile(file)).toString("utf8"), KeptCounterexampleSchema, FORMAT);
    if (!stored.ok) return { found: "refused", reason: stored.reason };
    if (stored.value.lab !== lab || stored.value.check !== check) return { found: "refused", reason: "it is of another check" };
    return { found: "kept", kept: stored.value };
  } catch (error) {
    return errorCode(error) === "ENOENT" ? { found: "none" } : { found: "refused", reason: errorText(error) };
  }
}

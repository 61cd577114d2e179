import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { type Measurement, MeasurementSchema } from "../../contract/measurement";
import { errorText } from "../errorText";
import { writeNewFile } from "./atomicFile";

/** Folder of the measurements in the course folder. */
const FOLDER = ".measurements";

/** Keeps a measurement in the course folder. Returns the file's path relative to it, with forward slashes. */
export async function saveMeasurement(courseFolder: string, measurement: Measurement): Promise<string> {
  const name = `${measurement.lab}-${measurement.startedAt.replace(/[:.]/g, "-")}.json`;
  await writeNewFile(join(courseFolder, FOLDER, name), Buffer.from(`${JSON.stringify(measurement)}\n`));
  return `${FOLDER}/${name}`;
}

/** @param file as `saveMeasurement` returned it; anything that leads elsewhere is refused, for it comes from a journal */
export async function readMeasurement(
  courseFolder: string,
  file: string,
): Promise<{ ok: true; measurement: Measurement } | { ok: false; reason: string }> {
  if (!/^\.measurements\/[A-Za-z0-9][A-Za-z0-9.-]*\.json$/.test(file)) return { ok: false, reason: "it is not a file of the measurements" };
  try {
    const parsed = v.safeParse(MeasurementSchema, JSON.parse(await readFile(join(courseFolder, file), "utf8")));
    if (parsed.success) return { ok: true, measurement: parsed.output };
    const issue = parsed.issues[0];
    return { ok: false, reason: `${v.getDotPath(issue) ?? "file"}: ${issue.message}` };
  } catch (error) {
    return { ok: false, reason: errorText(error) };
  }
}

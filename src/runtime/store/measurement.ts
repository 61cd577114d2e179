import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { MEASUREMENT_VERSION, type Measurement, MeasurementSchema } from "../../contract/measurement";
import { readStored } from "../../contract/storedFormat";
import { errorCode, errorText } from "../errorText";
import { writeNewFile } from "./atomicFile";
import { readRegularFile } from "./regularFile";

/** Folder of the measurements in the course folder. */
const FOLDER = ".measurements";

/** Keeps a measurement in the course folder. Returns the file's path relative to it, with forward slashes. */
export async function saveMeasurement(courseFolder: string, measurement: Measurement): Promise<string> {
  const name = `${measurement.lab}-${measurement.startedAt.replace(/[:.]/g, "-")}.json`;
  await writeNewFile(join(courseFolder, FOLDER, name), Buffer.from(`${JSON.stringify(measurement)}\n`));
  return `${FOLDER}/${name}`;
}

export interface KeptMeasurement {
  /** Relative to the course folder, as `readMeasurement` takes it. */
  file: string;
  measurement: Measurement;
}

/** All measurements kept of a lab, newest first, and those that cannot be read. A folder that is not there holds none. */
export async function listMeasurements(
  courseFolder: string,
  lab: string,
): Promise<{ kept: KeptMeasurement[]; unreadable: { file: string; reason: string }[] }> {
  const kept: KeptMeasurement[] = [];
  const unreadable: { file: string; reason: string }[] = [];
  for (const name of await namesIn(join(courseFolder, FOLDER))) {
    if (!name.startsWith(`${lab}-`) || !name.endsWith(".json")) continue;
    const file = `${FOLDER}/${name}`;
    const read = await readMeasurement(courseFolder, file);
    if (!read.ok) unreadable.push({ file, reason: read.reason });
    else if (read.measurement.lab === lab) kept.push({ file, measurement: read.measurement });
    else unreadable.push({ file, reason: `it is a measurement of lab ${read.measurement.lab}` });
  }
  kept.sort((a, b) => Date.parse(b.measurement.startedAt) - Date.parse(a.measurement.startedAt));
  return { kept, unreadable };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}

/** @param file as `saveMeasurement` returned it; anything that leads elsewhere is refused, for it comes from a journal */
export async function readMeasurement(
  courseFolder: string,
  file: string,
): Promise<{ ok: true; measurement: Measurement } | { ok: false; reason: string }> {
  if (!/^\.measurements\/[A-Za-z0-9][A-Za-z0-9.-]*\.json$/.test(file)) return { ok: false, reason: "it is not a file of the measurements" };
  try {
    const text = (await readRegularFile(join(courseFolder, file))).toString("utf8");
    const stored = readStored(text, MeasurementSchema, { field: "v", version: MEASUREMENT_VERSION });
    return stored.ok ? { ok: true, measurement: stored.value } : { ok: false, reason: stored.reason };
  } catch (error) {
    return { ok: false, reason: errorText(error) };
  }
}

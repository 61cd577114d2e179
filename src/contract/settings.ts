import { type PathId, pathIds } from "./course";

/** The settings as they are used. */
export interface SettingValues {
  /** Empty when the learner left the choice to discovery. */
  pythonPath: string;
  path: PathId;
  /** Relative to the workspace folder, with forward slashes. */
  courseFolder: string;
  callSeconds: number;
  cpuSeconds: number;
  memoryMegabytes: number;
  processes: number;
  outputKilobytes: number;
}

/** What each setting means, whatever is written for it. A value of the wrong kind, or outside the manifest's bounds, counts as not set. */
export const readSetting: { [K in keyof SettingValues]: (value: unknown) => SettingValues[K] } = {
  pythonPath: (value) => (typeof value === "string" && !value.includes("\0") ? value.trim() : ""),
  path: (value) => pathIds.find((id) => id === value) ?? "A",
  courseFolder: (value) => insideFolder(value) ?? "concurrency-labs",
  callSeconds: (value) => (isNumber(value, 1, 600) ? value : 20),
  cpuSeconds: (value) => (isNumber(value, 1, 86_400) ? value : 120),
  memoryMegabytes: (value) => (isNumber(value, 128, 262_144) && Number.isInteger(value) ? value : 2048),
  processes: (value) => (isNumber(value, 8, 4096) && Number.isInteger(value) ? value : 64),
  outputKilobytes: (value) => (isNumber(value, 4, 65_536) && Number.isInteger(value) ? value : 256),
};

const isNumber = (value: unknown, least: number, most: number): value is number =>
  typeof value === "number" && value >= least && value <= most;

/** A workspace's settings come with its files: a folder that leads out of the workspace is not taken. */
function insideFolder(value: unknown): string | undefined {
  if (typeof value !== "string" || /[\0:*?"<>|]/.test(value)) return undefined;
  const text = value.trim();
  const parts = text.split(/[\\/]+/).filter((part) => part !== "" && part !== ".");
  // Windows drops blanks and dots at the end of a name, so that ".. ." is "..".
  if (/^[\\/]/.test(text) || parts.length === 0 || parts.some((part) => /^[. ]+$/.test(part))) return undefined;
  return parts.join("/");
}

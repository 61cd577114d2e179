import * as v from "valibot";

/** The number that says in which form a file or a line was written. */
export interface Format {
  /** Its field. */
  field: "v" | "version";
  /** The highest number that is read. */
  version: number;
}

/** `newer`: the number of a form that a later version of the extension wrote. */
export type Stored<T> = { ok: true; value: T } | { ok: false; newer?: number; reason: string };

/** Reads JSON that this extension wrote, or an earlier or a later version of it. Never throws. */
export function readStored<T extends v.GenericSchema>(text: string, schema: T, format: Format): Stored<v.InferOutput<T>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: "not JSON" };
  }
  const newer = newerThan(value, format);
  if (newer !== undefined)
    return { ok: false, newer, reason: `written by a newer version of the extension (format ${newer}, this one reads ${format.version})` };
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return { ok: true, value: parsed.output };
  const issue = parsed.issues[0];
  const path = v.getDotPath(issue);
  return { ok: false, reason: path ? `${path}: ${issue.message}` : issue.message };
}

function newerThan(value: unknown, { field, version }: Format): number | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const number: unknown = Reflect.get(value, field);
  return typeof number === "number" && number > version ? number : undefined;
}

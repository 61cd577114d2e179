/** The golden lines mean the same on both sides of the contract; `test/labkit/test_events.py` is the other half of this test. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { expect, test } from "vitest";
import { KitReportSchema } from "../../src/contract/doctor";
import { parseEventLine } from "../../src/contract/events";
import { LabSchema } from "../../src/contract/lab";

function golden(folder: string): [string, string][] {
  const path = join(import.meta.dirname, "../golden", folder);
  const names = readdirSync(path).sort();
  expect(names).not.toEqual([]);
  return names.map((name) => [name.replace(/\.jsonl?$/, ""), readFileSync(join(path, name), "utf8")]);
}

const LineCaseSchema = v.strictObject({ line: v.string(), reason: v.string() });
const LabCaseSchema = v.looseObject({ lab: v.unknown(), path: v.string() });
const ReportCaseSchema = v.looseObject({ report: v.unknown(), path: v.string() });

test.each(golden("events/valid"))("%s is an event", (_name, text) => {
  const parsed = parseEventLine(text.trimEnd());
  expect(parsed).toEqual({ ok: true, event: JSON.parse(text) });
});

test.each(golden("events/invalid"))("%s is refused with a reason", (_name, text) => {
  const { line, reason } = v.parse(LineCaseSchema, JSON.parse(text));
  const parsed = parseEventLine(line);
  expect(parsed.ok).toBe(false);
  expect(parsed.ok ? "" : parsed.reason).toContain(reason);
});

test.each(golden("lab/valid"))("the lab file %s has no fault", (_name, text) => {
  const parsed = v.safeParse(LabSchema, JSON.parse(text));
  expect(parsed.issues).toBeUndefined();
});

test.each(golden("lab/invalid"))("the lab file %s is refused at its place", (_name, text) => {
  const { lab, path } = v.parse(LabCaseSchema, JSON.parse(text));
  const parsed = v.safeParse(LabSchema, lab);
  expect(parsed.success).toBe(false);
  // A list is refused by its first missing field, so the place may be deeper than the one named.
  if (parsed.issues) expect((v.getDotPath(parsed.issues[0]) ?? "").startsWith(path)).toBe(true);
});

test.each(golden("doctor/valid"))("the doctor's report %s has no fault", (_name, text) => {
  expect(v.safeParse(KitReportSchema, JSON.parse(text)).issues).toBeUndefined();
});

test.each(golden("doctor/invalid"))("the doctor's report %s is refused at its place", (_name, text) => {
  const { report, path } = v.parse(ReportCaseSchema, JSON.parse(text));
  const parsed = v.safeParse(KitReportSchema, report);
  expect(parsed.success).toBe(false);
  if (parsed.issues) expect((v.getDotPath(parsed.issues[0]) ?? "").startsWith(path)).toBe(true);
});

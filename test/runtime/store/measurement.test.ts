import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MEASUREMENT_VERSION, type Measurement } from "../../../src/contract/measurement";
import { listMeasurements, readMeasurement, saveMeasurement } from "../../../src/runtime/store/measurement";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "measurement-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const measurement: Measurement = {
  v: MEASUREMENT_VERSION,
  lab: "1.1",
  startedAt: "2026-03-04T10:20:30.400Z",
  samples: [{ variant: "yours", x: 4, round: 0, values: { wall: 0.25 } }],
};

test("a measurement comes back as it was kept", async () => {
  const file = await saveMeasurement(folder, measurement);
  expect(await readMeasurement(folder, file)).toEqual({ ok: true, measurement });
});

test("one run of a lab is one file, however often it is kept", async () => {
  expect(await saveMeasurement(folder, measurement)).toBe(await saveMeasurement(folder, measurement));
  expect(await saveMeasurement(folder, { ...measurement, startedAt: "2026-03-04T10:20:31.000Z" })).not.toBe(
    await saveMeasurement(folder, measurement),
  );
});

test("a path that leads elsewhere is refused, for it comes from a journal", async () => {
  await writeFile(join(folder, "x.json"), JSON.stringify(measurement));
  for (const file of [
    "x.json",
    "../x.json",
    ".measurements/../x.json",
    ".measurements/a/b.json",
    "/etc/passwd",
    ".measurements\\x.json",
    "",
  ]) {
    expect(await readMeasurement(folder, file), file).toMatchObject({ ok: false, reason: "it is not a file of the measurements" });
  }
});

test("a file that is missing, torn or foreign is named with the reason", async () => {
  await mkdir(join(folder, ".measurements"));
  const given = async (name: string, text: string) => {
    await writeFile(join(folder, ".measurements", name), text);
    return readMeasurement(folder, `.measurements/${name}`);
  };
  expect(await readMeasurement(folder, ".measurements/none.json")).toMatchObject({
    ok: false,
    reason: expect.stringContaining("does not exist"),
  });
  expect(await given("torn.json", JSON.stringify(measurement).slice(0, 40))).toMatchObject({
    ok: false,
    reason: expect.stringMatching(/JSON/),
  });
  expect(await given("newer.json", JSON.stringify({ ...measurement, v: 2 }))).toMatchObject({
    ok: false,
    reason: expect.stringMatching(/newer version/),
  });
  expect(
    await given("wild.json", JSON.stringify({ ...measurement, samples: [{ variant: "yours", x: "4", round: 0, values: {} }] })),
  ).toMatchObject({ ok: false, reason: expect.stringMatching(/^samples\.0\.x: /) });
});

test("the measurements of a lab are listed newest first; what cannot be read is named, the rest counts", async () => {
  expect(await listMeasurements(folder, "1.1")).toEqual({ kept: [], unreadable: [] });
  const at = (startedAt: string, lab = "1.1") => saveMeasurement(folder, { ...measurement, lab, startedAt });
  const old = await at("2025-12-31T23:59:59.000Z");
  const recent = await at("2026-03-05T08:00:00.000Z");

  const newest = await at("2026-03-05T09:30:00.000Z");
  await at("2026-03-06T00:00:00.000Z", "1.10");
  const put = (name: string, text: string) => writeFile(join(folder, ".measurements", name), text);
  await put("1.1-torn.json", "{");
  await put("1.1-foreign.json", JSON.stringify({ ...measurement, lab: "1.2" }));
  await put("1.1-&?.json", JSON.stringify(measurement));
  await put("1.1-notes.txt", "hello");
  await mkdir(join(folder, ".measurements", "1.1-folder.json"));
  const { kept, unreadable } = await listMeasurements(folder, "1.1");
  expect(kept.map(({ file }) => file)).toEqual([newest, recent, old]);
  expect(Object.fromEntries(unreadable.map(({ file, reason }) => [file.split("/")[1], reason]))).toEqual({
    "1.1-torn.json": expect.stringMatching(/JSON/),
    "1.1-foreign.json": "it is a measurement of lab 1.2",
    "1.1-&?.json": "it is not a file of the measurements",
    "1.1-folder.json": expect.stringContaining("no regular file"),
  });
});

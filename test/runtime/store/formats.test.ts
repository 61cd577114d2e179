/** Upgrades and their opposite: what earlier versions wrote is read, and what a later one wrote is set aside and told, not lost. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FactSchema, JOURNAL_VERSION } from "../../../src/contract/journal";
import { KEPT_COUNTEREXAMPLE_VERSION } from "../../../src/contract/keptCounterexample";
import { MEASUREMENT_VERSION } from "../../../src/contract/measurement";
import { crc32 } from "../../../src/core/journal/crc32";
import { foldFacts, labProgress } from "../../../src/core/progress";
import { openJournal } from "../../../src/runtime/store/journal";
import { forgetCounterexample, keepCounterexample, readCounterexample } from "../../../src/runtime/store/keptCounterexample";
import { readMeasurement, saveMeasurement } from "../../../src/runtime/store/measurement";
import { MANIFEST, MANIFEST_VERSION, openLab, resetLab } from "../../../src/runtime/store/workbook";
import { aLab } from "../../fixtures/course";

const formats = join(import.meta.dirname, "../../fixtures/formats");
const present: Record<string, number> = {
  journal: JOURNAL_VERSION,
  counterexample: KEPT_COUNTEREXAMPLE_VERSION,
  measurement: MEASUREMENT_VERSION,
  manifest: MANIFEST_VERSION,
};
const versions = (format: string): number[] => Array.from({ length: present[format] ?? 0 }, (_, index) => index + 1);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "formats-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A copy of what version `version` of a format wrote. */
async function written(format: string, version: number): Promise<string> {
  await cp(join(formats, format, `v${version}`), folder, { recursive: true });
  return folder;
}
/** The JSON text as a version after the present one might have written it. */
function newer(text: string, field: "v" | "version"): string {
  const value = v.parse(v.looseObject({}), JSON.parse(text));
  return JSON.stringify({ ...value, [field]: Number(value[field]) + 1, dreamt: ["of later"] });
}
const reader = () => openJournal(folder, { machine: "desk", now: () => 0 });

test.each(Object.keys(present))("each version of the %s format up to the present one has its fixtures", async (format) => {
  expect((await readdir(join(formats, format))).sort()).toEqual(versions(format).map((version) => `v${version}`));
});

describe("what an earlier version wrote is read", () => {
  test.each(versions("journal"))("journal, version %i", async (version) => {
    await written("journal", version);
    const { facts, problems, read } = await reader();
    expect(problems).toEqual([]);
    expect(read.lines).toBe(14);
    const progress = foldFacts(facts);
    expect(labProgress(progress, "1.1")).toMatchObject({
      opened: true,
      passed: { work: "0123456789abcdef", checks: "fedcba9876543210" },
      checks: new Map([
        ["order", { outcome: "passed" }],
        ["bound", { outcome: "inconclusive" }],
      ]),
      hints: 2,
      solutions: new Set(["pool"]),
      predictions: { wall: { "8": 1.5, "32": 0.4 } },
      measured: { samples: 120, file: ".measurements/1.1-2026-11-21T12-00-00-000Z.json", verdicts: { pool: "faster" } },
      snapshots: ["m01-quick-start/1.1 übung"],
    });
    expect(labProgress(progress, "1.7").drawings).toEqual({
      "two-waits": [
        ["running", "waiting", "absent"],
        ["absent", "running", "running"],
      ],
    });
    expect(progress.answers.get("Q1")?.map(({ question, correct }) => [question, correct])).toEqual([
      ["order-of-prints", false],
      ["who-waits", true],
    ]);
  });

  test("and the journals have every kind of fact there is", async () => {
    const kinds = new Set<string>();
    for (const version of versions("journal"))
      for (const name of await readdir(join(formats, "journal", `v${version}`)))
        for (const match of (await readFile(join(formats, "journal", `v${version}`, name), "utf8")).matchAll(/"fact":"(\w+)"/g))
          kinds.add(match[1] ?? "");
    expect([...kinds].sort()).toEqual(FactSchema.options.map((option) => option.entries.fact.literal).sort());
  });

  test.each(versions("counterexample"))("kept counterexample, version %i", async (version) => {
    await written("counterexample", version);
    const kept = await readCounterexample(folder, "2.1", "no-update-lost");
    expect(kept).toMatchObject({ found: "kept", kept: { counterexample: { steps: { length: 4 }, omitted: 7 } } });
    expect(await readCounterexample(folder, "2.4", "dinner-ends")).toMatchObject({
      found: "kept",
      kept: { counterexample: { form: "deadlock", blocked: [{ heldBy: "T2" }, { heldBy: null }] } },
    });
  });

  test.each(versions("measurement"))("measurement, version %i", async (version) => {
    await written("measurement", version);
    expect(await readMeasurement(folder, ".measurements/1.1-2026-11-21T12-00-00-000Z.json")).toMatchObject({
      ok: true,
      measurement: { lab: "1.1", machine: { cores: 8 }, samples: [{ variant: "yours", values: { wall: 0.25 } }, { x: 4 }] },
    });
  });

  test.each(versions("manifest"))(
    "workbook manifest, version %i: what it says is still there after the lab was opened",
    async (version) => {
      const { lab, work, course } = await opened(join(formats, "manifest", `v${version}`, MANIFEST));
      expect(await openLab(lab, course)).not.toHaveProperty("aside");
      const { starter } = v.parse(
        v.looseObject({ starter: v.record(v.string(), v.string()) }),
        JSON.parse(await readFile(join(work, MANIFEST), "utf8")),
      );
      expect(starter["checker.py"]).toBe("0123456789abcdef");
      expect(Object.keys(starter).sort()).toEqual(["checker.py", "data.txt"]);
    },
  );
});

/** A lab whose first file and manifest are in the learner's folder and whose second file is missing there. */
async function opened(manifest: string, text?: string) {
  const lab = aLab({ files: ["checker.py", "data.txt"], visible: [] }, join(folder, "labs/m01-start/1.1-url-checker"));
  const course = join(folder, "course");
  const work = join(course, "m01-start/1.1-url-checker");
  for (const file of ["checker.py", "data.txt"]) {
    await mkdir(join(lab.folder, "starter"), { recursive: true });
    await writeFile(join(lab.folder, "starter", file), "starter\n");
  }
  await mkdir(work, { recursive: true });
  await writeFile(join(work, "checker.py"), "mine\n");
  await writeFile(join(work, MANIFEST), text ?? (await readFile(manifest, "utf8")));
  return { lab, course, work };
}

describe("what a later version wrote is set aside and told, not lost", () => {
  const NEWER = /written by a newer version of the extension \(format \d+, this one reads \d+\)/;

  test("journal: its lines are named, stay where they are, and the others count", async () => {
    await written("journal", JOURNAL_VERSION);
    const [name = ""] = await readdir(folder);
    const lines = (await readFile(join(folder, name), "utf8")).trimEnd().split("\n");
    const changed = lines.map((line, index) => {
      if (index % 2 === 0) return line;
      const json = newer(line.slice(0, line.indexOf("\t")), "v");
      return `${json}\t${crc32(json)}`;
    });
    const text = `${changed.join("\n")}\n`;
    await writeFile(join(folder, name), text);
    const journal = await reader();
    expect(journal.problems.map(({ line }) => line)).toEqual([2, 4, 6, 8, 10, 12, 14]);
    for (const { message } of journal.problems) expect(message).toMatch(NEWER);
    expect(labProgress(foldFacts(journal.facts), "1.1")).toMatchObject({ opened: true, solutions: new Set(["pool"]) });
    await journal.append({ fact: "opened", lab: "1.2" });
    expect(await readFile(join(folder, name), "utf8")).toBe(text);
  });

  test("kept counterexample: neither the next one nor a pass costs it", async () => {
    const path = join(folder, "2.1", "no-update-lost.json");
    await written("counterexample", KEPT_COUNTEREXAMPLE_VERSION);
    const own = await readCounterexample(folder, "2.1", "no-update-lost");
    if (own.found !== "kept") throw new Error("the fixture is not read");
    const texts = [newer(await readFile(path, "utf8"), "v"), newer(newer(await readFile(path, "utf8"), "v"), "v")];

    await writeFile(path, texts[0] ?? "");
    expect(await readCounterexample(folder, "2.1", "no-update-lost")).toMatchObject({
      found: "refused",
      reason: expect.stringMatching(NEWER),
    });
    await keepCounterexample(folder, own.kept);
    expect(await readCounterexample(folder, "2.1", "no-update-lost")).toEqual(own);
    await writeFile(path, texts[1] ?? "");
    await forgetCounterexample(folder, "2.1", "no-update-lost");
    await writeFile(path, texts[1] ?? "");
    await forgetCounterexample(folder, "2.1", "no-update-lost");
    expect(await readCounterexample(folder, "2.1", "no-update-lost")).toEqual({ found: "none" });
    const left = await readdir(dirname(path));
    expect(left).toHaveLength(2);
    expect((await Promise.all(left.map((name) => readFile(join(dirname(path), name), "utf8")))).sort()).toEqual(texts.sort());
  });

  test("measurement: it is told, and the same run kept again does not replace it", async () => {
    await written("measurement", MEASUREMENT_VERSION);
    const file = ".measurements/1.1-2026-11-21T12-00-00-000Z.json";
    const own = await readMeasurement(folder, file);
    if (!own.ok) throw new Error("the fixture is not read");
    const text = newer(await readFile(join(folder, file), "utf8"), "v");
    await writeFile(join(folder, file), text);
    expect(await readMeasurement(folder, file)).toMatchObject({ ok: false, reason: expect.stringMatching(NEWER) });
    expect(await saveMeasurement(folder, own.measurement)).toBe(file);
    expect(await readFile(join(folder, file), "utf8")).toBe(text);
  });

  test("workbook manifest: it stays while nothing has to be noted, and a copy stays when something has", async () => {
    const path = join(formats, "manifest", `v${MANIFEST_VERSION}`, MANIFEST);
    const text = newer(await readFile(path, "utf8"), "version");
    const { lab, course, work } = await opened(path, text);
    await writeFile(join(work, "data.txt"), "mine too\n");
    expect(await openLab(lab, course)).not.toHaveProperty("aside");
    expect(await readFile(join(work, MANIFEST), "utf8")).toBe(text);

    await rm(join(work, "data.txt"));
    const { aside = "" } = await openLab(lab, course);
    expect(dirname(aside)).toBe(work);
    expect(await readFile(aside, "utf8")).toBe(text);
    expect(await readFile(join(work, "checker.py"), "utf8")).toBe("mine\n");

    await writeFile(join(work, MANIFEST), text);
    const { snapshot } = await resetLab(lab, course);
    expect(await readFile(join(snapshot, MANIFEST), "utf8")).toBe(text);
  });
});

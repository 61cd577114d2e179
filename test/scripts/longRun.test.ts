import { describe, expect, it } from "vitest";
import { figures } from "../../scripts/suites/junit.mjs";
import { longRun } from "../../scripts/suites/longRun.mjs";

const result = (version: string, failed: number, measured: { name: string; value: string }[] = []) => ({
  interpreter: { version, name: version.split(".").slice(0, 2).join("."), freeThreaded: false },
  counts: { passed: 3, failed, skipped: [] },
  figures: measured,
  seconds: 90,
});
const run = { date: "2026-01-02", commit: "abc1234", changed: false, machine: "linux x64, 2 cores", missing: [] as string[] };

describe("the page of a long run", () => {
  it("says when, on what and on which Pythons it ran, failures included", () => {
    const page = longRun({ ...run, results: [result("3.11.7", 0), result("3.14.1", 2)] });
    expect(page).toContain("on 2026-01-02, at abc1234, on linux x64, 2 cores");
    expect(page).toContain("| 3.11.7 | 3 | 0 | 0 | 1.5 |");
    expect(page).toContain("| 3.14.1 | 3 | 2 | 0 | 1.5 |");
    expect(page).toContain("Every promised Python was found.");
  });

  it("says that the checkout had changes, and which promised versions did not run", () => {
    const page = longRun({ ...run, changed: true, missing: ["3.12"], results: [result("3.11.7", 0)] });
    expect(page).toContain("at abc1234 with changes");
    expect(page).toContain("Not tested: Python 3.12, not found on this machine.");
  });

  it("sets what tests measured side by side, a dash where one did not say", () => {
    const page = longRun({ ...run, results: [result("3.11.7", 0, [{ name: "growth (MB)", value: "0.1" }]), result("3.14.1", 0)] });
    expect(page).toContain("| Measured | 3.11 | 3.14 |");
    expect(page).toContain("| growth (MB) | 0.1 | - |");
  });
});

describe("what a test recorded", () => {
  it("is read from its properties, entities decoded", () => {
    const xml = `<testcase name="a"><properties><property name="a &lt; b" value="1"/><property name="c" value="2" /></properties></testcase>`;
    expect(figures(xml)).toEqual([
      { name: "a < b", value: "1" },
      { name: "c", value: "2" },
    ]);
  });
});

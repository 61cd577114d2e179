import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ProgramFailed } from "../../scripts/setup/run.mjs";
import { readJunit } from "../../scripts/suites/junit.mjs";
import { reported, summary } from "../../scripts/suites/report.mjs";

const suite = (cases: string) => `<?xml version="1.0"?><testsuites><testsuite name="s">${cases}</testsuite></testsuites>`;

describe("a JUnit report", () => {
  it("is counted case by case, with the reason of each skipped one", () => {
    const xml = suite(`<testcase classname="a" name="one"/><testcase name="two"><system-out>text</system-out></testcase>
      <testcase name='three "quoted"'><failure message="x &lt; y">trace</failure></testcase>
      <testcase name="four"><failure/><error/></testcase>
      <testcase classname="b" name="five"><skipped message="no &quot;display&quot;"/></testcase>`);
    expect(readJunit(xml)).toEqual({ passed: 2, failed: 2, skipped: [{ title: "b five", reason: 'no "display"' }] });
  });

  it("is not fooled by text that looks like a tag", () => {
    const xml = suite(
      `<testcase name="a > b and &lt;failure>"/><testcase name="c"><system-out><![CDATA[<testcase name="x"><failure/>]]></system-out></testcase>`,
    );
    expect(readJunit(xml)).toEqual({ passed: 2, failed: 0, skipped: [] });
  });

  it("is refused when it is cut off or no report at all", () => {
    expect(() => readJunit('<testsuites><testsuite><testcase name="a"><system-out>')).toThrow("cut off");
    expect(() => readJunit('<testsuites><testsuite><testcase name="a"/>')).toThrow("cut off");
    expect(() => readJunit("")).toThrow("not JUnit");
  });
});

describe("a suite's count", () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "report-"));
    vi.spyOn(console, "error").mockImplementation(() => {});
  });
  afterAll(() => rm(root, { recursive: true }));
  const died = new ProgramFailed(["suite"], 139, "");

  it("is what its report says", async () => {
    expect(await reported(root, "s", (file) => writeFile(file, suite('<testcase name="a"/>')))).toMatchObject({ passed: 1, failed: 0 });
  });

  it("is a failure when it leaves no report, even one of an earlier run", async () => {
    await reported(root, "s", (file) => writeFile(file, suite('<testcase name="a"/>')));
    expect(await reported(root, "s", async () => {})).toMatchObject({ passed: 0, failed: 1 });
  });

  it("is a failure when it ran no test", async () => {
    expect(await reported(root, "s", (file) => writeFile(file, suite("")))).toMatchObject({ passed: 0, failed: 1 });
    expect(await reported(root, "s", (file) => writeFile(file, suite('<testcase name="a"><skipped/></testcase>')))).toMatchObject({
      passed: 0,
      failed: 1,
    });
  });

  it("is a failure when it died after a report without one", async () => {
    const work = async (file: string) => {
      await writeFile(file, suite('<testcase name="a"/>'));
      throw died;
    };
    expect(await reported(root, "s", work)).toMatchObject({ passed: 1, failed: 1 });
  });

  it("counts a failed test once, although the program ends with an error too", async () => {
    const work = async (file: string) => {
      await writeFile(file, suite('<testcase name="a"><failure/></testcase>'));
      throw died;
    };
    expect(await reported(root, "s", work)).toMatchObject({ passed: 0, failed: 1 });
  });
});

describe("the summary", () => {
  const result = (name: string, passed: number, failed: number, skipped: { title: string; reason: string }[] = []) => ({
    name,
    seconds: 1,
    counts: { passed, failed, skipped },
  });

  it("ends with the sum of all suites", () => {
    expect(
      summary([result("unit", 3, 0), result("kit", 4, 2)])
        .split("\n")
        .at(-1),
    ).toBe("7 passed, 2 failed");
  });

  it("names each skipped test with its reason and counts it", () => {
    const text = summary([result("kit", 4, 0, [{ title: "peers", reason: "needs Windows" }])]);
    expect(text).toContain("SKIPPED kit: peers: needs Windows");
    expect(text.split("\n").at(-1)).toBe("4 passed, 0 failed, 1 skipped");
  });
});

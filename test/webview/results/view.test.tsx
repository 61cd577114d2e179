// @vitest-environment happy-dom
import { afterEach, describe, expect, test } from "vitest";
import type { ResultsPageState } from "../../../src/contract/pages";
import { bytes, joinOutput } from "../../../src/webview/results/output";
import { initial, reduce } from "../../../src/webview/results/reduce";
import { View } from "../../../src/webview/results/view";
import { results, resultsExplored, resultsRunning, resultsSetup } from "../samples/lab";
import { type Stage, stage } from "../stage";

const open = (state: ResultsPageState) => stage({ initial, reduce, View }, { type: "state", state });
let page: Stage<unknown, never>;
afterEach(() => page.close());

describe("the results page", () => {
  test("says first how the run went", () => {
    page = open(results);
    expect(page.get("region", "failed").textContent).toContain("2 of 5 checks fail; the first is the one to look at.");
    expect(page.get("region", "failed").textContent).toContain("1 of 5 checks passed");
  });

  test("a set-up problem has its own heading and is not called a failure", () => {
    page = open(resultsSetup);
    expect(page.get("region", "Cannot run yet").textContent).toContain("The package requests cannot be imported by Python 3.13.0");
    expect(page.root.textContent).not.toContain("failed");
  });

  test("marks the lines that differ in a multi-line difference", () => {
    page = open(results);
    const marked = [...page.root.querySelectorAll(".difference .differs")].map((line) => line.textContent);
    expect(marked).toEqual(["≠ CheckResult(\n", "≠   status=None,\n", "≠ Raised(\n", "≠   ConnectionError,\n"]);
  });

  test("shows 20 lines of detail and folds the rest", () => {
    page = open(results);
    const detail = page.root.querySelectorAll(".check .detail")[2];
    const lines = (block: Element | null | undefined) => block?.textContent?.split("\n").length;
    expect([...(detail?.children ?? [])].filter((child) => child.matches("pre")).map(lines)).toEqual([20]);
    expect(lines(detail?.querySelector("details pre"))).toBe(3);
    expect(detail?.querySelector("summary")?.textContent).toBe("3 more lines");
    expect(detail?.querySelector("details")?.open).toBe(false);
  });

  test("lists the calls of an exception as places to open", () => {
    page = open(results);
    page.click("button", "Open checker_threads.py at line 22");
    expect(page.posted).toEqual([{ type: "openPlace", file: "checker_threads.py", line: 22 }]);
  });

  test("shows a best-practice finding with its place and cure", () => {
    page = open(results);
    const finding = page.get("region", "Best practices");
    expect(finding.textContent).toContain("BP1.2");
    expect(finding.textContent).toContain("Pass timeout=..., so that a silent server cannot hold a thread forever.");
  });

  test("says how much output was left out", () => {
    page = open(results);
    expect(page.root.textContent).toContain("200 MB more were printed and left out, because the limit was reached.");
    page.send({ type: "state", state: { ...results, output: [], dropped: 0 } });
    expect(page.root.textContent).not.toContain("What your code printed");
  });

  test("names the machine", () => {
    page = open(results);
    expect(page.root.textContent).toContain("Linux, 8 cores, CPython 3.13.0, with the GIL");
  });

  test("offers the interleaving of each check that fails with one, also when it failed before this window", () => {
    page = open(resultsExplored);
    page.click("button", "Show interleaving: No increment of Counter is lost");
    page.click("button", "Show interleaving: No value is read twice");
    expect(page.posted).toEqual([
      { type: "showInterleaving", check: "no-increment-lost" },
      { type: "showInterleaving", check: "no-value-read-twice" },
    ]);
    const found = [...page.root.querySelectorAll(".found")].map((line) => line.textContent);
    expect(found).toEqual(["Show interleaving", "Show interleavingFound in schedule 12 of at most 1,000, replayed once."]);
    expect(page.root.textContent).toContain("proved: no interleaving leaves a thread waiting");
  });

  test("while a search goes on it says how many schedules were tried", () => {
    page = open({
      ...resultsRunning,
      running: { action: "check", done: 0, total: 2, label: "Counter", searched: { schedules: 120, limit: 1000 } },
    });
    expect(page.get("progressbar", "Checks").getAttribute("aria-valuetext")).toBe("0 of 2, Counter, 120 of 1,000 schedules tried");
  });

  test("while the run goes on it shows what is known, and Cancel", () => {
    page = open(resultsRunning);
    expect(page.get("button", "Run checks again").getAttribute("aria-disabled")).toBe("true");
    page.click("button", "Cancel");
    expect(page.posted).toEqual([{ type: "cancel" }]);
    expect(page.get("region", "Checks are running").textContent).toContain("1 of 5 checks passed");
  });
});

test("output pieces of one check and stream become one block, and their order stays", () => {
  const blocks = joinOutput([
    { check: "a", stream: "stdout", text: "1\n" },
    { check: "a", stream: "stdout", text: "2\n" },
    { check: "a", stream: "stderr", text: "e\n" },
    { check: "a", stream: "stdout", text: "3\n" },
  ]);
  expect(blocks.map((block) => [block.stream, block.text])).toEqual([
    ["stdout", "1\n2\n"],
    ["stderr", "e\n"],
    ["stdout", "3\n"],
  ]);
});

test("sizes are given in the largest unit that keeps them above one", () => {
  expect([0, 1023, 1024, 1536, 1048576, 209452032].map(bytes)).toEqual(["0 B", "1023 B", "1 KB", "1.5 KB", "1 MB", "200 MB"]);
});

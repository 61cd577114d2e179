// @vitest-environment happy-dom
import { act } from "preact/test-utils";
import { afterEach, describe, expect, test } from "vitest";
import type { BenchPageState } from "../../../src/contract/pages";
import { type BenchAction, initial, reduce } from "../../../src/webview/bench/reduce";
import { View } from "../../../src/webview/bench/view";
import {
  benchCancelled,
  benchCompared,
  benchDone,
  benchFresh,
  benchOne,
  benchPredicted,
  benchRecorded,
  benchRunning,
  samplesOf,
} from "../samples/bench";
import { nameOf, type Stage, stage } from "../stage";

const open = (state: BenchPageState) => stage({ initial, reduce, View }, { type: "state", state });
let page: Stage<unknown, BenchAction>;
afterEach(() => page.close());

function type(field: HTMLElement | undefined, text: string): void {
  if (!(field instanceof HTMLInputElement)) throw new Error("no such field");
  act(() => {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

describe("predict, then run", () => {
  test("the benchmark cannot run before a prediction is set, and the reason is tied to the button", () => {
    page = open(benchFresh);
    const run = page.get("button", "Run benchmark");
    expect(run.getAttribute("aria-disabled")).toBe("true");
    expect(document.getElementById(run.getAttribute("aria-describedby") ?? "")?.textContent).toContain("Set your prediction first");
    run.click();
    expect(page.posted).toEqual([]);
  });

  test("every field has a label, and any number counts", () => {
    page = open(benchFresh);
    const fields = page.all("textbox");
    expect(fields.map(nameOf)).toEqual([
      "From how many workers on does adding more gain you little?",
      "workers = 1",
      "workers = 4",
      "workers = 16",
      "workers = 64",
    ]);
    page.click("button", "Set prediction");
    expect(page.posted).toEqual([]);
    ["8", "2", "1", "0,5", "-3"].forEach((text, index) => void type(fields[index], text));
    page.click("button", "Set prediction");
    expect(page.posted).toEqual([
      { type: "predict", prediction: "knee", values: { x: 8 } },
      { type: "predict", prediction: "wall", values: { 1: 2, 4: 1, 16: 0.5, 64: -3 } },
    ]);
  });

  test("Enter in a field sets the prediction, without a form", () => {
    page = open(benchFresh);
    const fields = page.all("textbox");
    for (const field of fields) type(field, "1");
    act(() => void fields[4]?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true })));
    expect(page.posted).toHaveLength(2);
  });

  test("the focus moves to Run benchmark when the fields are done with", async () => {
    page = open(benchFresh);
    for (const field of page.all("textbox")) type(field, "1");
    page.get("button", "Set prediction").focus();
    page.send({ type: "state", state: benchPredicted });
    await Promise.resolve();
    expect(document.activeElement).toBe(page.get("button", "Run benchmark"));
    page.click("button", "Run benchmark");
    expect(page.posted.at(-1)).toEqual({ type: "runBenchmark" });
  });

  test("what was predicted stands beside what was measured, and can be changed only before measuring", () => {
    page = open(benchPredicted);
    page.get("button", "Change prediction");
    page.send({ type: "state", state: benchOne });
    expect(page.all("button").map(nameOf)).not.toContain("Change prediction");
    const table = page.get("table", "How many seconds do the 64 URLs take with this many workers?");
    expect([...table.querySelectorAll("tbody tr")].map((row) => row.querySelector("th")?.textContent)).toEqual(["Predicted", "Measured"]);
    expect(page.root.textContent).toContain("You put it at 8 workers.");
  });
});

describe("while it runs", () => {
  test("points appear in the table as they come", () => {
    page = open({ ...benchRunning, samples: [], stats: undefined });
    expect(page.root.textContent).toContain("No point is measured yet.");
    page.send({ type: "samples", samples: samplesOf(1).slice(0, 3) });
    expect(page.root.querySelectorAll(".results tbody tr:has(td)")).toHaveLength(3);
  });

  test("the chart has a text for those who do not see it, which follows the data", () => {
    page = open({ ...benchRunning, samples: [], stats: undefined });
    expect(page.get("img", /No point is measured yet/)).toBeInstanceOf(HTMLCanvasElement);
    page.send({ type: "samples", samples: samplesOf(1).slice(0, 1) });
    page.get("img", /your check_all: [\d.]+ s at 1 workers/);
  });

  test("Cancel is offered, and afterwards the points are kept", () => {
    page = open(benchRunning);
    page.click("button", "Cancel");
    expect(page.posted).toEqual([{ type: "cancel" }]);
    page.send({ type: "state", state: benchCancelled });
    expect(page.root.textContent).toContain("Cancelled. The points measured so far are kept.");
    expect(page.root.querySelectorAll(".results tbody td").length).toBeGreaterThan(0);
    page.click("button", "Export CSV");
    expect(page.posted.at(-1)).toEqual({ type: "exportCsv" });
  });
});

describe("when it has ended", () => {
  test("the verdicts are sentences, and noise is counted", () => {
    page = open(benchDone);
    const verdict = page.get("region", "Verdict").textContent;
    expect(verdict).toContain("With 16 workers instead of 1, the 64 URLs are checked 11.8x faster (10.9 to 12.6).");
    expect(verdict).toContain("3 of 63 points were noisy.");
  });

  test("the metric is chosen with radio buttons, and table and chart follow", () => {
    page = open(benchDone);
    act(() => page.get("radio", "peak memory").click());
    page.get("table", "peak memory, all points");
    page.get("img", /^Line chart of peak memory/);
  });

  test("a noisy point carries the word", () => {
    page = open(benchDone);
    const noisy = [...page.root.querySelectorAll(".results tbody tr")].filter((row) => row.textContent?.includes("noisy"));
    expect(noisy.map((row) => row.querySelector("th")?.textContent)).toEqual(["8"]);
  });

  test("a set-up problem is not called a failure", () => {
    page = open({ ...benchPredicted, ended: { outcome: "setup", message: "No Python was found." } });
    expect(page.get("region", "Cannot run yet").textContent).toContain("No Python was found.");
  });
});

describe("the chart as a file", () => {
  test("is asked for by buttons, and sent when the host wants it, each time once", () => {
    page = open(benchDone);
    page.click("button", "Export PNG");
    page.click("button", "Export SVG");
    expect(page.posted).toEqual([
      { type: "exportChart", format: "png" },
      { type: "exportChart", format: "svg" },
    ]);
    page.send({ type: "drawChart", format: "svg" });
    act(() => page.get("radio", "peak memory").click());
    page.send({ type: "state", state: benchDone });
    const answers = () => page.posted.filter((message) => message.type === "chart");
    expect(answers()).toEqual([{ type: "chart", format: "svg", data: expect.stringContaining("time for all 64 URLs (s)") }]);
    page.send({ type: "drawChart", format: "svg" });
    expect(answers()[1]).toMatchObject({ data: expect.stringContaining("peak memory (MB)") });
  });

  test("a page asked before it knows its lab answers when it does; one that cannot draw says so", () => {
    page = stage({ initial, reduce, View }, { type: "drawChart", format: "png" });
    expect(page.posted).toEqual([]);
    page.send({ type: "state", state: benchDone });
    expect(page.posted).toEqual([{ type: "chart", format: "png", data: undefined }]);
  });

  test("is not offered before something is measured", () => {
    page = open(benchPredicted);
    expect(page.all("button").map(nameOf)).not.toContain("Export PNG");
    expect(page.all("button").map(nameOf)).not.toContain("Compare with …");
  });
});

describe("beside an earlier run", () => {
  test("the table has its medians and the ratios, and a dash where it measured nothing", () => {
    page = open(benchCompared);
    const rows = [...page.root.querySelectorAll(".results tbody tr:has(td)")].map((row) =>
      [...row.children].map((cell) => cell.textContent),
    );
    expect(rows[0]?.slice(3, 5)).toEqual(["3.34 s", "1.33 (1.20 to 1.45)"]);
    expect(rows[7]?.slice(3, 5)).toEqual(["–", "–"]);
    expect(page.root.querySelectorAll(".results thead th")).toHaveLength(7);
  });

  test("says what changed and that the conditions did, and is taken off or changed by buttons", () => {
    page = open(benchCompared);
    const text = page.get("region", /^Compared with /).textContent;
    expect(text).toContain("your check_all: 1.33x faster (1.24 to 1.41) than on");
    expect(text).toContain("so your program is not all that changed");
    page.click("button", "Another run …");
    page.click("button", "Take the comparison off");
    expect(page.posted).toEqual([{ type: "compareRuns" }, { type: "endComparison" }]);
  });

  test("a screen reader hears that it came, what it says, and that it is gone; the focus is not lost", async () => {
    page = open(benchDone);
    page.send({ type: "state", state: benchCompared });
    const spoken = () => page.root.querySelector('[role="status"]')?.textContent ?? "";
    expect(spoken()).toMatch(/^Compared with .*your check_all: 1\.33x faster/);
    page.get("button", "Take the comparison off").focus();
    page.send({ type: "state", state: benchDone });
    await Promise.resolve();
    expect(spoken()).toBe("The comparison is taken off.");
    expect(document.activeElement).toBe(page.get("button", "Run again"));
  });

  test("the picture says in words that there is a second run", () => {
    page = open(benchCompared);
    page.get("img", /Beside it, dotted: the run of .* The table below has all values\./);
  });
});

describe("a line recorded elsewhere", () => {
  test("says where and when it was recorded, with the table and with the method", () => {
    page = open(benchRecorded);
    const groups = [...document.querySelectorAll('th[scope="rowgroup"]')].map((head) => head.textContent);
    expect(groups).toEqual(["threads", "threads, no GIL (recorded) CPython 3.14, 4 cores, 2026-11-28"]);
    expect(document.querySelector('[aria-labelledby="method"]')?.textContent).toContain(
      "threads, no GIL (recorded): CPython 3.14, 4 cores, 2026-11-28. Not measured here, and not compared with what is.",
    );
  });

  test("a prediction about one line is shown beside that line alone", () => {
    page = open(benchRecorded);
    const rows = [...document.querySelectorAll("table.predicted")].map((table) =>
      [...table.querySelectorAll("tbody tr")].map((row) => row.textContent),
    );
    expect(rows).toEqual([
      ["Predicted1", "Measured0.980"],
      ["Predicted3.5", "threads, no GIL (recorded)3.80"],
    ]);
  });
});

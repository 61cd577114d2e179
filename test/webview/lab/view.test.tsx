// @vitest-environment happy-dom
import { afterEach, describe, expect, test } from "vitest";
import type { LabPageState } from "../../../src/contract/pages";
import { initial, reduce } from "../../../src/webview/lab/reduce";
import { View } from "../../../src/webview/lab/view";
import { lab, labBlocked, labPassed, labRunning } from "../samples/lab";
import { type Stage, stage } from "../stage";

const open = (state: LabPageState) => stage({ initial, reduce, View }, { type: "state", state });
let page: Stage<unknown, never>;
afterEach(() => page.close());

describe("the lab page", () => {
  test("runs all checks, or one", () => {
    page = open(lab);
    page.click("button", "Run checks");
    page.click("button", "Run this check: Exactly workers requests are in flight, not one more");
    expect(page.posted).toEqual([{ type: "runChecks" }, { type: "runChecks", check: "workers-bound" }]);
  });

  test("shows the problem before the steps, and the other sections after them", () => {
    page = open(lab);
    const headings = page.all("heading").map((heading) => heading.textContent?.trim());
    expect(headings.indexOf("Steps")).toBeLessThan(headings.indexOf("What waits, and what works"));
    const text = page.root.textContent ?? "";
    expect(text.indexOf("Before each release")).toBeLessThan(text.indexOf("Overlap the waits"));
  });

  test("says for a failing check what happened, what was expected, where, and what probably led to it", () => {
    page = open(lab);
    const step = page.root.querySelector("#step-1");
    expect(step?.textContent).toContain("check_all(workers=4) had 1 of 4 requests in flight at once.");
    expect(step?.textContent).toContain("What probably happened");
    expect(step?.textContent).toContain("submit(...).result() inside the loop");
    const first = page.all("table")[0];
    expect([...(first?.querySelectorAll("tr") ?? [])].map((row) => row.textContent)).toEqual(["Expected4", "Actual1"]);
    page.click("button", "Open checker_threads.py at line 31");
    expect(page.posted).toEqual([{ type: "openPlace", file: "checker_threads.py", line: 31 }]);
  });

  test("gives each state a word, not only a colour", () => {
    page = open(lab);
    const words = [...page.root.querySelectorAll(".checks .outcome")].map((mark) => mark.textContent?.trim());
    expect(words).toEqual(["passed", "failed", "failed", "not run", "not decided"]);
  });

  test("cannot start a second run, and says how far the first is", () => {
    page = open(labRunning);
    const run = page.get("button", "Run checks");
    expect(run.getAttribute("aria-disabled")).toBe("true");
    run.click();
    expect(page.posted).toEqual([]);
    const bar = page.get("progressbar", "Checks");
    expect(bar.getAttribute("aria-valuetext")).toBe("5 of 12, Requests are in flight at the same time, about 4 s left");
    page.click("button", "Cancel");
    expect(page.posted).toEqual([{ type: "cancel" }]);
  });

  test("keeps the focus where it is when a new state comes", () => {
    page = open(lab);
    const place = page.get("button", "Open checker_threads.py at line 31");
    place.focus();
    page.send({ type: "state", state: { ...lab, hints: { ...lab.hints, opened: [...lab.hints.opened, "More"] } } });
    expect(document.activeElement).toBe(place);
    expect(place.isConnected).toBe(true);
  });

  test("hands the focus of Cancel to Run checks when the run ends", async () => {
    page = open(labRunning);
    page.get("button", "Cancel").focus();
    page.send({ type: "state", state: lab });
    await Promise.resolve();
    expect(document.activeElement).toBe(page.get("button", "Run checks"));
  });

  test("opens hints one at a time and keeps the earlier ones", () => {
    page = open(lab);
    page.click("button", "Hint (1 of 4)");
    expect(page.posted).toEqual([{ type: "hint" }]);
    page.send({ type: "state", state: { ...lab, hints: { total: 4, opened: [...lab.hints.opened, "Second hint"] } } });
    expect(page.root.querySelectorAll("section[aria-labelledby=hints] details")).toHaveLength(2);
    page.send({ type: "state", state: { ...lab, hints: { total: 1, opened: ["Only"] } } });
    expect(page.get("button", "Hint (1 of 1)").getAttribute("aria-disabled")).toBe("true");
  });

  test("asks the host for solutions before passing, and offers each one after", () => {
    page = open(lab);
    page.click("button", "Solutions (after passing)");
    page.send({ type: "state", state: labPassed });
    page.click("button", "Compare with as-completed");
    expect(page.posted).toEqual([{ type: "solution" }, { type: "solution", name: "as-completed" }]);
  });

  test("offers the next lab when this one has passed", () => {
    page = open(labPassed);
    page.click("button", "Next: 1.2 URL Checker with Multiprocessing");
    expect(page.posted).toEqual([{ type: "openLab", lab: "1.2" }]);
  });

  test("a lab that cannot run says why, offers the repair, and points Run checks at the reason", () => {
    page = open(labBlocked);
    const run = page.get("button", "Run checks");
    expect(run.getAttribute("aria-disabled")).toBe("true");
    expect(document.getElementById(run.getAttribute("aria-describedby") ?? "")?.textContent).toContain("Python 3.9.2 was found");
    page.click("button", "Choose an interpreter");
    expect(page.posted).toEqual([{ type: "repair" }]);
  });

  test("a lab to do before is a link only when it ships", () => {
    page = open(lab);
    page.click("button", "1.7 Concurrency vs parallelism: predict, then run");
    expect(page.posted).toEqual([{ type: "openLab", lab: "1.7" }]);
    expect(page.all("button").map((button) => button.textContent)).not.toContain("2.0");
  });

  test("names the packages it needs, and says of others that they are optional", () => {
    page = open({ ...lab, lab: { ...lab.lab, optionalPackages: ["psutil"] } });
    const facts = [...page.root.querySelectorAll(".facts > *")].map((one) => one.textContent);
    expect(facts).toContain("requests");
    expect(facts).toContain("psutil (optional)");
  });

  test("text of a check cannot become markup", () => {
    const first = lab.steps[0];
    if (!first) throw new Error("the sample has no step");
    const evil = { ...first, title: "<img src=x onerror=alert(1)> `<b>`", checks: [] };
    page = open({ ...lab, steps: [evil], markdown: "<script>alert(1)</script>\n\n<b onclick=x>hi</b> [x](javascript:alert(1))" });
    expect(page.root.querySelectorAll("img, script, b, [onclick], a")).toHaveLength(0);
  });
});

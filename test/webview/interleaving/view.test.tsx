// @vitest-environment happy-dom
import { act } from "preact/test-utils";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { InterleavingPageState } from "../../../src/contract/pages";
import { type InterleavingAction, initial, reduce } from "../../../src/webview/interleaving/reduce";
import { View } from "../../../src/webview/interleaving/view";
import { deadlock, lost, passedSince } from "../samples/interleaving";
import { type Stage, stage } from "../stage";

let page: Stage<ReturnType<typeof reduce>, InterleavingAction>;
const open = (state: InterleavingPageState) => {
  page = stage({ initial, reduce, View }, { type: "state", state });
  return page;
};
afterEach(() => page.close());

const press = (key: string) => void act(() => void window.dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true })));
const current = () => page.root.querySelector(".board tr.current");
const cells = (row: Element | null) =>
  [...(row?.querySelectorAll("td") ?? [])].map((cell) => (cell.textContent ?? "").replace(/\s+/g, " ").trim());

describe("the interleaving page", () => {
  test("says what is wrong, and how it was found", () => {
    open(lost);
    const text = page.root.textContent ?? "";
    expect(text).toContain("Two deposits of 25 and 10 onto 30 left 55: expected 65.");
    expect(text).toContain("Found in schedule 4 of at most 1,000, replayed 3 times.");
    expect(text).toContain("Another thread fits between the read and the write.");
  });

  test("is a table with a column for each thread and shared value, and a row for each step", () => {
    open(lost);
    const board = page.root.querySelector(".board table");
    expect([...(board?.querySelectorAll("thead th") ?? [])].map((cell) => cell.textContent)).toEqual([
      "step",
      "main",
      "payday 25",
      "payday 10",
      "Account.balance",
    ]);
    expect(board?.querySelectorAll("tbody tr")).toHaveLength(14);
    expect(current()?.getAttribute("aria-current")).toBe("step");
    expect(cells(current())).toEqual(["waits for payday 25 to end", "reads Account.balance: 30 :12", "", "30"]);
  });

  test("a lane that waits is hatched and says on what, in each of its cells", () => {
    open(deadlock);
    const waits = [...page.root.querySelectorAll(".board td.waits")].map((cell) => cell.textContent);
    expect(waits.length).toBeGreaterThan(5);
    expect(waits.every((text) => /^waits for (there to end|lock@32, held by back)$/.test(text ?? ""))).toBe(true);
  });

  test("keys step, and the host hears where the reader went", () => {
    open(lost);
    expect(page.posted).toEqual([{ type: "step", step: 4, follow: false }]);
    press("ArrowDown");
    press("n");
    press("Home");
    expect(page.posted.slice(1)).toEqual([
      { type: "step", step: 5, follow: true },
      { type: "step", step: 9, follow: true },
      { type: "step", step: 0, follow: true },
    ]);
    expect(page.get("button", "Previous step").getAttribute("aria-disabled")).toBe("true");
  });

  test("buttons and rows step too", () => {
    open(lost);
    page.click("button", "Next step");
    page.click("button", "Step 8");
    page.click("button", "Previous switch");
    expect(page.posted.map((message) => (message.type === "step" ? message.step : -1))).toEqual([4, 5, 7, 5]);
  });

  test("plays a step a second until the end", () => {
    vi.useFakeTimers();
    try {
      open({ ...lost, at: 11 });
      press(" ");
      expect(page.get("button", "Pause")).toBeDefined();
      void act(() => void vi.advanceTimersByTime(1000));
      expect(page.state().step).toBe(12);
      void act(() => void vi.advanceTimersByTime(5000));
      expect([page.state().step, page.state().playing]).toEqual([13, false]);
      expect(page.get("button", "Play")).toBeDefined();
    } finally {
      vi.useRealTimers();
    }
  });

  test("shows each thread's line, locks and local variables at the step", () => {
    open(deadlock);
    const rows = [...page.root.querySelectorAll(".threads tbody tr")].map((row) => (row.textContent ?? "").replace(/\s+/g, " "));
    expect(rows[1]).toContain("reads Account.lock: lock");
    expect(rows[1]).toContain("tour_bank.py:32");
    expect(rows[1]).toContain("lock@31");
    expect(rows[1]).toContain("amount = 5");
    expect(rows[2]).toContain("could run");
  });

  test("a deadlock names who holds what, who waits for what, and the line", () => {
    open(deadlock);
    const section = page.get("region", "Who waits for whom");
    expect(section.querySelector(".cycle")?.textContent).toBe("therelock@32backlock@31there");
    expect(section.textContent).toContain("waits for lock@31, held by there");
    page.root.querySelectorAll<HTMLButtonElement>("#deadlock ~ .scroller button")[1]?.click();
    expect(page.posted.at(-1)).toEqual({ type: "openPlace", file: "tour_bank.py", line: 32 });
  });

  test("steps in the lab's own scenario show its source and open it to be read", () => {
    open({ ...lost, at: 2 });
    expect(page.root.querySelector(".listing .marked")?.textContent).toContain("thread.start()");
    page.click("button", "Open it beside your file");
    expect(page.posted.at(-1)).toEqual({ type: "openScenario", file: "scenarios/payday.py", line: 10 });
  });

  test("says when the file was changed since, and when the check passes now", () => {
    open(deadlock);
    expect(page.root.querySelector(".banner")?.textContent).toContain("tour_bank.py was changed since");
    page.click("button", "Run the check again");
    expect(page.posted.at(-1)).toEqual({ type: "runChecks", check: "transfers-finish" });
    page.send({ type: "state", state: passedSince });
    expect(page.root.querySelector(".banner")?.textContent).toContain("This check passes now");
  });

  test("text of the program is text, whatever it holds", () => {
    const hostile = '<img src=x onerror="alert(1)">';
    const steps = lost.counterexample.steps.map((step) => ({
      ...step,
      source: hostile,
      value: hostile,
      object: hostile,
      locals: { a: hostile },
    }));
    open({ ...lost, message: hostile, counterexample: { ...lost.counterexample, steps } });
    expect(page.root.querySelector("img")).toBeNull();
    expect(page.root.textContent).toContain(hostile);
  });
});

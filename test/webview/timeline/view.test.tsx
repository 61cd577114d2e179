// @vitest-environment happy-dom
import { act } from "preact/test-utils";
import { afterEach, describe, expect, test } from "vitest";
import { initial, reduce } from "../../../src/webview/timeline/reduce";
import { View } from "../../../src/webview/timeline/view";
import { lanesOf, timelineFresh, timelineLast, timelineRun } from "../samples/timeline";
import { stage } from "../stage";

let close = () => {};
afterEach(() => close());

const open = (page = timelineFresh) => {
  const opened = stage({ initial, reduce, View }, { type: "state", state: page });
  close = opened.close;
  const cell = (lane: string, slot: number) => opened.get("gridcell", new RegExp(`^${lane}, slot ${slot}: `));
  const fire = (target: Element, event: Event) => void act(() => void target.dispatchEvent(event));
  return {
    ...opened,
    cell,
    down: (lane: string, slot: number, button = 0) =>
      fire(cell(lane, slot), new PointerEvent("pointerdown", { bubbles: true, button, buttons: 1 })),
    over: (lane: string, slot: number, buttons = 1) => fire(cell(lane, slot), new PointerEvent("pointerenter", { buttons })),
    key: (lane: string, slot: number, key: string, shiftKey = false) =>
      fire(cell(lane, slot), new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true })),
    says: (lane: string, slot: number) => cell(lane, slot).getAttribute("aria-label"),
  };
};

describe("the grid", () => {
  test("names every cell and is one tab stop", () => {
    const page = open();
    expect(page.all("gridcell")).toHaveLength(18);
    expect(page.says("orders", 3)).toBe("orders, slot 3: not there");
    expect(page.all("gridcell").filter((one) => one.tabIndex === 0)).toHaveLength(1);
  });
  test("is painted by a press and a drag, with the state the first cell took", () => {
    const page = open();
    page.down("main", 1);
    page.over("main", 2);
    page.down("main", 2);
    page.over("main", 3);
    page.over("orders", 3);
    expect([1, 2, 3].map((second) => page.says("main", second))).toEqual([
      "main, slot 1: runs",
      "main, slot 2: waits",
      "main, slot 3: waits",
    ]);
    expect(page.says("orders", 3)).toBe("orders, slot 3: waits");
  });
  test("is not painted by a pointer that passes, by one whose button went up elsewhere, or by another button", () => {
    const page = open();
    page.over("main", 1);
    page.down("main", 2, 2);
    page.down("main", 3);
    page.over("main", 4, 0);
    page.over("main", 5);
    expect([1, 2, 4, 5].map((second) => page.says("main", second)?.split(": ")[1])).toEqual(Array(4).fill("not there"));
  });
  test("is moved in by arrows, Home and End, and stops at its edges", () => {
    const page = open();
    page.key("main", 1, "ArrowRight");
    expect(document.activeElement).toBe(page.cell("main", 2));
    expect(page.cell("main", 2).tabIndex).toBe(0);
    page.key("main", 2, "ArrowDown");
    page.key("orders", 2, "End");
    expect(document.activeElement).toBe(page.cell("orders", 6));
    page.key("orders", 6, "ArrowRight");
    expect(document.activeElement).toBe(page.cell("orders", 6));
    page.key("orders", 6, "Home");
    page.key("orders", 1, "ArrowUp");
    page.key("main", 1, "ArrowUp");
    expect(document.activeElement).toBe(page.cell("main", 1));
  });
  test("is painted by Space and Enter, and on with Shift and an arrow", () => {
    const page = open();
    page.key("main", 1, " ");
    page.key("main", 1, "Enter");
    page.key("main", 1, "ArrowRight", true);
    page.key("main", 2, "ArrowDown", true);
    expect(page.says("orders", 2)).toBe("orders, slot 2: waits");
    page.key("orders", 2, "x");
    expect(page.says("orders", 2)).toBe("orders, slot 2: waits");
  });
});

describe("running", () => {
  test("asks for a drawing first, then hands it in and shows the recording above it", () => {
    const page = open();
    expect(page.get("button", "Run").getAttribute("aria-disabled")).toBe("true");
    page.click("button", "Run");
    expect(page.posted).toEqual([]);
    page.key("main", 1, " ");
    page.click("button", "Run");
    expect(page.posted).toEqual([{ type: "draw", timeline: "two-waits", lanes: lanesOf("#     ", "      ", "      ") }]);
    expect(page.all("gridcell")).toEqual([]);
    const first = page.root.querySelector(".comparison tbody tr td");
    expect(first?.getAttribute("aria-label")).toBe("waits, you drew: runs");
    expect(page.root.textContent).toContain("4 of 18 cells agree with the program.");
    expect(page.root.textContent).toContain("main, slot 1: you drew “runs”, it is “waits”.");
    expect(page.root.textContent).toContain("orders, slots 1 to 3: you drew “not there”, it is “waits”.");
    expect(page.root.textContent).toContain("Both threads wait in the same slots");
    Element.prototype.scrollIntoView = () => {};
    page.click("button", "Next: Two computations");
    expect(document.activeElement?.id).toBe("program");
    expect(page.root.querySelector("caption")?.textContent).toBe("Your drawing of Two computations, a column a slot");
  });
  test("lists every program with its state", () => {
    const page = open();
    page.key("main", 1, " ");
    const states = () => [...page.root.querySelectorAll(".programs .muted")].map((one) => one.textContent);
    expect(states()).toEqual(["drawn, not run yet", "not drawn yet", "not drawn yet"]);
    page.send({ type: "state", state: timelineRun });
    page.click("button", "Two computations");
    expect(states()).toEqual(["drawn, not run yet", "12 of 24 cells agree", "24 of 24 cells agree"]);
  });
  test("tells the slots that differ in the same way in one sentence", () => {
    const page = open(timelineLast);
    const said = [...page.root.querySelectorAll("section li")].map((one) => one.textContent);
    expect(said).toContain("cubes, slots 1, 3, 5 and 7: you drew “runs”, it is “waits”.");
    expect(said).toContain("main, slots 2 to 8: you drew “not there”, it is “waits”.");
    expect(said).toContain("squares, slots 2 and 4: you drew “runs”, it is “waits”.");
  });
  test("after the last program there is no next one; the drawing can be changed and run again", () => {
    const page = open(timelineLast);
    expect(page.all("button").some((one) => one.textContent?.startsWith("Next:"))).toBe(false);
    expect(page.root.textContent).toContain("your drawings last as long as this page");
    page.click("button", "Draw again");
    expect(page.says("main", 1)).toBe("main, slot 1: runs");
    page.click("button", "Run");
    expect(page.posted).toHaveLength(1);
  });
});

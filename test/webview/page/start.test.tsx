// @vitest-environment happy-dom
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { FromPage } from "../../../src/contract/pages";
import { initial as benchInitial, reduce as benchReduce } from "../../../src/webview/bench/reduce";
import { initial, reduce } from "../../../src/webview/lab/reduce";
import { View } from "../../../src/webview/lab/view";
import { openBridge } from "../../../src/webview/page/bridge";
import { startPage } from "../../../src/webview/page/start";
import { draft } from "../../../src/webview/timeline/draft";
import * as timeline from "../../../src/webview/timeline/reduce";
import { View as TimelineView } from "../../../src/webview/timeline/view";
import { benchRunning, samplesOf } from "../samples/bench";
import { lab } from "../samples/lab";
import { timelineFresh } from "../samples/timeline";

const posted: FromPage[] = [];
let memory: unknown;
let frames: FrameRequestCallback[] = [];
let stop = () => {};

beforeEach(() => {
  posted.length = 0;
  memory = undefined;
  frames = [];
  document.body.innerHTML = '<div id="root"></div>';
  vi.stubGlobal("acquireVsCodeApi", () => ({
    postMessage: (message: FromPage) => posted.push(message),
    getState: () => memory,
    setState: (state: unknown) => {
      memory = state;
    },
  }));
  vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) => frames.push(callback));
  Element.prototype.scrollIntoView = vi.fn();
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

const receive = (data: unknown) => window.dispatchEvent(new MessageEvent("message", { data }));
const frame = () => {
  const due = frames;
  frames = [];
  act(() => due.forEach((callback) => void callback(0)));
};
const open = () => {
  act(() => {
    stop = startPage({ kind: "lab", initial, reduce, subject: (state) => state.lab?.lab.id, View });
  });
};
const root = () => document.getElementById("root");

describe("a page", () => {
  test("says that it listens, and shows the state it gets", () => {
    open();
    expect(posted).toEqual([{ type: "ready" }]);
    expect(root()?.textContent).toContain("Opening the lab");
    receive({ type: "state", state: lab });
    frame();
    expect(root()?.querySelector("h1")?.textContent).toContain("URL Checker with Threading");
  });

  test.each([
    ["no object", "hello"],
    ["an unknown type", { type: "explode" }],
    ["a field of the wrong kind", { type: "state", state: { ...lab, status: "great" } }],
    ["a field the contract does not know", { type: "state", state: { ...lab, surprise: 1 } }],
    ["null", null],
  ])("a message it cannot read (%s) is reported and changes nothing", (_, data) => {
    open();
    receive({ type: "state", state: lab });
    frame();
    act(() => void receive(data));
    frame();
    expect(root()?.querySelector("[role=alert]")?.textContent).toContain("This page cannot read a message of the extension");
    expect(root()?.querySelector("h1")?.textContent).toContain("URL Checker with Threading");
  });

  test("a thousand samples cost one render", () => {
    let renders = 0;
    act(() => {
      stop = startPage({
        kind: "bench",
        initial: benchInitial,
        reduce: benchReduce,
        subject: (state) => state.bench?.lab.id,
        View: ({ state }) => {
          renders += 1;
          return <p>{state.bench?.samples.length ?? 0}</p>;
        },
      });
    });
    receive({ type: "state", state: { ...benchRunning, samples: [] } });
    frame();
    const before = renders;
    for (const sample of samplesOf(48)) receive({ type: "samples", samples: [sample] });
    expect(frames).toHaveLength(1);
    frame();
    expect(root()?.textContent).toBe(String(48 * 21));
    expect(renders - before).toBe(1);
  });

  test("brings a step into view, also when the wish comes before the state", () => {
    open();
    receive({ type: "reveal", anchor: "2" });
    frame();
    receive({ type: "state", state: lab });
    frame();
    expect(document.activeElement?.id).toBe("step-2");
  });

  test("opens a fold to show a heading inside it", () => {
    open();
    receive({ type: "state", state: lab });
    frame();
    const heading = root()?.querySelector("#further-reading");
    const fold = heading?.closest("details");
    if (!fold) throw new Error("the section is no fold");
    fold.open = false;
    receive({ type: "reveal", anchor: "further-reading" });
    frame();
    expect(fold.open).toBe(true);
    expect(document.activeElement).toBe(heading);
  });
});

describe("what a page remembers", () => {
  test("which lab it shows, for the host to bring it back", () => {
    open();
    receive({ type: "state", state: lab });
    frame();
    expect(memory).toEqual({ page: "lab", subject: "1.1", scroll: 0, folds: {} });
  });

  test("a drawing that was not run, from one life of the page to the next", () => {
    const start = () =>
      act(() => {
        const subject = (state: timeline.TimelinesView) => state.page?.lab.id;
        stop = startPage({ kind: "timeline", initial: timeline.initial, reduce: timeline.reduce, subject, View: TimelineView, draft });
      });
    start();
    receive({ type: "state", state: timelineFresh });
    frame();
    const press = new KeyboardEvent("keydown", { key: " ", bubbles: true });
    act(() => void root()?.querySelector("[data-lane='1'][data-slot='2']")?.dispatchEvent(press));
    expect(memory).toMatchObject({ page: "timeline", subject: "1.7" });
    act(() => stop());
    start();
    receive({ type: "state", state: timelineFresh });
    frame();
    expect(root()?.querySelector("[data-lane='1'][data-slot='2']")?.getAttribute("aria-label")).toBe("orders, slot 3: runs");
  });

  test("the folds the reader closed and the place, when it shows the same lab again", () => {
    memory = { page: "lab", subject: "1.1", scroll: 240, folds: { "section-Further reading": false } };
    const scrollTo = vi.spyOn(window, "scrollTo");
    open();
    receive({ type: "state", state: lab });
    frame();
    const folds = [...(root()?.querySelectorAll("details") ?? [])].map((fold) => [
      fold.querySelector("summary")?.textContent?.trim(),
      fold.open,
    ]);
    expect(folds).toContainEqual(["Further reading", false]);
    expect(folds).toContainEqual(["What waits, and what works", true]);
    expect(scrollTo).toHaveBeenCalledWith(0, 240);
  });

  test("nothing of another lab", () => {
    memory = { page: "lab", subject: "2.1", scroll: 240, folds: { "section-Further reading": false } };
    open();
    receive({ type: "state", state: lab });
    frame();
    expect(root()?.querySelector("#further-reading")?.closest("details")?.open).toBe(true);
  });

  test.each([
    ["rubbish", 5],
    ["an older shape", { page: "lab" }],
  ])("%s in its memory is as good as none", (_, stored) => {
    memory = stored;
    expect(openBridge().recall()).toBeUndefined();
  });
});

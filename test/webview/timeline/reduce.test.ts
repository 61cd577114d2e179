import { describe, expect, test } from "vitest";
import { draft } from "../../../src/webview/timeline/draft";
import {
  drawingOf,
  finished,
  initial,
  nextState,
  nextToDraw,
  reduce,
  shownTimeline,
  type TimelinesAction,
  type TimelinesView,
} from "../../../src/webview/timeline/reduce";
import { lab } from "../samples/lab";
import { lanesOf, timelineFresh, timelineRun } from "../samples/timeline";

const open = (page = timelineFresh) => reduce(initial, { type: "state", state: page });
const acted = (state: TimelinesView, ...actions: TimelinesAction[]) => actions.reduce<TimelinesView>(reduce, state);
const shown = (state: TimelinesView) => {
  const timeline = shownTimeline(state);
  if (!timeline) throw new Error("no timeline is shown");
  return timeline;
};
const paint = (lane: number, slot: number) => ({ type: "paint", lane, slot, state: "running" }) as const;

describe("the timeline page", () => {
  test("opens at the first program that is not run yet, and stays there while states come", () => {
    expect(shown(open()).id).toBe("two-waits");
    const [first, second, third] = timelineRun.timelines;
    if (!first || !second || !third) throw new Error("the sample is too short");
    const { drawn: _, ...fresh } = second;
    const state = open({ ...timelineRun, timelines: [first, fresh, third] });
    expect(shown(state).id).toBe("two-computations");
    expect(shown(reduce(state, { type: "state", state: timelineRun })).id).toBe("two-computations");
  });
  test("paints one cell of one lane, and starts from nobody there", () => {
    const state = acted(open(), paint(1, 2));
    expect(drawingOf(state, shown(state))).toEqual(lanesOf("      ", "  #   ", "      "));
  });
  test("takes no paint outside of the grid", () => {
    const state = acted(open(), paint(7, 0), paint(0, 99), paint(-1, -1));
    expect(drawingOf(state, shown(state))).toEqual(lanesOf("      ", "      ", "      "));
  });
  test("a press goes round the three states", () => {
    expect(nextState("absent")).toBe("running");
    expect(nextState("running")).toBe("waiting");
    expect(nextState("waiting")).toBe("absent");
  });
  test("is not run before anything is drawn", () => {
    const state = acted(open(), { type: "run" });
    expect(finished(state, shown(state))).toBeUndefined();
  });
  test("shows a run at once, says how many cells agree, and takes no paint then", () => {
    const state = acted(open(), paint(1, 3), { type: "run" });
    expect(finished(state, shown(state))).toEqual(lanesOf("      ", "   #  ", "      "));
    // Of 18 cells 4 are blank in the recording too, and the painted one is right.
    expect(state.announcement).toBe("5 of 18 cells agree with the program.");
    expect(acted(state, paint(0, 0))).toEqual(state);
  });
  test("keeps the run when the journal's state comes back, and each program's own drawing", () => {
    const state = acted(open(), paint(1, 3), { type: "run" }, { type: "choose", id: "two-computations" }, paint(0, 0));
    const later = reduce(state, { type: "state", state: timelineFresh });
    expect(later.drafts["two-computations"]?.[0]?.[0]).toBe("running");
    expect(finished(acted(later, { type: "choose", id: "two-waits" }), timelineFresh.timelines[0] as never)).toBeDefined();
  });
  test("can be drawn again from the last drawing, and what was drawn before is shown until then", () => {
    const state = open(timelineRun);
    expect(finished(state, shown(state))).toEqual(timelineRun.timelines[0]?.drawn);
    const again = acted(state, { type: "draw-again" });
    expect(finished(again, shown(again))).toBeUndefined();
    expect(drawingOf(again, shown(again))).toEqual(timelineRun.timelines[0]?.drawn);
    expect(drawingOf(acted(again, paint(0, 5)), shown(again))[0]?.[5]).toBe("running");
  });
  test("offers the next program that is not run, going round, and none after the last", () => {
    const second = acted(open(), { type: "choose", id: "two-processes" }, paint(0, 0), { type: "run" });
    expect(nextToDraw(second)?.id).toBe("two-waits");
    expect(nextToDraw(open(timelineRun))).toBeUndefined();
  });
  test("forgets drawings when another lab is shown, and ignores the states of other pages", () => {
    const state = acted(open(), paint(0, 0));
    expect(reduce(state, { type: "state", state: lab })).toBe(state);
    const other = reduce(state, { type: "state", state: { ...timelineFresh, lab: { id: "9.9", title: "x" } } });
    expect(other.drafts).toEqual({});
  });
});

describe("a drawing that is not run yet", () => {
  const drawn = acted(open(), { type: "choose", id: "two-computations" }, paint(2, 7));

  test("comes back after the page was taken down, with the program it belongs to", () => {
    expect(draft.read(open(), draft.write(drawn))).toEqual(drawn);
  });
  test.each(["", "not JSON", "null", '{"drafts":{"two-waits":"x"}}', '{"drafts":{"two-waits":[["asleep"]]}}', '{"drafts":{}, "more": 1}'])(
    "that cannot be read (%s) is left aside",
    (text) => {
      expect(draft.read(open(), text)).toEqual(open());
    },
  );
  test("of another size or of a program that is gone is left aside, and the others come back", () => {
    const text = JSON.stringify({
      drafts: { "two-waits": lanesOf("#"), gone: lanesOf("#"), "two-computations": drawn.drafts["two-computations"] },
    });
    expect(draft.read(open(), text).drafts).toEqual(drawn.drafts);
  });
});

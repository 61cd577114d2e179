import { describe, expect, test } from "vitest";
import { type InterleavingAction, initial, reduce } from "../../../src/webview/interleaving/reduce";
import { deadlock, lost } from "../samples/interleaving";
import { lab } from "../samples/lab";

const opened = reduce(initial, { type: "state", state: lost });
const moved = (...actions: InterleavingAction[]) => actions.reduce(reduce, opened);

describe("the interleaving page's state", () => {
  test("begins at the step the host names", () => {
    expect(opened.step).toBe(lost.at);
    expect(reduce(initial, { type: "state", state: { ...lost, at: 999 } }).step).toBe(13);
  });

  test("goes forwards and backwards, from switch to switch and to the ends, and not beyond them", () => {
    const step = (...actions: InterleavingAction[]) => moved(...actions).step;
    expect(step({ type: "by", steps: 1 })).toBe(5);
    expect(step({ type: "by", steps: -1 })).toBe(3);
    expect(step({ type: "switch", by: 1 }, { type: "switch", by: 1 })).toBe(9);
    expect(step({ type: "switch", by: -1 })).toBe(3);
    expect(step({ type: "end", of: "last" }, { type: "by", steps: 1 })).toBe(13);
    expect(step({ type: "end", of: "first" }, { type: "by", steps: -1 })).toBe(0);
    expect(step({ type: "go", to: 7 })).toBe(7);
    expect(step({ type: "go", to: -7 })).toBe(0);
  });

  test("plays to the end and stops there; playing again begins where there is something to see", () => {
    let state = moved({ type: "go", to: 11 }, { type: "play" });
    expect(state.playing).toBe(true);
    state = reduce(state, { type: "tick" });
    expect([state.step, state.playing]).toEqual([12, true]);
    state = reduce(state, { type: "tick" });
    expect([state.step, state.playing]).toEqual([13, false]);
    expect(reduce(state, { type: "tick" }).step).toBe(13);
    state = reduce(state, { type: "play" });
    expect([state.step, state.playing]).toEqual([4, true]);
  });

  test("a step of the reader's own stops the play", () => {
    for (const action of [{ type: "by", steps: 1 }, { type: "go", to: 2 }, { type: "switch", by: 1 }, { type: "play" }] as const)
      expect(moved({ type: "play" }, action).playing).toBe(false);
  });

  test("the same interleaving keeps its step while the host sends states; another begins anew", () => {
    const there = moved({ type: "by", steps: 1 });
    expect(reduce(there, { type: "state", state: { ...lost, status: "passed" } })).toMatchObject({ step: 5, page: { status: "passed" } });
    expect(reduce(there, { type: "state", state: { ...lost, startedAt: "2026-03-05T10:20:30.400Z" } }).step).toBe(4);
    expect(reduce(there, { type: "state", state: deadlock })).toMatchObject({ step: 6, playing: false });
  });

  test("what is meant for other pages changes nothing, nor does a key before there is anything", () => {
    expect(reduce(opened, { type: "state", state: lab })).toBe(opened);
    expect(reduce(opened, { type: "progress" })).toBe(opened);
    expect(reduce(initial, { type: "by", steps: 1 }).step).toBe(0);
    expect(reduce(initial, { type: "play" }).playing).toBe(false);
  });

  test("an interleaving without a step is shown without one", () => {
    const empty = { ...lost, counterexample: { ...lost.counterexample, steps: [] } };
    const state = reduce(initial, { type: "state", state: empty });
    expect(reduce(reduce(state, { type: "by", steps: 1 }), { type: "play" })).toMatchObject({ step: 0, playing: false, announcement: "" });
  });

  test("says each step, and who has to wait from it on", () => {
    expect(moved({ type: "go", to: 9 }).announcement).toBe(
      "Step 10 of 14. payday 25 writes Account.balance: 40 -> 55. tour_bank.py line 12.",
    );
    expect(moved({ type: "go", to: 3 }).announcement).toBe("Step 4 of 14. payday 25 begins. main waits for payday 25 to end.");
    const stuck = reduce(reduce(initial, { type: "state", state: deadlock }), { type: "end", of: "last" });
    expect(stuck.announcement).toBe(
      "Step 20 of 20. back reads Account.lock: lock. tour_bank.py line 32. there waits for lock@32, held by back.",
    );
  });
});

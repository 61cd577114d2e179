import { describe, expect, test } from "vitest";
import { initial, reduce } from "../../../src/webview/lab/reduce";
import { benchDone } from "../samples/bench";
import { lab, labPassed, labRunning } from "../samples/lab";

const opened = reduce(initial, { type: "state", state: lab });

describe("the lab page's state", () => {
  test("a state message becomes the state, and nothing is announced on opening", () => {
    expect(opened).toEqual({ lab, announcement: "" });
  });

  test("the state of another page changes nothing", () => {
    expect(reduce(opened, { type: "state", state: benchDone })).toBe(opened);
  });

  test("progress moves without the whole state", () => {
    const running = { action: "check", done: 1, total: 12, label: "x" } as const;
    expect(reduce(opened, { type: "progress", running }).lab?.running).toEqual(running);
    expect(reduce(opened, { type: "progress" }).lab?.running).toBeUndefined();
    expect(reduce(initial, { type: "progress", running })).toBe(initial);
  });

  test("messages of other pages change nothing", () => {
    expect(reduce(opened, { type: "samples", samples: [] })).toBe(opened);
    expect(reduce(opened, { type: "stats", stats: { points: [], comparisons: [], noisy: 0 } })).toBe(opened);
    expect(reduce(opened, { type: "reveal", anchor: "1" })).toBe(opened);
  });
});

describe("what is announced", () => {
  test("the run begins, a check ends, the run ends", () => {
    const running = reduce(opened, { type: "state", state: labRunning });
    expect(running.announcement).toBe("Checks are running.");
    const oneEnded = { ...labRunning, steps: lab.steps };
    expect(reduce(running, { type: "state", state: oneEnded }).announcement).toMatch(/^Requests are in flight at the same time: failed\./);
    expect(reduce(running, { type: "state", state: labPassed }).announcement).toBe("Run ended: passed. 5 of 5 checks passed.");
    expect(reduce(running, { type: "state", state: lab }).announcement).toBe("Run ended: failed. 1 of 5 checks passed.");
  });

  test("a hint that opens is named", () => {
    const more = { ...lab, hints: { total: 4, opened: [...lab.hints.opened, "Second"] } };
    expect(reduce(opened, { type: "state", state: more }).announcement).toBe("Hint 2 of 4 is open.");
  });

  test("a state without news keeps the last announcement, so that it is not read twice", () => {
    const running = reduce(opened, { type: "state", state: labRunning });
    expect(reduce(running, { type: "state", state: { ...labRunning } }).announcement).toBe("Checks are running.");
  });
});

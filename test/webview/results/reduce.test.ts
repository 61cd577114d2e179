import { expect, test } from "vitest";
import { initial, reduce } from "../../../src/webview/results/reduce";
import { results, resultsRunning } from "../samples/lab";

test("a finished run is announced with its outcome and count", () => {
  const running = reduce(initial, { type: "state", state: resultsRunning });
  expect(reduce(running, { type: "state", state: results }).announcement).toBe("Run ended: failed. 1 of 5 checks passed.");
});

test("the results of another lab are no news of this one", () => {
  const running = reduce(initial, { type: "state", state: resultsRunning });
  const other = { ...results, lab: { id: "1.2", title: "Other" } };
  expect(reduce(running, { type: "state", state: other })).toEqual({ results: other, announcement: "" });
});

test("progress moves without the whole state, and other messages change nothing", () => {
  const state = reduce(initial, { type: "state", state: resultsRunning });
  expect(reduce(state, { type: "progress" }).results?.running).toBeUndefined();
  expect(reduce(state, { type: "samples", samples: [] })).toBe(state);
  expect(reduce(state, { type: "reveal", anchor: "1" })).toBe(state);
});

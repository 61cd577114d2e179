import fc from "fast-check";
import { expect, test } from "vitest";
import { rowsOf } from "../../../src/webview/bench/rows";
import { benchDone, benchFresh, benchRunning, statsOf } from "../samples/bench";

test("a point has a median as soon as it is measured, and an interval when the statistics are there", () => {
  const samples = [3, 1, 2].map((wall, round) => ({ variant: "yours", x: 4, round, values: { wall } }));
  expect(rowsOf({ ...benchFresh, samples }, "wall")).toEqual([
    { variant: "yours", label: "your check_all", x: 4, median: 2, runs: 3, noisy: false },
  ]);
  const [row] = rowsOf({ ...benchFresh, samples, stats: statsOf(samples) }, "wall");
  expect(row).toMatchObject({ median: 2, interval: { low: 1, high: 3 }, spread: 0.034 });
});

test("the median of an even number of runs lies between the middle two", () => {
  const samples = [4, 1, 3, 2].map((wall, round) => ({ variant: "yours", x: 4, round, values: { wall } }));
  expect(rowsOf({ ...benchFresh, samples }, "wall")[0]?.median).toBe(2.5);
});

test("rows stand in the order variants are declared, x rising, whatever order the samples came in", () => {
  const order = rowsOf(benchDone, "wall").map((row) => `${row.variant} ${row.x}`);
  fc.assert(
    fc.property(fc.shuffledSubarray(benchDone.samples, { minLength: benchDone.samples.length }), (samples) => {
      expect(rowsOf({ ...benchDone, samples }, "wall").map((row) => `${row.variant} ${row.x}`)).toEqual(order);
    }),
    { numRuns: 20 },
  );
  expect(order.slice(0, 3)).toEqual(["yours 1", "yours 2", "yours 4"]);
});

test("a metric nobody measured gives no rows", () => {
  expect(rowsOf(benchRunning, "unknown")).toEqual([]);
  expect(rowsOf(benchFresh, "wall")).toEqual([]);
});

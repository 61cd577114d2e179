import { expect, test } from "vitest";
import { chartModel } from "../../../../src/webview/bench/chart/chartModel";
import { benchDone, benchFresh, benchLarge, benchPredicted, benchRecorded } from "../../samples/bench";

test("each variant has a line of medians, a band of intervals, and a dot per run", () => {
  const model = chartModel(benchDone, "wall");
  expect(model.series.map((series) => [series.label, series.style, series.medians.length, series.band.length, series.runs.length])).toEqual(
    [
      ["your check_all", 0, 7, 7, 35],
      ["one thread per URL", 1, 7, 7, 35],
      ["one after the other", 2, 7, 7, 35],
    ],
  );
  expect(model.yLabel).toBe("time for all 64 URLs (s)");
});

test("the curve belongs to its metric alone, the predicted x to all", () => {
  expect(chartModel(benchPredicted, "wall")).toMatchObject({
    mark: 8,
    curves: [
      {
        label: "your prediction",
        points: [
          { x: 1, y: 2 },
          { x: 4, y: 1 },
          { x: 16, y: 0.5 },
          { x: 64, y: 0.25 },
        ],
      },
    ],
  });
  const other = chartModel(benchPredicted, "latency");
  expect(other.curves).toEqual([]);
  expect(other.mark).toBe(8);
});

test("a curve about one line has that line's name and style, and each line its own curve", () => {
  expect(chartModel(benchRecorded, "speedup").curves).toEqual([
    { label: "your prediction: threads", style: 0, points: [{ x: 4, y: 1 }] },
    { label: "your prediction: threads, no GIL (recorded)", style: 1, points: [{ x: 4, y: 3.5 }] },
  ]);
});

test("the points of a predicted curve are ordered by x, not by how they were typed", () => {
  const typed = { ...benchPredicted, predictions: { wall: { 64: 4, 1: 1, 16: 3, 4: 2 } } };
  expect(chartModel(typed, "wall").curves[0]?.points.map((point) => point.x)).toEqual([1, 4, 16, 64]);
});

test("the summary says each line's ends in words", () => {
  expect(chartModel(benchDone, "wall").summary).toMatch(
    /^Line chart of time for all 64 URLs over workers\. your check_all: [\d.]+ s at 1 workers, [\d.]+ s at 64 workers\. .*\.$/,
  );
  expect(chartModel(benchFresh, "wall").summary).toContain("No point is measured yet.");
});

test("ten thousand samples become a model in well under a frame's budget of frames", () => {
  expect(benchLarge.samples.length).toBeGreaterThan(10_000);
  const begin = performance.now();
  const model = chartModel(benchLarge, "wall");
  // Generous: a hang is what this would catch, not a slow machine.
  expect(performance.now() - begin).toBeLessThan(2000);
  expect(model.series.flatMap((series) => series.runs)).toHaveLength(benchLarge.samples.length);
});

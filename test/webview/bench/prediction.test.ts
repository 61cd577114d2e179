import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allPredicted, drawnPredictions, readNumber, readPrediction } from "../../../src/webview/bench/prediction";
import { benchFresh, benchPredicted } from "../samples/bench";

const { predictions } = benchFresh.bench;

describe("a typed number", () => {
  test.each([
    ["3", 3],
    [" 2.5 ", 2.5],
    ["2,5", 2.5],
    [".5", 0.5],
    ["-1", -1],
    ["1e3", 1000],
  ])("%s is read", (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  test.each(["", " ", "x", "1 2", "1.2.3", "1,000.5", "NaN", "Infinity", "1e999", "0x10", "2 s"])("%s is none", (text) => {
    expect(readNumber(text)).toBeUndefined();
  });

  test("whatever is typed gives a finite number or nothing", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const value = readNumber(text);
        expect(value === undefined || Number.isFinite(value)).toBe(true);
      }),
    );
  });
});

test("a prediction counts when every field holds a number", () => {
  const curve = predictions[1];
  if (!curve) throw new Error("the sample has no curve");
  expect(readPrediction(curve, { 1: "2", 4: "1", 16: "0,5" })).toBeUndefined();
  expect(readPrediction(curve, { 1: "2", 4: "1", 16: "0,5", 64: "0" })).toEqual({ 1: 2, 4: 1, 16: 0.5, 64: 0 });
});

test("the benchmark may run when all predictions are set, zero included", () => {
  expect(allPredicted(predictions, {})).toBe(false);
  expect(allPredicted(predictions, { knee: { x: 0 } })).toBe(false);
  expect(allPredicted(predictions, benchPredicted.predictions)).toBe(true);
});

test("what is typed is drawn over what is set, and what is no number yet is left out", () => {
  expect(drawnPredictions(predictions, { knee: { x: 8 } }, { knee: { x: "16" }, wall: { 1: "2", 4: "one" } })).toEqual({
    knee: { x: 16 },
    wall: { 1: 2 },
  });
});

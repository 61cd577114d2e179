import fc from "fast-check";
import { expect, test } from "vitest";
import { apart, roundTicks } from "../../../../src/webview/bench/export/ticks";

test("ticks are round, begin at 0 and reach the top", () => {
  expect(roundTicks(2.3)).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
  expect(roundTicks(97)).toEqual([0, 20, 40, 60, 80, 100]);
  expect(roundTicks(0)).toEqual([0, 1]);
  expect(roundTicks(Number.NaN)).toEqual([0, 1]);
});

test("for any top they rise evenly from 0, reach it, and are few", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, noDefaultInfinity: true, noNaN: true }), (top) => {
      const ticks = roundTicks(top);
      expect(ticks[0]).toBe(0);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(top * (1 - 1e-9));
      expect(ticks.length).toBeLessThanOrEqual(8);
      expect(ticks.every((tick, index) => index === 0 || tick > (ticks[index - 1] ?? 0))).toBe(true);
    }),
  );
});

test("figures along an axis do not touch; first and last stay", () => {
  const places = [0, 10, 20, 30, 40].map((at) => ({ at, width: 12 }));
  expect(apart(places).map(({ at }) => at)).toEqual([0, 20, 40]);
  expect(apart(places.slice(0, 4)).map(({ at }) => at)).toEqual([0, 30]);
  expect(
    apart([
      { at: 0, width: 5 },
      { at: 1, width: 5 },
    ]).map(({ at }) => at),
  ).toEqual([0]);
  expect(apart([])).toEqual([]);
});

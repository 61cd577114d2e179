import { describe, expect, test } from "vitest";
import { mulberry32 } from "../../../src/core/random";
import type { SamplePoint } from "../../../src/core/statistics/benchSeries";
import { runChange } from "../../../src/core/statistics/runChange";

const line = (variant: string, walls: (number | undefined)[][]): SamplePoint[] =>
  walls.flatMap((row, index) =>
    row.flatMap((wall, round) => (wall === undefined ? [] : [{ variant, x: 2 ** index, round, values: { wall } }])),
  );
const change = (earlier: SamplePoint[], present: SamplePoint[], seed = 1) => runChange(earlier, present, mulberry32(seed));
const steady = [1.0, 1.02, 0.99, 1.01, 0.98];

describe("the change from an earlier run", () => {
  test("is the ratio of medians at each point and their geometric mean over the line", () => {
    const earlier = line("yours", [steady.map((one) => 4 * one), steady.map((one) => 9 * one)]);
    const present = line("yours", [steady, steady]);
    const { lines, points } = change(earlier, present);
    expect(points.map(({ x, ratio }) => [x, Number(ratio.toFixed(3))])).toEqual([
      [1, 4],
      [2, 9],
    ]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ variant: "yours", metric: "wall", points: 2, verdict: "smaller" });
    expect(lines[0]?.ratio).toBeCloseTo(6, 6);
    for (const one of [...lines, ...points]) {
      expect(one.low).toBeLessThanOrEqual(one.ratio);
      expect(one.high).toBeGreaterThanOrEqual(one.ratio);
    }
  });

  test("is larger the other way round, and its ratio the reciprocal", () => {
    const [slow, fast] = [line("yours", [steady.map((one) => 2 * one)]), line("yours", [steady])];
    expect(change(fast, slow).lines[0]).toMatchObject({ verdict: "larger" });
    expect(change(fast, slow).lines[0]?.ratio).toBeCloseTo(0.5, 6);
  });

  test("is not decided where the interval holds 1, nor with fewer than three runs of a point", () => {
    const noisy = line("yours", [[1, 1.4, 0.8, 1.2, 0.9]]);
    expect(change(noisy, line("yours", [[1.1, 0.9, 1.3, 0.85, 1.05]])).lines[0]?.verdict).toBe("undecided");
    const two = line("yours", [steady.map((one) => 2 * one), [2, 2]]);
    expect(change(two, line("yours", [steady, [1, 1]])).lines[0]?.verdict).toBe("undecided");
  });

  test("covers only what both runs measured, each line for itself", () => {
    const earlier = [...line("yours", [steady, steady]), ...line("gone", [steady])];
    const present = [...line("yours", [steady]), ...line("new", [steady])];
    const { lines, points } = change(earlier, present);
    expect(lines.map(({ variant, points }) => [variant, points])).toEqual([["yours", 1]]);
    expect(points).toHaveLength(1);
    expect(change([], present)).toEqual({ lines: [], points: [] });
  });

  test("leaves out points that have no ratio: 0, negative, not a number, out of range", () => {
    const spoiled = [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 5e-324].map((bad) => line("yours", [steady, [bad, bad, bad]]));
    for (const earlier of spoiled) {
      const { lines, points } = change(earlier, line("yours", [steady, steady.map((one) => one * 1e300)]));
      expect(points.map(({ x }) => x)).toEqual([1]);
      expect(Object.values(lines[0] ?? {}).filter((value) => typeof value === "number" && !Number.isFinite(value))).toEqual([]);
    }
  });

  test("resamples whole rounds: what slows a round slows all its points, so the interval of the line does not shrink with their number", () => {
    const rounds = [1, 1.3, 0.8, 1.1, 0.9, 1.25];
    const width = (points: number) => {
      const earlier = line(
        "yours",
        Array.from({ length: points }, () => rounds),
      );
      const [one] = change(
        earlier,
        line(
          "yours",
          Array.from({ length: points }, () => rounds.toReversed()),
        ),
      ).lines;
      return Math.log((one?.high ?? Number.NaN) / (one?.low ?? Number.NaN));
    };
    expect(width(9) / width(1)).toBeGreaterThan(0.9);
  });

  test("gives the same figures for the same samples, and pairs rounds of different number", () => {
    const earlier = line("yours", [steady, [1, undefined, 1.2, 0.9, undefined]]);
    const present = line("yours", [steady, [1.1, 1, 0.95, 1.3]]);
    expect(change(earlier, present)).toEqual(change(earlier, present));
    expect(change(earlier, present).lines[0]?.points).toBe(2);
  });
});

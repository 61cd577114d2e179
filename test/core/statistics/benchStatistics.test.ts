import { describe, expect, test } from "vitest";
import type { Comparison } from "../../../src/contract/lab";
import { mulberry32, type Random } from "../../../src/core/random";
import { benchStatistics } from "../../../src/core/statistics/benchStatistics";
import { median } from "../../../src/core/statistics/bootstrap";

const comparison: Comparison = {
  id: "c",
  label: "With threads, it is",
  metric: "wall",
  base: { variant: "serial", x: 1 },
  other: { variant: "threads", x: 1 },
};
const samples = (variant: string, values: number[], from = 0) =>
  values.map((wall, index) => ({ variant, x: 1, round: from + index, values: { wall } }));
const stats = (list: ReturnType<typeof samples>, seed = 1) => benchStatistics(list, [comparison], mulberry32(seed));

/** Standard normal numbers (Box and Muller). */
const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

test("the median of odd, even, single and no values", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([7])).toBe(7);
  expect(median([])).toBeNaN();
  expect(median([10, 9, 2])).toBe(9);
});

test("a point has its median, its interval inside the data, and its robust spread", () => {
  const [point] = stats(samples("serial", [1, 2, 3, 4, 100])).points;
  expect(point).toMatchObject({ variant: "serial", x: 1, metric: "wall", runs: 5, median: 3, noisy: true });
  expect(point?.spread).toBeCloseTo(1 / 3);
  expect(point?.low).toBeGreaterThanOrEqual(1);
  expect(point?.high).toBeLessThanOrEqual(100);
  expect(point?.low).toBeLessThanOrEqual(3);
  expect(point?.high).toBeGreaterThanOrEqual(3);
});

test("one run has no interval, equal runs have a narrow one, and neither is noisy", () => {
  expect(stats(samples("serial", [5])).points[0]).toMatchObject({ median: 5, low: 5, high: 5, spread: 0, noisy: false });
  expect(stats(samples("serial", [5, 5, 5, 5])).points[0]).toMatchObject({ low: 5, high: 5, spread: 0, noisy: false });
});

test("noise is a spread above 10 per cent of the median, and noisy points are counted", () => {
  expect(stats(samples("serial", [90, 100, 110])).points[0]).toMatchObject({ spread: 0.1, noisy: false });
  const noisy = stats([...samples("serial", [89, 100, 111]), ...samples("threads", [100, 100, 100])]);
  expect(noisy.noisy).toBe(1);
});

test("the same samples give the same figures", () => {
  const list = [...samples("serial", [3, 4, 5, 3.3]), ...samples("threads", [1, 1.2, 0.9, 1.1])];
  expect(stats(list, 9)).toEqual(stats(list, 9));
});

describe("a comparison", () => {
  const verdict = (base: number[], other: number[]) => stats([...samples("serial", base), ...samples("threads", other)]).comparisons[0];

  test("says smaller when the other is surely smaller, and larger when surely larger", () => {
    expect(verdict([10, 10.2, 9.9, 10.1, 10], [1, 1.1, 0.9, 1, 1])).toMatchObject({ verdict: "smaller", ratio: 10 });
    expect(verdict([1, 1.1, 0.9, 1, 1], [10, 10.2, 9.9, 10.1, 10])).toMatchObject({ verdict: "larger", ratio: 0.1 });
  });
  test("is not decided when the interval includes 1", () => {
    const found = verdict([10, 12, 9, 11, 10], [11, 9, 10.5, 10, 12]);
    expect(found?.verdict).toBe("undecided");
    expect(found?.low).toBeLessThanOrEqual(1);
    expect(found?.high).toBeGreaterThanOrEqual(1);
  });
  test("is not decided with fewer than three runs, however clear they look", () => {
    expect(verdict([10, 10], [1, 1])?.verdict).toBe("undecided");
    expect(verdict([10, 10, 10, 10], [1, 1])?.verdict).toBe("undecided");
    expect(verdict([10, 10, 10], [1, 1, 1])?.verdict).toBe("smaller");
  });
  test("is not decided when a point is missing", () => {
    expect(verdict([], [1, 1, 1])).toEqual({ id: "c", ratio: 1, low: 1, high: 1, verdict: "undecided" });
    expect(stats([]).comparisons[0]?.verdict).toBe("undecided");
  });
  test("is not decided when a figure is 0 and cannot be divided by", () => {
    expect(verdict([0, 0, 0], [0, 0, 0])).toMatchObject({ ratio: 1, verdict: "undecided" });
    expect(verdict([1, 1, 1], [0, 0, 0])?.verdict).toBe("undecided");
    expect(verdict([0, 0, 0], [1, 1, 1])).toMatchObject({ ratio: 0, verdict: "larger" });
  });
  test("pairs rounds, so that a machine that slows down for both decides what unpaired rounds cannot", () => {
    const drift = [1, 1.6, 2.4, 3.5, 5, 7, 9];
    const base = samples(
      "serial",
      drift.map((factor) => 1.5 * factor),
    );
    const paired = benchStatistics([...base, ...samples("threads", drift)], [comparison], mulberry32(1)).comparisons[0];
    const unpaired = benchStatistics([...base, ...samples("threads", drift, 100)], [comparison], mulberry32(1)).comparisons[0];
    expect(paired).toMatchObject({ verdict: "smaller" });
    expect(paired?.ratio).toBeCloseTo(1.5);
    expect(unpaired?.verdict).toBe("undecided");
  });
});

test("values that are no numbers are left out, and a repeated round counts with its last value", () => {
  const list = [
    ...samples("serial", [1, Number.NaN, Number.POSITIVE_INFINITY, 2]),
    { variant: "serial", x: 1, round: 0, values: { wall: 3 } },
  ];
  expect(stats(list).points[0]).toMatchObject({ runs: 2, median: 2.5 });
});

test("the 95 % interval covers the true median in 90 to 99 per cent of 300 seeded trials", () => {
  for (const [name, draw, truth] of [
    ["normal", (random: Random) => 10 + normal(random), 10],
    ["log-normal", (random: Random) => Math.exp(normal(random)), 1],
  ] as const) {
    let covered = 0;
    for (let seed = 0; seed < 300; seed += 1) {
      const random = mulberry32(seed);
      const [point] = stats(
        samples(
          "serial",
          Array.from({ length: 15 }, () => draw(random)),
        ),
        seed + 1000,
      ).points;
      if (point && point.low <= truth && truth <= point.high) covered += 1;
    }
    expect(covered / 300, name).toBeGreaterThanOrEqual(0.9);
    expect(covered / 300, name).toBeLessThanOrEqual(0.99);
  }
});

test("two equal programs are seldom told apart: at most 10 per cent of 300 seeded trials", () => {
  let wrong = 0;
  for (let seed = 0; seed < 300; seed += 1) {
    const random = mulberry32(seed);
    const draw = () => Array.from({ length: 9 }, () => Math.exp(0.2 * normal(random)));
    if (stats([...samples("serial", draw()), ...samples("threads", draw())], seed).comparisons[0]?.verdict !== "undecided") wrong += 1;
  }
  expect(wrong / 300).toBeLessThanOrEqual(0.1);
});

import { expect, test } from "vitest";
import type { ComparisonStats } from "../../../src/contract/statistics";
import { verdictOf, verdictsOf } from "../../../src/webview/bench/verdict";
import { benchDone } from "../samples/bench";

const metrics = [
  { id: "wall", label: "time", unit: "s" },
  { id: "memory", label: "memory", unit: "MB" },
];
const compare = (metric: string, stats: Omit<ComparisonStats, "id">) =>
  verdictOf(
    { id: "c", label: "With 32 workers, check_all is", metric, base: { variant: "a", x: 1 }, other: { variant: "a", x: 32 } },
    { id: "c", ...stats },
    { metrics },
  );

test("a smaller time is faster, with its interval", () => {
  expect(compare("wall", { ratio: 9.12, low: 8.71, high: 9.58, verdict: "smaller" })).toEqual({
    id: "c",
    decided: true,
    sentence: "With 32 workers, check_all is 9.1x faster (8.7 to 9.6).",
  });
});

test("a larger time is slower: the ratio and its interval are turned round", () => {
  expect(compare("wall", { ratio: 0.5, low: 0.4, high: 0.625, verdict: "larger" }).sentence).toBe(
    "With 32 workers, check_all is 2.0x slower (1.60 to 2.5).",
  );
});

test("memory is more or less, never faster", () => {
  expect(compare("memory", { ratio: 0.3125, low: 0.3, high: 0.33, verdict: "larger" }).sentence).toContain("3.2x more (3.0 to 3.3)");
  expect(compare("memory", { ratio: 4, low: 3, high: 5, verdict: "smaller" }).sentence).toContain("4.0x less (3.0 to 5.0)");
});

test("an interval that includes 1 is not decided, and its ends are said", () => {
  expect(compare("wall", { ratio: 1.02, low: 0.94, high: 1.08, verdict: "undecided" })).toEqual({
    id: "c",
    decided: false,
    sentence: "With 32 workers, check_all is between 1.06x slower and 1.08x faster: not decided.",
  });
});

test("too few runs are not decided, even where the interval leaves out 1", () => {
  expect(compare("wall", { ratio: 2, low: 1.5, high: 2.5, verdict: "undecided" }).sentence).toContain("not decided, too few runs");
});

test("a comparison without statistics yet has no verdict", () => {
  expect(verdictsOf(benchDone.bench, [])).toEqual([]);
  expect(verdictsOf(benchDone.bench, benchDone.stats?.comparisons ?? []).map((verdict) => verdict.id)).toEqual([
    "sixteen",
    "past-the-knee",
    "memory",
  ]);
});

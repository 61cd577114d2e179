import { describe, expect, it } from "vitest";
import { chart, labels, limits } from "../../scripts/bench/chart.mjs";
import { cell, figures, within } from "../../scripts/bench/figures.mjs";
import { page } from "../../scripts/bench/page.mjs";
import { search } from "../../scripts/bench/plan.mjs";

const found = (executions: number) => ({ found: true, executions, seconds: 0.1, form: "assertion" });
const none = { found: false, executions: 1000, seconds: 0.1, form: null };
const undecided = { found: false, executions: 1, seconds: 5, form: "not decided" };

describe("figures of a bench", () => {
  it("take the middle of the runs, one that found nothing counting as later than all", () => {
    expect(figures([found(9), found(4), found(5)])).toMatchObject({ runs: 3, found: 3, median: 5, worst: 9 });
    expect(figures([found(9), none, found(4)])).toMatchObject({ found: 2, median: 9, worst: Number.POSITIVE_INFINITY });
    expect(figures([none, none, found(4)]).median).toBe(Number.POSITIVE_INFINITY);
  });

  it("count runs without a verdict, and those given up, as not decided", () => {
    expect(figures([undecided, undefined, found(3)]).undecided).toBe(2);
  });

  it("are said in one cell", () => {
    const cells = [[], [none], [undecided, undefined], [found(4)], [found(4), found(9), found(5)], [found(4), found(5), none]];
    expect(cells.map((runs) => cell(figures(runs), 1000))).toEqual(["–", "none", "not decided", "4", "5 (9)", "5 (>1,000, 2 of 3)"]);
  });

  it("count the programs found within each limit", () => {
    expect(within([figures([found(1)]), figures([found(30)]), figures([none])], [1, 10, 30, 1000])).toEqual([1, 1, 2, 2]);
  });
});

describe("a search over seeds", () => {
  const runs = async (answers: ((seed: number) => unknown) | undefined, seeded: boolean) => {
    const asked: number[] = [];
    await search(
      async (seed: number) => {
        asked.push(seed);
        return answers?.(seed);
      },
      { seeded },
      5,
    );
    return asked;
  };

  it("asks for each seed, and once where seeds change nothing", async () => {
    expect(await runs(found, true)).toEqual([1, 2, 3, 4, 5]);
    expect(await runs(found, false)).toEqual([1]);
  });

  it("gives a program up after three seeds that found nothing, and not when one of them did", async () => {
    expect(await runs(undefined, true)).toEqual([1, 2, 3]);
    expect(await runs((seed) => (seed === 2 ? found(1) : none), true)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe("the chart of a bench", () => {
  it("draws one line and one name for each series, and never places one name on another", () => {
    const svg = chart(
      ["one", "two", "a < b"].map((name) => ({ name, counts: limits.map(() => 53) })),
      53,
    );
    expect(svg.match(/class="line/g)).toHaveLength(3);
    expect(svg).toContain("a &lt; b");
    const places = labels([100, 100, 103, 300]);
    const sorted = [...places].sort((a, b) => a - b);
    const gaps = sorted.slice(1).map((place, at) => place - (sorted[at] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(16);
  });
});

describe("the page of a bench", () => {
  const run = {
    date: "2026-01-02",
    commit: "commit abc",
    machine: "linux x64, 2 cores",
    load: ["0.1", "0.2"],
    pythons: [{ name: "3.11", version: "3.11.7" }],
    frontrun: "0.7.0",
    budget: { seeds: 3, executions: 1000, seconds: 10 },
    rivals: {},
    rates: [
      { python: "3.11", technique: "labkit random", program: "programs/lost_update.py", perSecond: 12_500, perCpuSecond: 13_000 },
      { python: "3.11", technique: "frontrun dpor", program: "programs/lost_update.py", perSecond: 250, perCpuSecond: 250 },
    ],
    finds: [
      { python: "3.11", technique: "labkit auto", suite: "SCTBench", program: "sct/account.py", runs: [found(4), found(6), found(5)] },
      { python: "3.11", technique: "stress", suite: "SCTBench", program: "sct/account.py", runs: [none, none, none] },
    ],
  };

  it("says what was found beside what was not, and compares rates with the bar and with frontrun", () => {
    const text = page(run, "## Left out\n");
    expect(text).toContain("| account | 5 (6) | none |");
    expect(text).toContain("| lost update, random search | 12,000 | 12,500 | met | 50 × frontrun dpor |");
    expect(text).toContain("| labkit auto | 0 | 0 | 1 | 1 | 1 | 1 | 1 |");
    expect(text).toContain("| stress | 0 | 0 | 0 | 0 | 0 | 0 | 0 |");
    expect(text.endsWith("## Left out\n")).toBe(true);
  });

  it("leaves a dash where nothing was measured", () => {
    expect(page(run, "x")).toContain("| lost update, DPOR over whole searches | 6,000 | – | – | – |");
  });
});

import { describe, expect, it } from "vitest";
import { chart, labels, limits } from "../../scripts/bench/chart.mjs";
import { cell, figures, within } from "../../scripts/bench/figures.mjs";
import { page } from "../../scripts/bench/page.mjs";
import { search } from "../../scripts/bench/plan.mjs";
import { bundleParts, middle, productPage, row } from "../../scripts/bench/productPage.mjs";

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

describe("the product's figures", () => {
  it("are the middle of several, with the extremes beside", () => {
    expect(middle([5, 1, 9])).toBe(5);
    expect(row({ what: "start", unit: "ms", values: [40, 20, 31], goal: 30 })).toEqual([
      "start",
      "31 ms (20 to 40, 3 times)",
      "",
      "at most 30 ms",
      "missed",
      "",
    ]);
    expect(row({ what: "size", unit: "KB", values: [174] })).toEqual(["size", "174 KB", "", "", "", ""]);
  });

  it("hold a goal against processor time where it is there, and blocks by the longest", () => {
    expect(row({ what: "start", unit: "ms", values: [90], cpu: [25], goal: 30 })[4]).toBe("met");
    expect(row({ what: "events", unit: "a second", values: [90_000], cpu: [210_000], goal: 200_000, atLeast: true }).slice(1, 5)).toEqual([
      "90,000 a second",
      "210,000 a second",
      "at least 200,000 a second",
      "met",
    ]);
    expect(row({ what: "block", unit: "ms", values: [9, 70, 8], worst: true, goal: 50 }).slice(1, 5)).toEqual([
      "70 ms (8 to 70, 3 times)",
      "",
      "at most 50 ms",
      "missed",
    ]);
  });

  it("say of which parts the bundle is, by package and folder", () => {
    const inputs = {
      "src/core/a.ts": 5,
      "src/core/b/c.ts": 7,
      "node_modules/valibot/x.js": 11,
      "node_modules/@scope/name/y.js": 2,
      "<stdin>": 1,
    };
    expect(
      bundleParts({ inputs: Object.fromEntries(Object.entries(inputs).map(([file, bytesInOutput]) => [file, { bytesInOutput }])) }),
    ).toEqual({
      "src/core": 12,
      valibot: 11,
      "@scope/name": 2,
      other: 1,
    });
  });

  it("stand on one page with the machine, and the time of npm test only when it was handed in", () => {
    const timing = { took: 10, blocked: 2, cpu: 9, blockedCpu: 1 };
    const printed = (lines: number) => ({
      lines,
      outcome: "passed",
      seconds: 1,
      kept: 256_000,
      dropped: 9e6,
      heapGrowth: 0.4,
      heapPeak: 1,
      kitPeak: 90,
    });
    const run = {
      date: "2026-11-29",
      commit: "commit abc",
      machine: "linux x64, a processor, 2 cores",
      load: ["0.1", "0.2"],
      node: "24.0.0",
      vscode: "1.139.1 (web edition)",
      python: "3.11.2",
      start: [{ load: 20, activate: 5, cpu: 24 }],
      bundle: 174_000,
      parts: { valibot: 1000 },
      vsix: 4_000_000,
      checks: [
        { first: 400, end: 3000 },
        { first: 250, end: 1900 },
      ],
      items: [{ ...timing, built: 10_000 }],
      events: { lines: 1000, rounds: [timing] },
      output: [printed(10_000), printed(1_000_000)],
      statistics: { samples: 1200, first: timing, own: [timing], pool: [timing] },
      journal: { whole: [timing, timing], again: [timing], files: 11 },
    };
    const page = productPage(run);
    expect(page).toContain("linux x64, a processor, 2 cores. Load of the machine (one minute): 0.1 before, 0.2");
    expect(page).toContain("| start: load the bundle and activate | 25 ms | 24 ms | at most 30 ms | met |");
    expect(page).toContain("| Run Checks, lab 1.1: to the first event | 250 ms |  | at most 300 ms | met | cold: 400 ms |");
    expect(page).not.toMatch(/npm test \||NaN|undefined/);
    expect(productPage({ ...run, testSeconds: 780 })).toContain("| npm test | 780 s |");
  });
});

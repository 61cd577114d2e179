import { describe, expect, test } from "vitest";
import type { BenchPageState } from "../../../src/contract/pages";
import { changesOf, differences } from "../../../src/webview/bench/change";
import { moment } from "../../../src/webview/page/quantity";
import { benchCompared, benchRecorded } from "../samples/bench";

type Machine = NonNullable<BenchPageState["machine"]>;
const machine: Machine = { python: "3.13.0", implementation: "CPython", gil: true, system: "Linux", cores: 8 };
const when = moment("2026-11-14T09:02:00Z");
const on = (then: Machine | undefined, metric = "wall") =>
  changesOf({ ...benchCompared, earlier: benchCompared.earlier && { ...benchCompared.earlier, machine: then } }, metric).map(
    ({ sentence }) => sentence,
  );

describe("what changed since the earlier run", () => {
  test("is a sentence a line: faster, not decided, or nothing to compare", () => {
    expect(on(machine)).toEqual([
      `your check_all: 1.33x faster (1.24 to 1.41) than on ${when}.`,
      "one thread per URL: not compared, the two runs share no point with a value above 0.",
      `one after the other: not decided, between 1.04x slower and 1.09x faster than on ${when}.`,
    ]);
    expect(changesOf(benchCompared, "wall").map(({ decided }) => decided)).toEqual([true, false, false]);
  });

  test("names what a line stood for then, where that was another thing", () => {
    const { earlier } = benchCompared;
    const labels = { ...earlier?.labels, yours: "the solution pool-map" };
    expect(changesOf({ ...benchCompared, machine, earlier: earlier && { ...earlier, machine, labels } }, "wall")[0]?.sentence).toBe(
      `your check_all: 1.33x faster (1.24 to 1.41) than the solution pool-map on ${when}.`,
    );
  });

  test("speaks of more and less where the metric is no time", () => {
    expect(on(machine, "memory")[0]).toBe(`your check_all: 1.25x more (1.22 to 1.28) than on ${when}.`);
  });

  test("an interval on one side of 1 that is still not decided is called too few runs", () => {
    const earlier = benchCompared.earlier;
    const line = { variant: "yours", metric: "wall", points: 1, ratio: 2, low: 2, high: 2, verdict: "undecided" } as const;
    const state = { ...benchCompared, machine, earlier: earlier && { ...earlier, machine, change: { lines: [line], points: [] } } };
    expect(changesOf(state, "wall")[0]?.sentence).toBe("your check_all: not decided, a point has too few runs.");
  });

  test("names the other Python or machine in the sentence itself", () => {
    expect(on({ ...machine, python: "3.11.2" })[0]).toContain(`than on ${when}, with another Python.`);
    expect(on({ ...machine, gil: false })[0]).toContain("with another Python");
    expect(on({ ...machine, cores: 2 })[0]).toContain("on another machine.");
    expect(on({ ...machine, system: "Windows", implementation: "PyPy" })[0]).toContain("on another machine, with another Python.");
    expect(on({ ...machine, system: "Linux 6.1" })[0]).toContain("on another version of the system.");
    expect(on(undefined)[0]).toContain("under conditions that are not recorded.");
  });

  test("says nothing while it is not calculated, nor of a line recorded elsewhere", () => {
    const { earlier } = benchCompared;
    expect(changesOf({ ...benchCompared, earlier: earlier && { ...earlier, change: undefined } }, "wall")).toEqual([]);
    const change = {
      lines: [{ variant: "free-threaded", metric: "speedup", points: 2, ratio: 1, low: 1, high: 1, verdict: "undecided" as const }],
      points: [],
    };
    expect(changesOf({ ...benchRecorded, earlier: earlier && { ...earlier, change } }, "speedup").map(({ variant }) => variant)).toEqual([
      "threads",
    ]);
  });
});

test("differences are listed with both values, and what is not recorded is said", () => {
  expect(differences(machine, { ...machine })).toEqual({ briefly: [], words: [] });
  expect(differences({ ...machine, cores: 4, gil: false }, machine).words).toEqual([
    "Cores: 4 then, 8 now",
    "Python: CPython 3.13.0 free-threaded then, CPython 3.13.0 with the GIL now",
  ]);
  expect(differences(undefined, machine).words).toEqual(["Where the earlier run was made is not recorded."]);
  expect(differences(undefined, undefined).words).toHaveLength(2);
});

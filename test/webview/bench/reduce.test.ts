import { describe, expect, test } from "vitest";
import { initial, reduce } from "../../../src/webview/bench/reduce";
import { benchCancelled, benchDone, benchFresh, benchPredicted, benchRunning, samplesOf } from "../samples/bench";

const fresh = reduce(initial, { type: "state", state: benchFresh });
const running = reduce(initial, { type: "state", state: benchRunning });

describe("the benchmark page's state", () => {
  test("samples are added behind those that are there, and the state before is left alone", () => {
    const more = samplesOf(1).slice(0, 2);
    const after = reduce(running, { type: "samples", samples: more });
    expect(after.bench?.samples.slice(-2)).toEqual(more);
    expect(after.bench?.samples).toHaveLength(benchRunning.samples.length + 2);
    expect(running.bench?.samples).toHaveLength(benchRunning.samples.length);
  });

  test("a sample that names its line renames it", () => {
    const [first] = samplesOf(1);
    if (!first) throw new Error("no sample");
    const after = reduce(running, { type: "samples", samples: [{ ...first, label: "a solution of lab 1.1" }] });
    const labels = (page: typeof running) => page.bench?.bench.variants.map(({ label }) => label);
    expect(labels(after)).toEqual(["a solution of lab 1.1", ...(labels(running)?.slice(1) ?? [])]);
  });

  test("statistics and progress replace the earlier ones", () => {
    const stats = { points: [], comparisons: [], noisy: 0 };
    expect(reduce(running, { type: "stats", stats }).bench?.stats).toBe(stats);
    expect(reduce(running, { type: "progress" }).bench?.running).toBeUndefined();
  });

  test("before the first state nothing can be added", () => {
    expect(reduce(initial, { type: "samples", samples: samplesOf(1) })).toBe(initial);
    expect(reduce(initial, { type: "stats", stats: { points: [], comparisons: [], noisy: 0 } })).toBe(initial);
    expect(reduce(initial, { type: "progress" })).toBe(initial);
  });

  test("what is typed stays while states come in, until the run begins", () => {
    const typed = reduce(fresh, { type: "draft", prediction: "knee", key: "x", text: "8" });
    expect(reduce(typed, { type: "state", state: benchFresh }).drafts).toEqual({ knee: { x: "8" } });
    expect(reduce(typed, { type: "state", state: benchRunning }).drafts).toEqual({});
  });

  test("another lab's benchmark starts with clean fields and the first metric", () => {
    const typed = reduce(reduce(fresh, { type: "draft", prediction: "knee", key: "x", text: "8" }), {
      type: "choose-metric",
      metric: "memory",
    });
    const other = { ...benchFresh, lab: { id: "1.2", title: "Other" } };
    expect(reduce(typed, { type: "state", state: other })).toEqual({ ...initial, bench: other });
  });

  test("a set prediction can be changed before the run", () => {
    const set = reduce(fresh, { type: "state", state: benchPredicted });
    const changing = reduce(set, { type: "change-prediction" });
    expect(changing.changing).toBe(true);
    expect(reduce(changing, { type: "prediction-set" }).changing).toBe(false);
  });
});

describe("what is announced", () => {
  test("the beginning, and the end with its verdicts", () => {
    expect(reduce(reduce(initial, { type: "state", state: benchPredicted }), { type: "state", state: benchRunning }).announcement).toBe(
      "The benchmark is running.",
    );
    expect(reduce(running, { type: "state", state: benchDone }).announcement).toMatch(
      /^The benchmark has ended\. With 16 workers instead of 1.* 11\.8x faster/,
    );
  });

  test("that a cancelled run keeps its points", () => {
    expect(reduce(running, { type: "state", state: benchCancelled }).announcement).toBe("Cancelled. The points measured so far are kept.");
  });
});

import * as v from "valibot";
import { describe, expect, test } from "vitest";
import type { KeptCounterexample } from "../../src/contract/keptCounterexample";
import type { BenchDeclaration, LaneStates, Timeline } from "../../src/contract/lab";
import { InterleavingPageStateSchema, type StepView } from "../../src/contract/pages";
import { assembleCourse } from "../../src/core/course";
import {
  benchPageState,
  interleavingPageState,
  labPageState,
  modulePageState,
  resultsPageState,
  timelinePageState,
  withoutHeading,
} from "../../src/core/pageState";
import { foldFacts, noProgress } from "../../src/core/progress";
import { type RunState, settle } from "../../src/core/run";
import { aLab, courseFile, moduleSource } from "../fixtures/course";
import { done, exit, fails, hello, numbered, passes, plan, runOf, wholeRun } from "../fixtures/events";
import { factsOfWriter } from "../fixtures/facts";
import { lostDeposit } from "./interleaving/sample";

const bench: BenchDeclaration = {
  title: "Workers",
  workload: "w",
  x: { label: "workers", unit: "", values: [1, 4], log: false },
  metrics: [{ id: "wall", label: "Wall", unit: "s" }],
  variants: [{ id: "threads", label: "Threads" }],
  rounds: 2,
  warmup: 1,
  predictions: [{ id: "p", kind: "x", question: "q" }],
  comparisons: [],
  notice: "n",
};
const { course } = assembleCourse(courseFile(), [
  moduleSource([{ next: "1.2", bench, after: ["1.3", "1.2"] }, { id: "1.2", next: "1.3" }, undefined]),
]);
const lab = course.labs.get("1.1");
const second = course.labs.get("1.2");
const [module] = course.modules;
if (!lab || !second || !module) throw new Error("the fixture is empty");

describe("the lab page", () => {
  test("before anything: not run, hints closed, no solutions, and where to go next", () => {
    const state = labPageState({ course, lab, progress: noProgress() });
    expect(state).toMatchObject({
      status: "notRun",
      hints: { total: 2, opened: [] },
      solutions: { allowed: false, names: [] },
      hasBenchmark: true,
      hasReport: false,
      next: { id: "1.2", title: "Primes" },
    });
    expect(state.markdown).toBe("Text.");
    expect(state.after).toEqual([
      { id: "1.3", title: "Later", passed: false, shipped: false },
      { id: "1.2", title: "Primes", passed: false, shipped: true },
    ]);
    expect(state.running).toBeUndefined();
  });
  test("a lab that does not ship is not offered as the next", () => {
    expect(labPageState({ course, lab: second, progress: noProgress() }).next).toBeUndefined();
  });
  test("solutions open after passing or on asking, hints one by one", () => {
    const facts = factsOfWriter([
      { fact: "hint", lab: "1.1", hint: 1 },
      { fact: "passed", lab: "1.1", work: "w", checks: "c" },
    ]);
    const state = labPageState({ course, lab, progress: foldFacts(facts) });
    expect(state.solutions).toEqual({ allowed: true, names: ["threads"] });
    expect(state.hints.opened).toEqual(["Look."]);
    expect(labPageState({ course, lab, progress: noProgress(), solutionsAsked: true }).solutions.allowed).toBe(true);
  });
  test("while a run goes on, steps and progress follow it, and what it has not reached keeps its last result", () => {
    const progress = foldFacts(factsOfWriter([{ fact: "checked", check: "1.1/bound", outcome: "failed" }]));
    const run = runOf(numbered([hello, plan, passes("overlap"), { event: "check-started", check: "order" }]));
    const state = labPageState({ course, lab, progress, run });
    expect(state.steps[0]?.checks.map((check) => check.status)).toEqual(["passed", "running"]);
    expect(state.steps[0]?.status).toBe("running");
    expect(state.steps[1]?.status).toBe("failed");
    expect(state.status).toBe("running");
    expect(state.running).toEqual({ action: "check", done: 1, total: 3, label: "Results keep their order" });
  });
  test("after the run, results with their message are shown", () => {
    const run = settle(runOf([...numbered([hello, plan, passes("overlap"), fails("order"), passes("bound"), done("failed")]), exit(1)]));
    const state = labPageState({ course, lab, progress: noProgress(), run });
    expect(state.running).toBeUndefined();
    expect(state.status).toBe("failed");
    expect(state.steps[0]?.checks[1]?.result).toMatchObject({ message: "No.", misconception: { key: "1.1/m1" } });
  });
});

describe("a failing interleaving", () => {
  const kept: KeptCounterexample = {
    v: 1,
    lab: "1.1",
    check: "order",
    startedAt: "2026-11-21T10:00:00.000Z",
    message: "No.",
    counterexample: {
      check: "order",
      form: "assertion",
      found: 4,
      limit: 400,
      confirmed: 3,
      python: "3.13.0",
      steps: lostDeposit.steps,
      blocked: [],
      schedule: { version: 1 },
    },
  };
  const { check, ...counterexample } = kept.counterexample;
  const failing = [hello, plan, { event: "counterexample" as const, check, ...counterexample }, fails("order")];
  const orderOf = (state: { steps: StepView[] }) => state.steps[0]?.checks[1];

  test("can be shown from the lab page and the results page", () => {
    const run = runOf(numbered(failing));
    const found = { found: 4, limit: 400, confirmed: 3 };
    expect(orderOf(labPageState({ course, lab, progress: noProgress(), run }))).toMatchObject({ counterexample: found });
    expect(orderOf(resultsPageState(lab, run))).toMatchObject({ counterexample: found });
  });
  test("of an earlier window can be shown as long as the check fails", () => {
    const counterexamples = new Map([["order", kept]]);
    const page = (outcome: "failed" | "passed") => {
      const progress = foldFacts(factsOfWriter([{ fact: "checked", check: "1.1/order", outcome }]));
      return orderOf(labPageState({ course, lab, progress, counterexamples }))?.counterexample;
    };
    expect(page("failed")).toEqual({ found: 4, limit: 400, confirmed: 3 });
    expect(page("passed")).toBeUndefined();
  });
  test("is not that of another failure: a check that failed without one has none", () => {
    const run = runOf(numbered([hello, plan, fails("order")]));
    const state = labPageState({ course, lab, progress: noProgress(), run, counterexamples: new Map([["order", kept]]) });
    expect(orderOf(state)?.status).toBe("failed");
    expect(orderOf(state)?.counterexample).toBeUndefined();
  });
  test("while it is searched for, progress says how far the search is, until the check has its result", () => {
    const searching = [
      hello,
      plan,
      { event: "check-started" as const, check },
      { event: "schedule-progress" as const, check, schedules: 120, limit: 1000 },
    ];
    const running = labPageState({ course, lab, progress: noProgress(), run: runOf(numbered(searching)) }).running;
    expect(running).toMatchObject({ label: "Results keep their order", searched: { schedules: 120, limit: 1000 } });
    const over = labPageState({ course, lab, progress: noProgress(), run: runOf(numbered([...searching, fails("order")])) }).running;
    expect(over?.searched).toBeUndefined();
  });
  test("has a page that says how its check stands now, and carries no schedule", () => {
    const page = (run?: RunState) => interleavingPageState({ lab, kept, progress: noProgress(), run, at: 4, changed: [], scenarios: [] });
    expect(page()).toMatchObject({ check: { id: "order", title: "Results keep their order" }, status: "notRun", at: 4, message: "No." });
    expect(page(runOf(numbered(failing))).status).toBe("failed");
    expect(page(runOf(numbered([hello, plan, passes("order")]))).status).toBe("passed");
    expect(v.safeParse(InterleavingPageStateSchema, page()).issues).toBeUndefined();
    expect(page().counterexample).not.toHaveProperty("schedule");
  });
});

test("the results page shows the run alone, not what the journal remembers", () => {
  const run = settle(runOf([...numbered(wholeRun), exit()]));
  expect(resultsPageState(lab, run)).toMatchObject({ outcome: "passed", seconds: 1, lab: { id: "1.1", title: "URL checker" }, dropped: 0 });
  const part = runOf(numbered([hello, { ...plan, checks: [] }]));
  expect(resultsPageState(lab, part).steps[0]?.checks[0]?.status).toBe("notRun");
});

describe("the benchmark page", () => {
  const sample = { event: "sample" as const, variant: "threads", x: 4, round: 0, values: { wall: 2 } };
  const events = numbered([
    { ...hello, action: "bench" },
    { ...plan, checks: [], points: 6 },
    sample,
    { event: "progress", done: 2, total: 6, label: "round 1", left: 9 },
  ]);

  test("a lab without a benchmark has none", () => {
    expect(benchPageState({ lab: second, progress: noProgress() })).toBeUndefined();
  });
  test("shows predictions, samples, progress and machine while it runs", () => {
    const progress = foldFacts(factsOfWriter([{ fact: "predicted", lab: "1.1", prediction: "p", values: { x: 8 } }]));
    expect(benchPageState({ lab, progress, run: runOf(events, "1.1", "bench") })).toMatchObject({
      predictions: { p: { x: 8 } },
      samples: [{ variant: "threads", x: 4, round: 0, values: { wall: 2 } }],
      running: { action: "bench", done: 2, total: 6, left: 9 },
      machine: { cores: 2 },
      ended: undefined,
    });
  });
  test("a line that stands for something else than the lab says has the name its samples give it", () => {
    const named = numbered([
      { ...hello, action: "bench" },
      { ...plan, checks: [], points: 6 },
      { ...sample, label: "a solution" },
    ]);
    expect(benchPageState({ lab, progress: noProgress(), run: runOf(named, "1.1", "bench") })?.bench.variants).toEqual([
      { ...bench.variants[0], label: "a solution" },
      ...bench.variants.slice(1),
    ]);
    expect(benchPageState({ lab, progress: noProgress(), run: runOf(events, "1.1", "bench") })?.bench).toEqual(bench);
  });
  test("a cancelled one keeps its samples and says that it was cancelled", () => {
    const run = settle(runOf([...events, { event: "cancelled" }, exit(null, "SIGKILL")], "1.1", "bench"));
    const state = benchPageState({ lab, progress: noProgress(), run });
    expect(state).toMatchObject({ ended: { outcome: "cancelled" }, running: undefined });
    expect(state?.samples).toHaveLength(1);
  });
});

describe("the timeline page", () => {
  const timeline: Timeline = {
    id: "sleep",
    title: "A sleep",
    file: "timelines/sleep.py",
    slots: 2,
    lanes: ["main"],
    recorded: [["waiting", "absent"]],
    notice: "n",
  };
  const timelines = [timeline, { ...timeline, id: "nap", file: "timelines/nap.py" }];
  const lab = aLab({ timelines });
  const drawn = (lanes: LaneStates) => foldFacts(factsOfWriter([{ fact: "drawn", lab: "1.1", timeline: "nap", lanes }]));
  const sources = new Map([["timelines/sleep.py", "import time"]]);

  test("has every program with its text and the drawing that was run", () => {
    const state = timelinePageState(lab, drawn([["running", "absent"]]), { sources, kept: true });
    expect(state).toEqual({
      page: "timeline",
      lab: { id: "1.1", title: lab.file.title },
      timelines: [
        { ...timelines[0], source: "import time" },
        { ...timelines[1], source: "", drawn: [["running", "absent"]] },
      ],
      kept: true,
    });
    expect(labPageState({ course, lab, progress: drawn([["running", "absent"]]) }).timelines).toEqual({ total: 2, drawn: 1 });
  });
  test.each<[string, LaneStates]>([
    ["fewer seconds", [["running"]]],
    ["more lanes", [["running", "absent"], []]],
    ["no lanes", []],
  ])("leaves a drawing of %s aside: the lab has changed since", (_, lanes) => {
    expect(timelinePageState(lab, drawn(lanes), { sources, kept: true })?.timelines[1]).not.toHaveProperty("drawn");
    expect(labPageState({ course, lab, progress: drawn(lanes) }).timelines).toEqual({ total: 2, drawn: 0 });
  });
  test("is not there for a lab without timelines, and its page does not offer it", () => {
    expect(timelinePageState(aLab(), noProgress(), { sources, kept: true })).toBeUndefined();
    expect(labPageState({ course, lab: aLab(), progress: noProgress() })).not.toHaveProperty("timelines");
  });
});

test("the module page lists every lab of the course, marked whether it ships, with its status", () => {
  const progress = foldFacts(
    factsOfWriter([
      { fact: "checked", check: "1.1/order", outcome: "failed" },
      { fact: "passed", lab: "1.2", work: "w", checks: "c" },
    ]),
  );
  const state = modulePageState(module, progress);
  expect(state.labs.map(({ id, status, shipped }) => [id, status, shipped])).toEqual([
    ["1.1", "failed", true],
    ["1.2", "passed", true],
    ["1.3", "notRun", false],
  ]);
  expect(state).toMatchObject({ title: "Start", markdown: "Words.", summary: "", goals: [] });
});

test("only a first heading is taken off a page", () => {
  expect(withoutHeading("# A\n\nb\n# C\n")).toBe("b\n# C\n");
  expect(withoutHeading("\n# A")).toBe("");
  expect(withoutHeading("b\n# A\n")).toBe("b\n# A\n");
  expect(withoutHeading("#hash\n")).toBe("#hash\n");
});

import { describe, expect, test } from "vitest";
import { EVENT_VERSION, type RunEvent } from "../../src/contract/events";
import { factsOf, newRun, reduceRun, settle } from "../../src/core/run";
import { aLab } from "../fixtures/course";
import { done, exit, fails, hello, numbered, passes, plan, runOf, wholeRun } from "../fixtures/events";

const hashes = { work: "0123456789abcdef", checks: "fedcba9876543210" };
const passedFact = { fact: "passed", lab: "1.1", ...hashes };

describe("a run that ends by itself", () => {
  test("passes when every planned check passed and the process ended as it said", () => {
    const state = settle(runOf([...numbered(wholeRun), exit()]));
    expect(state.outcome).toBe("passed");
    expect(state.checks.map((check) => check.status)).toEqual(["passed", "passed", "passed"]);
    expect(factsOf(state, aLab(), hashes).at(-1)).toEqual(passedFact);
  });

  test("fails with one failed check, records the misconception, and not the pass", () => {
    const state = settle(runOf([...numbered([hello, plan, passes("overlap"), fails("order"), passes("bound"), done("failed")]), exit(1)]));
    expect(state.outcome).toBe("failed");
    expect(factsOf(state, aLab(), hashes)).toEqual([
      { fact: "checked", check: "1.1/overlap", outcome: "passed" },
      { fact: "checked", check: "1.1/order", outcome: "failed", misconception: "1.1/m1" },
      { fact: "checked", check: "1.1/bound", outcome: "passed" },
    ]);
  });

  test("keeps output, findings, notes, samples, progress and the machine", () => {
    const state = runOf(
      numbered([
        hello,
        plan,
        { event: "check-started", check: "overlap" },
        { event: "output", check: "overlap", stream: "stdout", text: "hi\n", dropped: 7 },
        { event: "finding", rule: "BP1.1", message: "m", cure: "c", place: { file: "a.py", line: 3 } },
        { event: "note", level: "warning", text: "limits are off" },
        { event: "sample", variant: "a", x: 1, round: 0, values: { wall: 2 } },
        { event: "progress", done: 1, total: 3, label: "overlap", left: 4 },
      ]),
    );
    expect(state.output.toArray()).toEqual([{ check: "overlap", stream: "stdout", text: "hi\n" }]);
    expect(state.dropped).toBe(7);
    expect(state.findings.toArray()).toEqual([{ rule: "BP1.1", message: "m", cure: "c", place: { file: "a.py", line: 3 } }]);
    expect(state.notes.toArray()).toEqual([{ level: "warning", text: "limits are off" }]);
    expect(state.samples.toArray()).toEqual([{ variant: "a", x: 1, round: 0, values: { wall: 2 } }]);
    expect(state.progress).toEqual({ done: 1, total: 3, label: "overlap", left: 4 });
    expect(state.machine?.python).toBe("3.13.0");
    expect(state.checks[0]?.status).toBe("running");
  });

  test("that checked only a part of the lab records the checks and no pass of the lab", () => {
    const part = { ...plan, checks: [{ id: "order", step: 1, title: "Results keep their order" }] };
    const state = settle(runOf([...numbered([hello, part, passes("order"), done()]), exit()]));
    expect(state.outcome).toBe("passed");
    expect(factsOf(state, aLab(), hashes)).toEqual([{ fact: "checked", check: "1.1/order", outcome: "passed" }]);
  });

  test("with a last line that claims less than its checks takes the worse", () => {
    expect(
      settle(runOf([...numbered([hello, plan, passes("overlap"), fails("order"), passes("bound"), done("passed")]), exit()])).outcome,
    ).toBe("failed");
    expect(settle(runOf([...numbered([...wholeRun.slice(0, 5), done("setup")]), exit(2)])).outcome).toBe("setup");
  });
});

describe("a run that did not end by itself is never a pass", () => {
  const beforeDone = numbered(wholeRun.slice(0, 5));

  test("an exit without the last line, though every check passed", () => {
    const state = settle(runOf([...beforeDone, exit()]));
    expect(state.outcome).toBe("inconclusive");
    expect(factsOf(state, aLab(), hashes)).not.toContainEqual(passedFact);
    expect(state.checks.every((check) => check.result?.outcome === "passed")).toBe(true);
  });

  test("a killed kit: each planned check has the reason", () => {
    const state = settle(
      runOf([...numbered([hello, plan, passes("overlap"), { event: "check-started", check: "order" }]), exit(null, "SIGKILL")]),
    );
    expect(state.checks.map((check) => check.result?.message)).toEqual([
      "Shown.",
      "The kit stopped before this check ended: killed by SIGKILL.",
      "The kit stopped before this check began: killed by SIGKILL.",
    ]);
    expect(state.checks.map((check) => check.status)).toEqual(["passed", "inconclusive", "inconclusive"]);
    expect(state.message).toBe("The kit stopped before the run ended: killed by SIGKILL.");
    expect(factsOf(state, aLab(), hashes)).toEqual([{ fact: "checked", check: "1.1/overlap", outcome: "passed" }]);
  });

  test("a cancelled one keeps what it had", () => {
    const state = settle(runOf([...numbered([hello, plan, passes("overlap")]), { event: "cancelled" }, exit(null, "SIGKILL")]));
    expect(state).toMatchObject({ outcome: "inconclusive", cancelled: true, message: "The run was cancelled before it ended." });
    expect(state.checks.map((check) => check.status)).toEqual(["passed", "inconclusive", "inconclusive"]);
  });

  test("a cancel that comes after the last line changes nothing", () => {
    expect(settle(runOf([...numbered(wholeRun), { event: "cancelled" }, exit()])).outcome).toBe("passed");
  });

  test("a process that could not be started is a set-up problem with the reason", () => {
    const state = settle(
      runOf([{ event: "exit", code: null, signal: null, started: false, error: "/no/python: it does not exist (ENOENT)" }]),
    );
    expect(state).toMatchObject({ outcome: "setup", message: "The kit could not be started: /no/python: it does not exist (ENOENT)." });
  });

  test("a kit that only complains is quoted", () => {
    const state = settle(runOf([{ event: "kit-error", text: "Traceback\nModuleNotFoundError: No module named labkit\n" }, exit(1)]));
    expect(state.outcome).toBe("inconclusive");
    expect(state.message).toContain('after saying "ModuleNotFoundError: No module named labkit"');
  });

  test("the exit code for set-up problems makes it one", () => {
    expect(settle(runOf([exit(2)])).outcome).toBe("setup");
  });

  test("a passed report with an exit code that says otherwise", () => {
    expect(settle(runOf([...numbered(wholeRun), exit(1)])).outcome).toBe("inconclusive");
    expect(settle(runOf([...numbered(wholeRun), exit(null, "SIGSEGV")])).outcome).toBe("inconclusive");
    expect(settle(runOf(numbered(wholeRun))).outcome).toBe("inconclusive");
  });

  test("a plan without checks", () => {
    expect(settle(runOf([...numbered([hello, { ...plan, checks: [] }, done()]), exit()])).outcome).toBe("inconclusive");
  });

  test("a check that the kit planned and forgot", () => {
    const state = settle(runOf([...numbered([hello, plan, passes("overlap"), passes("order"), done()]), exit()]));
    expect(state.outcome).toBe("inconclusive");
    expect(state.checks[2]?.result?.message).toBe("The kit ended without a result for this check.");
  });
});

describe("events that cannot be the kit's", () => {
  const whole = numbered(wholeRun);
  const cases: [string, RunEvent[]][] = [
    ["an injected line that repeats a number", [...whole.slice(0, 3), ...numbered([passes("order")], 2), ...whole.slice(3)]],
    ["a lost line", whole.filter((event) => event.event !== "check-finished" || event.check !== "order")],
    ["a line that is no event", [...whole.slice(0, 3), { event: "malformed", reason: "not JSON", line: "hello" }, ...whole.slice(3)]],
    ["a check reported twice", numbered([hello, plan, fails("overlap"), passes("overlap"), passes("order"), passes("bound"), done()])],
    ["a check nobody planned", numbered([...wholeRun.slice(0, 5), passes("ghost"), done()])],
    ["a second plan", numbered([hello, plan, plan, passes("overlap"), passes("order"), passes("bound"), done()])],
    [
      "a plan with a check twice",
      numbered([hello, { ...plan, checks: [...plan.checks, { id: "order", step: 1, title: "again" }] }, ...wholeRun.slice(2)]),
    ],
    ["a second introduction", numbered([hello, hello, ...wholeRun.slice(1)])],
    ["no introduction", numbered(wholeRun.slice(1))],
    ["another lab", numbered([{ ...hello, lab: "1.2" }, ...wholeRun.slice(1)])],
    ["another action", numbered([{ ...hello, action: "bench" }, ...wholeRun.slice(1)])],
    ["something after the last line", numbered([...wholeRun, passes("order")])],
    ["a second last line", numbered([hello, plan, fails("overlap"), done("failed"), passes("order"), done()])],
  ];
  test.each(cases)("%s: nothing of the run counts as passed, and a note says why", (_what, events) => {
    const state = settle(runOf([...events, exit()]));
    expect(state.outcome).not.toBe("passed");
    expect(state.checks.some((check) => check.status === "passed")).toBe(false);
    expect(state.broken).toBeTruthy();
    expect(state.notes.toArray().some((note) => note.level === "error")).toBe(true);
    expect(
      factsOf(state, aLab(), hashes).filter((fact) => fact.fact === "passed" || (fact.fact === "checked" && fact.outcome === "passed")),
    ).toEqual([]);
  });

  test("a failed check of a broken run stays failed", () => {
    const state = settle(
      runOf([...numbered([hello, plan, fails("overlap")]), { event: "malformed", reason: "not JSON", line: "x" }, exit(1)]),
    );
    expect(state.outcome).toBe("failed");
  });

  test("each single event of a run, left out, repeated or moved, is noticed", () => {
    for (let index = 0; index < whole.length; index += 1) {
      const event = whole[index];
      if (event === undefined) continue;
      const rest = whole.filter((_, other) => other !== index);
      const repeated = whole.toSpliced(index, 0, event);
      const moved = rest.toSpliced(index === 0 ? rest.length : 0, 0, event);
      for (const events of [rest, repeated, moved]) expect(settle(runOf([...events, exit()])).outcome).not.toBe("passed");
    }
  });
});

test("a kit of a newer contract is refused with what to do, and nothing it says counts", () => {
  const newer = settle(runOf([{ event: "newer", version: EVENT_VERSION + 1, supported: EVENT_VERSION }, ...numbered(wholeRun), exit()]));
  expect(newer).toMatchObject({ outcome: "setup", newer: EVENT_VERSION + 1, checks: [] });
  expect(newer.message).toContain("Update the extension");
  expect(settle(runOf([...numbered([{ ...hello, version: EVENT_VERSION + 1 }, ...wholeRun.slice(1)]), exit()]))).toMatchObject({
    outcome: "setup",
    newer: EVENT_VERSION + 1,
  });
});

test("output is kept up to a limit, and what is left out is counted", () => {
  const text = "x".repeat(600_000);
  const flood = numbered([
    hello,
    plan,
    ...Array.from({ length: 5 }, () => ({ event: "output" as const, check: null, stream: "stdout" as const, text })),
  ]);
  const state = runOf(flood);
  expect(state.outputLength).toBe(2_000_000);
  expect(state.output.toArray().reduce((sum, piece) => sum + piece.text.length, 0)).toBe(2_000_000);
  expect(state.dropped).toBe(1_000_000);
});

test("notes and standard error are kept up to a limit that is named", () => {
  const notes = runOf(
    Array.from({ length: 5000 }, (): RunEvent => ({ event: "malformed", reason: "not JSON", line: "x" })),
  ).notes.toArray();
  expect(notes).toHaveLength(1001);
  expect(notes.at(-1)?.text).toContain("left out");
  const errors = runOf(Array.from({ length: 100 }, (): RunEvent => ({ event: "kit-error", text: "e".repeat(1000) }))).notes.toArray();
  expect(errors.reduce((sum, note) => sum + note.text.length, 0)).toBe(20_000);
});

test("earlier states stay as they were, also when two continuations start from one", () => {
  const start = runOf(numbered([hello, plan]));
  const output = (text: string): RunEvent => ({ seq: 2, event: "output", check: null, stream: "stdout", text });
  const a = reduceRun(start, output("a"));
  const b = reduceRun(start, output("b"));
  expect([start, a, b].map((state) => state.output.toArray().map((piece) => piece.text))).toEqual([[], ["a"], ["b"]]);
  expect(newRun("1.1", "check", "").output.length).toBe(0);
});

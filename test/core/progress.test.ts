import { expect, test } from "vitest";
import {
  addFact,
  checkStatus,
  checksPassed,
  foldFacts,
  labProgress,
  labStatus,
  mergeStatuses,
  noProgress,
  stepStatus,
} from "../../src/core/progress";
import { aLab } from "../fixtures/course";
import { factsOfWriter } from "../fixtures/facts";

const lab = aLab();
const history = factsOfWriter([
  { fact: "opened", lab: "1.1" },
  { fact: "checked", check: "1.1/overlap", outcome: "failed", misconception: "1.1/m1" },
  { fact: "checked", check: "1.1/overlap", outcome: "passed" },
  { fact: "checked", check: "1.1/order", outcome: "passed" },
  { fact: "hint", lab: "1.1", hint: 2 },
  { fact: "hint", lab: "1.1", hint: 1 },
  { fact: "predicted", lab: "1.1", prediction: "p", values: { x: 4 } },
  { fact: "drawn", lab: "1.1", timeline: "t", lanes: [["running"]] },
  { fact: "drawn", lab: "1.1", timeline: "t", lanes: [["waiting"]] },
  { fact: "measured", lab: "1.1", samples: 12, verdicts: { a: "smaller" } },
  { fact: "snapshot", lab: "1.1", folder: "s1" },
  { fact: "solution", lab: "1.1", solution: "pool" },
  { fact: "answered", quiz: "Q1", question: "one", answer: 0, correct: true },
]);

test("a lab goes from not started over in progress to passed, and a pass is never taken back", () => {
  expect(labStatus(lab, noProgress())).toBe("notStarted");
  const started = foldFacts(history);
  expect(labStatus(lab, started)).toBe("inProgress");
  const [passed, failed] = factsOfWriter([
    { fact: "passed", lab: "1.1", work: "w", checks: "c" },
    { fact: "checked", check: "1.1/order", outcome: "failed" },
  ]);
  if (!passed || !failed) throw new Error("the fixture is empty");
  const after = addFact(addFact(started, passed), failed);
  expect(labStatus(lab, after)).toBe("passed");
  expect(checkStatus(lab, "order", after)).toBe("failed");
});

test("a step has the status of its checks taken together", () => {
  const progress = foldFacts(history);
  expect(stepStatus(lab, 1, progress)).toBe("passed");
  expect(stepStatus(lab, 2, progress)).toBe("notRun");
  expect(stepStatus(lab, 9, progress)).toBe("notRun");
  expect(checksPassed(lab, progress)).toEqual({ passed: 2, total: 3 });
});

test("the last result of a check counts, the highest hint, and everything else is kept", () => {
  const known = labProgress(foldFacts(history), "1.1");
  expect(known.checks.get("overlap")).toEqual({ outcome: "passed", misconception: undefined });
  expect(known).toMatchObject({
    opened: true,
    hints: 2,
    predictions: { p: { x: 4 } },
    drawings: { t: [["waiting"]] },
    measured: { samples: 12, verdicts: { a: "smaller" } },
    snapshots: ["s1"],
  });
  expect([...known.solutions]).toEqual(["pool"]);
});

test("adding facts one by one gives what folding them at once gives, and leaves earlier progress alone", () => {
  let progress = noProgress();
  for (const fact of history) {
    const before = structuredClone(progress);
    const next = addFact(progress, fact);
    expect(progress).toEqual(before);
    progress = next;
  }
  expect(progress).toEqual(foldFacts(history));
});

test("a lab named like a part of every object is a lab like any other", () => {
  const progress = foldFacts(
    factsOfWriter([
      { fact: "opened", lab: "__proto__" },
      { fact: "checked", check: "no-slash", outcome: "passed" },
    ]),
  );
  expect(labStatus({ id: "__proto__" }, progress)).toBe("inProgress");
  expect(labStatus({ id: "constructor" }, progress)).toBe("notStarted");
});

test("statuses merge: running, the worst result, not run; passed only when all passed", () => {
  expect(mergeStatuses(["passed", "running", "failed"])).toBe("running");
  expect(mergeStatuses(["passed", "notRun", "inconclusive"])).toBe("inconclusive");
  expect(mergeStatuses(["passed", "notRun"])).toBe("notRun");
  expect(mergeStatuses(["passed"])).toBe("passed");
  expect(mergeStatuses([])).toBe("notRun");
});

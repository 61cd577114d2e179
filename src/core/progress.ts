import type { Fact } from "../contract/journal";
import type { LaneStates } from "../contract/lab";
import type { Outcome, Status } from "../contract/outcome";
import type { Lab } from "./content/lab";

/** What the journal says about one lab. */
export interface LabProgress {
  opened: boolean;
  /** The first pass is never taken back. Hashes: of the learner's files and of the checks it was made on. */
  passed?: { at: string; work: string; checks: string };
  /** By check id: the last result. */
  checks: ReadonlyMap<string, { outcome: Outcome; misconception?: string }>;
  /** Hints opened: 0 is none, 2 means the first and the second. */
  hints: number;
  solutions: ReadonlySet<string>;
  /** By prediction id: the last values set. */
  predictions: Readonly<Record<string, Record<string, number>>>;
  /** By timeline id: as last drawn before it was run. */
  drawings: Readonly<Record<string, LaneStates>>;
  /** The last finished benchmark. */
  measured?: { at: string; samples: number; file?: string; verdicts: Record<string, string> };
  /** Snapshot folders, oldest first. */
  snapshots: readonly string[];
}

export type AnswerFact = Extract<Fact, { fact: "answered" }>;

/** The fold of all facts. Immutable. */
export interface Progress {
  labs: ReadonlyMap<string, LabProgress>;
  /** By quiz id: every answer, in order. */
  answers: ReadonlyMap<string, readonly AnswerFact[]>;
}

const untouched: LabProgress = {
  opened: false,
  checks: new Map(),
  hints: 0,
  solutions: new Set(),
  predictions: {},
  drawings: {},
  snapshots: [],
};

export function noProgress(): Progress {
  return { labs: new Map(), answers: new Map() };
}

/** Folds facts in their order. Facts of labs or checks that no longer exist are kept: the course may bring them back. */
export function foldFacts(facts: Iterable<Fact>): Progress {
  const labs = new Map<string, LabProgress>();
  const answers = new Map<string, AnswerFact[]>();
  for (const fact of facts) {
    if (fact.fact === "answered") {
      const list = answers.get(fact.quiz);
      if (list) list.push(fact);
      else answers.set(fact.quiz, [fact]);
    } else {
      const id = labOf(fact);
      labs.set(id, foldLab(labs.get(id) ?? untouched, fact));
    }
  }
  return { labs, answers };
}

export function addFact(progress: Progress, fact: Fact): Progress {
  if (fact.fact === "answered") {
    return { ...progress, answers: new Map(progress.answers).set(fact.quiz, [...(progress.answers.get(fact.quiz) ?? []), fact]) };
  }
  const id = labOf(fact);
  return { ...progress, labs: new Map(progress.labs).set(id, foldLab(progress.labs.get(id) ?? untouched, fact)) };
}

export function labProgress(progress: Progress, labId: string): LabProgress {
  return progress.labs.get(labId) ?? untouched;
}

type LabFact = Exclude<Fact, { fact: "answered" }>;

function labOf(fact: LabFact): string {
  return fact.fact === "checked" ? fact.check.slice(0, fact.check.indexOf("/")) : fact.lab;
}

function foldLab(lab: LabProgress, fact: LabFact): LabProgress {
  switch (fact.fact) {
    case "opened":
      return { ...lab, opened: true };
    case "checked": {
      const id = fact.check.slice(fact.check.indexOf("/") + 1);
      return { ...lab, opened: true, checks: new Map(lab.checks).set(id, { outcome: fact.outcome, misconception: fact.misconception }) };
    }
    case "passed":
      return { ...lab, opened: true, passed: lab.passed ?? { at: fact.at, work: fact.work, checks: fact.checks } };
    case "hint":
      return { ...lab, hints: Math.max(lab.hints, fact.hint) };
    case "solution":
      return { ...lab, solutions: new Set(lab.solutions).add(fact.solution) };
    case "predicted":
      return { ...lab, predictions: { ...lab.predictions, [fact.prediction]: fact.values } };
    case "drawn":
      return { ...lab, drawings: { ...lab.drawings, [fact.timeline]: fact.lanes } };
    case "measured":
      return { ...lab, measured: { at: fact.at, samples: fact.samples, file: fact.file, verdicts: fact.verdicts } };
    case "snapshot":
      return { ...lab, snapshots: [...lab.snapshots, fact.folder] };
    default: {
      const unknown: never = fact;
      return unknown;
    }
  }
}

export type LabStatus = "notStarted" | "inProgress" | "passed";

export function labStatus(lab: Pick<Lab, "id">, progress: Progress): LabStatus {
  const found = progress.labs.get(lab.id);
  if (found?.passed) return "passed";
  return found && (found.opened || found.checks.size > 0) ? "inProgress" : "notStarted";
}

export function checkStatus(lab: Pick<Lab, "id">, check: string, progress: Progress): Status {
  return progress.labs.get(lab.id)?.checks.get(check)?.outcome ?? "notRun";
}

/** The status of step `number` (base 1): that of its checks taken together; a step without checks follows the lab. */
export function stepStatus(lab: Lab, number: number, progress: Progress): Status {
  const checks = lab.file.checks.filter((check) => check.step === number).map((check) => checkStatus(lab, check.id, progress));
  if (checks.length === 0) return labStatus(lab, progress) === "passed" ? "passed" : "notRun";
  return mergeStatuses(checks);
}

/** One status for several: running, then the worst result, then not run; passed only when all passed. */
export function mergeStatuses(list: readonly Status[]): Status {
  const order: readonly Status[] = ["running", "failed", "setup", "inconclusive", "notRun", "passed"];
  return order.find((status) => list.includes(status)) ?? "notRun";
}

/** How many of the lab's checks passed when last run. */
export function checksPassed(lab: Lab, progress: Progress): { passed: number; total: number } {
  const total = lab.file.checks.length;
  return { passed: lab.file.checks.filter((check) => checkStatus(lab, check.id, progress) === "passed").length, total };
}

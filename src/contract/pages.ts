/** What host and webviews say to each other. Both directions are parsed: a page is outside data like any other. */
import * as v from "valibot";
import type { CheckFinished, Finding, Machine, Sample } from "./events";
import type { BenchDeclaration, LabFile } from "./lab";
import type { Outcome, Status } from "./outcome";
import type { Question } from "./quiz";
import type { BenchStats } from "./statistics";

export interface CheckView {
  id: string;
  title: string;
  proof: string[];
  status: Status;
  /** The last result, when there is one. */
  result?: Omit<CheckFinished, "seq" | "event">;
}
export interface StepView {
  number: number;
  title: string;
  goal: string;
  core: boolean;
  status: Status;
  checks: CheckView[];
}
export interface RunProgress {
  action: "check" | "bench";
  done: number;
  total: number;
  label: string;
  /** Estimated seconds to the end. */
  left?: number;
}

export interface LabPageState {
  page: "lab";
  lab: Pick<LabFile, "id" | "title" | "summary" | "minutes" | "coreMinutes" | "goals" | "files" | "python" | "packages">;
  /** Labs to do before, with their titles; `shipped: false` is shown as a link to nothing, greyed. */
  after: { id: string; title: string; passed: boolean; shipped: boolean }[];
  /** Source of README.md without its first heading. */
  markdown: string;
  status: Status;
  steps: StepView[];
  hints: { total: number; opened: string[] };
  /** Names of solutions once they may be seen: after passing, or after asking twice. */
  solutions: { allowed: boolean; names: string[] };
  hasBenchmark: boolean;
  running?: RunProgress;
  next?: { id: string; title: string };
  /** Set when nothing can run: restricted workspace, no Python, no folder. `command` repairs it. */
  blocked?: { message: string; command?: string; commandTitle?: string };
}

export interface ResultsPageState {
  page: "results";
  lab: { id: string; title: string };
  /** ISO 8601. */
  startedAt: string;
  outcome?: Outcome;
  seconds?: number;
  message?: string;
  steps: StepView[];
  /** What the learner's code printed, cut to the output limit. */
  output: { check: string | null; stream: "stdout" | "stderr"; text: string }[];
  dropped: number;
  findings: Omit<Finding, "seq" | "event">[];
  notes: { level: "info" | "warning" | "error"; text: string }[];
  machine?: Machine;
  running?: RunProgress;
}

export interface BenchPageState {
  page: "bench";
  lab: { id: string; title: string };
  bench: BenchDeclaration;
  /** By prediction id: values keyed by x (curve) or `x` (x). Absent until the learner has set them. */
  predictions: Record<string, Record<string, number>>;
  samples: Pick<Sample, "variant" | "x" | "round" | "values">[];
  stats?: BenchStats;
  machine?: Machine;
  /** ISO 8601 of the run shown. */
  startedAt?: string;
  running?: RunProgress;
  ended?: { outcome: Outcome | "cancelled"; message?: string };
  blocked?: LabPageState["blocked"];
}

export interface QuizState {
  id: string;
  title: string;
  /** The question now asked, answers in the order shown; absent when the attempt is over. */
  question?: Pick<Question, "id" | "kind" | "prompt" | "code"> & { answers: string[] };
  /** The answer just given to `question`. */
  given?: { answer: number; correct: boolean; right: number; explanation: string; belief?: string; lab?: { id: string; title: string } };
  asked: number;
  answered: number;
  correct: number;
}

export interface ModulePageState {
  page: "module";
  number: number;
  title: string;
  summary: string;
  /** Source of the module's README.md without its first heading. */
  markdown: string;
  goals: string[];
  concepts: string[];
  labs: { id: string; title: string; minutes: number; status: Status; shipped: boolean }[];
  practices: { id: string; rule: string; cure: string }[];
  /** Source of design.md without its first heading. */
  design?: string;
  quiz?: QuizState;
}

export type PageState = LabPageState | ResultsPageState | BenchPageState | ModulePageState;

/** Host to page. `samples` and `progress` are sent while a run goes on, so that a long state is not sent again. */
export type ToPage =
  | { type: "state"; state: PageState }
  | { type: "samples"; samples: BenchPageState["samples"] }
  | { type: "progress"; running: RunProgress | undefined }
  | { type: "stats"; stats: BenchStats }
  /** Ask the page to bring a part into view: a step number, `quiz`, or a heading's slug. */
  | { type: "reveal"; anchor: string };

/** Page to host: intents, never file paths or commands of the page's own choosing. */
export const FromPageSchema = v.variant("type", [
  v.strictObject({ type: v.literal("ready") }),
  v.strictObject({ type: v.literal("runChecks"), check: v.optional(v.string()) }),
  v.strictObject({ type: v.literal("runBenchmark") }),
  v.strictObject({ type: v.literal("cancel") }),
  v.strictObject({ type: v.literal("hint") }),
  v.strictObject({ type: v.literal("solution"), name: v.optional(v.string()) }),
  v.strictObject({ type: v.literal("reset") }),
  v.strictObject({ type: v.literal("openLab"), lab: v.string() }),
  v.strictObject({ type: v.literal("openModule"), module: v.number() }),
  /** A place in the lab's work folder: the host resolves and confines it. */
  v.strictObject({ type: v.literal("openPlace"), file: v.string(), line: v.optional(v.number()) }),
  /** A link of the Markdown, as written. The host decides what it may open. */
  v.strictObject({ type: v.literal("openLink"), href: v.string() }),
  v.strictObject({ type: v.literal("showResults") }),
  v.strictObject({ type: v.literal("showBenchmark") }),
  v.strictObject({ type: v.literal("predict"), prediction: v.string(), values: v.record(v.string(), v.number()) }),
  v.strictObject({ type: v.literal("exportCsv") }),
  v.strictObject({ type: v.literal("copy"), text: v.string() }),
  v.strictObject({ type: v.literal("answer"), question: v.string(), answer: v.number() }),
  v.strictObject({ type: v.literal("nextQuestion") }),
  v.strictObject({ type: v.literal("restartQuiz") }),
  v.strictObject({ type: v.literal("repair") }),
]);
export type FromPage = v.InferOutput<typeof FromPageSchema>;

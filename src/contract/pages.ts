/** What host and webviews say to each other. Both directions are parsed: a page is outside data like any other. */
import * as v from "valibot";
import { DoctorPageStateSchema } from "./doctor";
import { CheckFinishedSchema, CounterexampleSchema, FindingSchema, HelloSchema, MisconceptionSchema, SampleSchema } from "./events";
import { BenchSchema, LabSchema, LaneStatesSchema, TimelineSchema } from "./lab";
import { OutcomeSchema, StatusSchema } from "./outcome";
import { QuestionSchema } from "./quiz";
import { BenchStatsSchema, PointStatsSchema, RunChangeSchema } from "./statistics";

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A message may carry an infinity, which no journal line can. */
const finite = v.pipe(v.number(), v.finite());
const named = v.strictObject({ id: text, title: text });

export const CheckViewSchema = v.strictObject({
  id: text,
  title: text,
  proof: v.array(text),
  status: StatusSchema,
  /** The last result, when there is one. */
  result: v.optional(v.omit(CheckFinishedSchema, ["seq", "event"])),
  /** The failing interleaving that can be shown: the number of its schedule, of at most `limit`, and how often it failed again. */
  counterexample: v.optional(v.pick(CounterexampleSchema, ["found", "limit", "confirmed"])),
});
export type CheckView = v.InferOutput<typeof CheckViewSchema>;

export const StepViewSchema = v.strictObject({
  number: count,
  title: text,
  goal: text,
  core: v.boolean(),
  status: StatusSchema,
  checks: v.array(CheckViewSchema),
});
export type StepView = v.InferOutput<typeof StepViewSchema>;

export const RunProgressSchema = v.strictObject({
  action: v.picklist(["check", "bench"]),
  done: count,
  total: count,
  label: text,
  /** Estimated seconds to the end. */
  left: v.optional(v.number()),
  /** How far the running check's search is. */
  searched: v.optional(v.strictObject({ schedules: count, limit: count })),
});
export type RunProgress = v.InferOutput<typeof RunProgressSchema>;

/** Set when nothing can run: restricted workspace, no Python, no folder. `command` repairs it; `doctor`: the Doctor knows more. */
export const BlockedSchema = v.strictObject({
  message: text,
  command: v.optional(text),
  commandTitle: v.optional(text),
  doctor: v.optional(v.boolean()),
});
export type Blocked = v.InferOutput<typeof BlockedSchema>;

/** Webview address of the folder the Markdown's images are relative to, with a slash at its end. Set by the host; without it images show their text. */
const ResourcesSchema = v.string();

export const LabPageStateSchema = v.strictObject({
  page: v.literal("lab"),
  lab: v.pick(LabSchema, ["id", "title", "summary", "minutes", "coreMinutes", "goals", "files", "python", "packages", "optionalPackages"]),
  /** Labs to do before, with their titles; `shipped: false` is shown as a link to nothing, greyed. */
  after: v.array(v.strictObject({ id: text, title: text, passed: v.boolean(), shipped: v.boolean() })),
  /** Source of README.md without its first heading. */
  markdown: text,
  resources: v.optional(ResourcesSchema),
  status: StatusSchema,
  steps: v.array(StepViewSchema),
  hints: v.strictObject({ total: count, opened: v.array(text) }),
  /** Names of solutions once they may be seen: after passing, or after asking twice. */
  solutions: v.strictObject({ allowed: v.boolean(), names: v.array(text) }),
  hasBenchmark: v.boolean(),
  /** A report whose generated parts the extension fills. */
  hasReport: v.boolean(),
  /** Programs whose timeline is to be predicted, and how many of them are drawn. */
  timelines: v.optional(v.strictObject({ total: count, drawn: count })),
  running: v.optional(RunProgressSchema),
  next: v.optional(named),
  blocked: v.optional(BlockedSchema),
});
export type LabPageState = v.InferOutput<typeof LabPageStateSchema>;

export const ResultsPageStateSchema = v.strictObject({
  page: v.literal("results"),
  lab: named,
  /** ISO 8601. */
  startedAt: text,
  outcome: v.optional(OutcomeSchema),
  seconds: v.optional(v.number()),
  message: v.optional(text),
  steps: v.array(StepViewSchema),
  /** What the learner's code printed, cut to the output limit. */
  output: v.array(v.strictObject({ check: v.nullable(text), stream: v.picklist(["stdout", "stderr"]), text })),
  dropped: count,
  findings: v.array(v.omit(FindingSchema, ["seq", "event"])),
  notes: v.array(v.strictObject({ level: v.picklist(["info", "warning", "error"]), text })),
  machine: v.optional(HelloSchema.entries.machine),
  running: v.optional(RunProgressSchema),
});
export type ResultsPageState = v.InferOutput<typeof ResultsPageStateSchema>;

/** What a chart can be saved as. */
export const chartFormats = ["png", "svg"] as const;
export type ChartFormat = (typeof chartFormats)[number];
const ChartFormatSchema = v.picklist(chartFormats);
/** Characters of a drawn chart; a usual one has a twentieth. */
const chartLimit = 8_000_000;

/** A run kept from before, shown beside the present one. */
export const EarlierRunSchema = v.strictObject({
  /** ISO 8601. */
  startedAt: text,
  /** Absent when the run did not say where it was made. */
  machine: v.optional(HelloSchema.entries.machine),
  /** What its lines stood for, by variant: a solution, for example, where the learner's file was missing. */
  labels: v.record(text, text),
  points: v.array(PointStatsSchema),
  /** Against the present run; absent until that has ended and is calculated. */
  change: v.optional(RunChangeSchema),
});
export type EarlierRun = v.InferOutput<typeof EarlierRunSchema>;

const PageSamplesSchema = v.array(v.pick(SampleSchema, ["variant", "x", "round", "values", "label"]));

export const BenchPageStateSchema = v.strictObject({
  page: v.literal("bench"),
  lab: named,
  bench: BenchSchema,
  /** By prediction id: values keyed by x (curve) or `x` (x). Absent until the learner has set them. */
  predictions: v.record(text, v.record(text, v.number())),
  samples: PageSamplesSchema,
  stats: v.optional(BenchStatsSchema),
  machine: v.optional(HelloSchema.entries.machine),
  /** ISO 8601 of the run shown. */
  startedAt: v.optional(text),
  earlier: v.optional(EarlierRunSchema),
  running: v.optional(RunProgressSchema),
  ended: v.optional(v.strictObject({ outcome: v.union([OutcomeSchema, v.literal("cancelled")]), message: v.optional(text) })),
  blocked: v.optional(BlockedSchema),
});
export type BenchPageState = v.InferOutput<typeof BenchPageStateSchema>;

export const TimelineViewSchema = v.strictObject({
  ...TimelineSchema.entries,
  /** The program's text. */
  source: text,
  /** As the learner drew it before it was run; of the size of `recorded`. */
  drawn: v.optional(LaneStatesSchema),
});
export type TimelineView = v.InferOutput<typeof TimelineViewSchema>;

export const TimelinePageStateSchema = v.strictObject({
  page: v.literal("timeline"),
  lab: named,
  timelines: v.pipe(v.array(TimelineViewSchema), v.minLength(1)),
  /** False where there is no course folder to keep a drawing in. */
  kept: v.boolean(),
});
export type TimelinePageState = v.InferOutput<typeof TimelinePageStateSchema>;

export const QuizStateSchema = v.strictObject({
  id: text,
  title: text,
  /** The question now asked, answers in the order shown; absent when the attempt is over. */
  question: v.optional(v.strictObject({ ...v.pick(QuestionSchema, ["id", "kind", "prompt", "code"]).entries, answers: v.array(text) })),
  /** The answer just given to `question`. */
  given: v.optional(
    v.strictObject({
      answer: count,
      correct: v.boolean(),
      right: count,
      explanation: text,
      belief: v.optional(text),
      lab: v.optional(named),
    }),
  ),
  asked: count,
  answered: count,
  correct: count,
});
export type QuizState = v.InferOutput<typeof QuizStateSchema>;

export const ModulePageStateSchema = v.strictObject({
  page: v.literal("module"),
  number: count,
  title: text,
  summary: text,
  /** Source of the module's README.md without its first heading. */
  markdown: text,
  resources: v.optional(ResourcesSchema),
  goals: v.array(text),
  concepts: v.array(text),
  labs: v.array(v.strictObject({ id: text, title: text, minutes: count, status: StatusSchema, shipped: v.boolean() })),
  practices: v.array(v.strictObject({ id: text, rule: text, cure: text })),
  /** Source of design.md without its first heading. */
  design: v.optional(text),
  quiz: v.optional(QuizStateSchema),
});
export type ModulePageState = v.InferOutput<typeof ModulePageStateSchema>;

export const InterleavingPageStateSchema = v.strictObject({
  page: v.literal("interleaving"),
  lab: named,
  check: named,
  /** How the check stands now: a later run may have passed. */
  status: StatusSchema,
  /** ISO 8601: start of the run that found it. */
  startedAt: text,
  message: text,
  misconception: v.optional(MisconceptionSchema),
  counterexample: v.omit(CounterexampleSchema, ["seq", "event", "check", "schedule"]),
  /** The step shown first, base 0. */
  at: count,
  /** Files of the learner's in which steps no longer stand on the line they were taken from. */
  changed: v.array(text),
  /** The lab's own files that steps stand in. */
  scenarios: v.array(v.strictObject({ file: text, text })),
});
export type InterleavingPageState = v.InferOutput<typeof InterleavingPageStateSchema>;

export const PageStateSchema = v.variant("page", [
  LabPageStateSchema,
  ResultsPageStateSchema,
  BenchPageStateSchema,
  ModulePageStateSchema,
  TimelinePageStateSchema,
  InterleavingPageStateSchema,
  DoctorPageStateSchema,
]);
export type PageState = v.InferOutput<typeof PageStateSchema>;

/** Host to page. `samples` and `progress` are sent while a run goes on, so that a long state is not sent again. */
export const ToPageSchema = v.variant("type", [
  v.strictObject({ type: v.literal("state"), state: PageStateSchema }),
  v.strictObject({ type: v.literal("samples"), samples: PageSamplesSchema }),
  v.strictObject({ type: v.literal("progress"), running: v.optional(RunProgressSchema) }),
  v.strictObject({ type: v.literal("stats"), stats: BenchStatsSchema }),
  /** Ask the page for its chart as a file; it answers with `chart`. */
  v.strictObject({ type: v.literal("drawChart"), format: ChartFormatSchema }),
  /** Ask the page to bring a part into view: a step number, `quiz`, or a heading's slug. */
  v.strictObject({ type: v.literal("reveal"), anchor: text }),
]);
export type ToPage = v.InferOutput<typeof ToPageSchema>;

/**
 * What a page keeps with `setState`. VS Code hands it to the panel's serializer after a restart, so the host parses it to learn
 * which lab or module to show again.
 */
export const PageMemorySchema = v.strictObject({
  page: v.picklist(["lab", "module", "results", "bench", "timeline", "interleaving", "doctor"]),
  /** A lab's id, a module's number, `lab/check` of an interleaving, or `doctor`. */
  subject: text,
  /** Pixels scrolled. */
  scroll: v.number(),
  /** Sections the reader opened or closed, by their key. */
  folds: v.record(text, v.boolean()),
  /** What the reader made and has not handed in yet, in the page's own form. */
  draft: v.optional(text),
});
export type PageMemory = v.InferOutput<typeof PageMemorySchema>;

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
  v.strictObject({ type: v.literal("showInterleaving"), check: v.string() }),
  /** The interleaving's step that is looked at, base 0. `follow`: the reader went there, so its file comes into view. */
  v.strictObject({ type: v.literal("step"), step: count, follow: v.boolean() }),
  /** A line of the lab's own scenario, to be read only. */
  v.strictObject({ type: v.literal("openScenario"), file: v.string(), line: v.optional(v.number()) }),
  v.strictObject({ type: v.literal("predict"), prediction: v.string(), values: v.record(v.string(), finite) }),
  v.strictObject({ type: v.literal("showTimelines") }),
  v.strictObject({ type: v.literal("fillReport") }),
  v.strictObject({ type: v.literal("draw"), timeline: v.string(), lanes: LaneStatesSchema }),
  v.strictObject({ type: v.literal("exportCsv") }),
  v.strictObject({ type: v.literal("exportChart"), format: ChartFormatSchema }),
  /** The chart asked for: the text of an SVG, a PNG in base 64; nothing where the page cannot draw one. */
  v.strictObject({ type: v.literal("chart"), format: ChartFormatSchema, data: v.optional(v.pipe(v.string(), v.maxLength(chartLimit))) }),
  v.strictObject({ type: v.literal("compareRuns") }),
  v.strictObject({ type: v.literal("endComparison") }),
  v.strictObject({ type: v.literal("copy"), text: v.string() }),
  v.strictObject({ type: v.literal("answer"), question: v.string(), answer: v.number() }),
  v.strictObject({ type: v.literal("nextQuestion") }),
  v.strictObject({ type: v.literal("restartQuiz") }),
  v.strictObject({ type: v.literal("repair") }),
  v.strictObject({ type: v.literal("openDoctor") }),
  /** The Doctor shall look, again or for the first time. */
  v.strictObject({ type: v.literal("examine") }),
  v.strictObject({ type: v.literal("copyReport") }),
  v.strictObject({ type: v.literal("selectPython") }),
  v.strictObject({ type: v.literal("getPython") }),
  v.strictObject({ type: v.literal("downloadPackages") }),
  /** A button of the Doctor's row, by its index. */
  v.strictObject({ type: v.literal("remedy"), row: text, action: count }),
]);
export type FromPage = v.InferOutput<typeof FromPageSchema>;

/** Parses what a page said. Never throws: a page is outside data. */
export function parseFromPage(raw: unknown): { ok: true; message: FromPage } | { ok: false; reason: string } {
  const parsed = v.safeParse(FromPageSchema, raw);
  if (parsed.success) return { ok: true, message: parsed.output };
  const issue = parsed.issues[0];
  const path = v.getDotPath(issue);
  return { ok: false, reason: path ? `${path}: ${issue.message}` : issue.message };
}

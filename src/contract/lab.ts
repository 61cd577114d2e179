/** `lab.json`: what a lab declares. The kit reads the same file (`labkit/lab.py`); `labkit verify` compares it with the code. */
import * as v from "valibot";

export const LAB_VERSION = 1;

/** `1.2`, `D1`, `P5`: a lab's number is its permanent id. */
export const LabIdSchema = v.pipe(v.string(), v.regex(/^(\d{1,2}\.\d{1,2}|[DP]\d{1,2})$/, "not a lab id such as 1.2, D1 or P5"));
export const SlugSchema = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "not a slug such as input-order"));
const sentence = v.pipe(v.string(), v.trim(), v.minLength(1));
const packageName = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9._-]*$/));
const positive = v.pipe(v.number(), v.integer(), v.minValue(1));
/** A path inside the lab's folder: relative, forward slashes, no `..`. */
export const RelativePathSchema = v.pipe(
  v.string(),
  v.regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))(?!.*\\)[^\0:]+$/, "not a relative path inside the folder"),
);

export const proofKinds = ["explore", "loop", "gate", "journal", "counter", "oracle", "bench", "static"] as const;
export const ProofSchema = v.picklist(proofKinds);

export const CheckSchema = v.strictObject({
  id: SlugSchema,
  /** Number of the step this check belongs to. */
  step: positive,
  title: sentence,
  /** Check file inside the lab folder, for example `checks/test_overlap.py`. */
  file: RelativePathSchema,
  /** Name of the test function in that file. */
  test: v.pipe(v.string(), v.regex(/^test_[a-z0-9_]+$/)),
  /** The learner's file and symbol that the check is about: `checker_threads.py:check_all`. */
  target: v.pipe(v.string(), v.regex(/^[^:]+\.py:[A-Za-z_][A-Za-z0-9_.]*$/, "not FILE.py:symbol")),
  proof: v.pipe(v.array(ProofSchema), v.minLength(1)),
});

export const StepSchema = v.strictObject({
  title: sentence,
  /** What is true when the step is done, in one sentence. */
  goal: sentence,
  /** Core steps count for every path; others only where the path asks for the full form. */
  core: v.boolean(),
});

export const MetricSchema = v.strictObject({
  id: SlugSchema,
  label: sentence,
  /** `s`, `ms`, `MB`, `1/s`, ... */
  unit: v.string(),
  /** How the figure was taken, when that is not obvious; named under the chart. */
  method: v.optional(sentence),
});

/** A question answered before the benchmark runs. Any answer counts; the chart shows it beside the measurement. */
export const PredictionSchema = v.variant("kind", [
  /** Expected values of one metric at some x; drawn as a dashed line. */
  v.strictObject({
    id: SlugSchema,
    kind: v.literal("curve"),
    question: sentence,
    metric: SlugSchema,
    /** The line it is about, where there are several. */
    variant: v.optional(SlugSchema),
    at: v.pipe(v.array(v.number()), v.minLength(1)),
  }),
  /** An expected x; drawn as a dashed vertical line. */
  v.strictObject({ id: SlugSchema, kind: v.literal("x"), question: sentence }),
]);

/** Two measured points to compare; the verdict is a ratio with an interval. */
export const ComparisonSchema = v.strictObject({
  id: SlugSchema,
  /** Completes "With 32 workers, check_all is ...": shown before "2.9x faster". */
  label: sentence,
  metric: SlugSchema,
  base: v.strictObject({ variant: SlugSchema, x: v.number() }),
  other: v.strictObject({ variant: SlugSchema, x: v.number() }),
});

/** One line of the chart. */
export const VariantSchema = v.strictObject({
  id: SlugSchema,
  label: sentence,
  /** Measured elsewhere, for machines that cannot measure it: shown with where and when, never compared with what is measured here. */
  recorded: v.optional(v.strictObject({ file: RelativePathSchema, on: sentence })),
  /** The file measured is that of this lab: the learner's own where it works, else a solution of the lab, and labelled so. */
  lab: v.optional(LabIdSchema),
});

export const BenchSchema = v.strictObject({
  title: sentence,
  /** One sentence: what is measured, on which workload. */
  workload: sentence,
  x: v.strictObject({ label: sentence, unit: v.string(), values: v.pipe(v.array(v.number()), v.minLength(1)), log: v.boolean() }),
  metrics: v.pipe(v.array(MetricSchema), v.minLength(1)),
  variants: v.pipe(v.array(VariantSchema), v.minLength(1)),
  /** Measured rounds; variants and points are interleaved within each. */
  rounds: positive,
  warmup: v.pipe(v.number(), v.integer(), v.minValue(0)),
  predictions: v.pipe(v.array(PredictionSchema), v.minLength(1)),
  comparisons: v.array(ComparisonSchema),
  /** What to read off the chart, one question. */
  notice: sentence,
});

export const laneStates = ["absent", "running", "waiting"] as const;
export const LaneStateSchema = v.picklist(laneStates);
export type LaneState = v.InferOutput<typeof LaneStateSchema>;
/** For each lane its state in each slot. */
export const LaneStatesSchema = v.array(v.array(LaneStateSchema));
export type LaneStates = v.InferOutput<typeof LaneStatesSchema>;

/** A program whose timeline is predicted before it is shown. Any prediction counts. */
export const TimelineSchema = v.strictObject({
  id: SlugSchema,
  title: sentence,
  /** The program, for example `timelines/two_sleeps.py`; its `main()` is run. */
  file: RelativePathSchema,
  /** Length of the drawing. A slot is one second of the program's clock. */
  slots: positive,
  /** Names of the program's threads and processes in the order drawn; the first thread is `main`. */
  lanes: v.pipe(v.array(sentence), v.minLength(1)),
  /** As `labkit timeline` records it; `labkit verify` runs the program again and compares. */
  recorded: LaneStatesSchema,
  /** What to see in it, in a sentence or two. */
  notice: sentence,
});

export const LabSchema = v.strictObject({
  $schema: v.optional(v.string()),
  version: v.literal(LAB_VERSION),
  id: LabIdSchema,
  title: sentence,
  /** One sentence for lists and tooltips: the problem, not the technique. */
  summary: sentence,
  sources: v.pipe(v.array(v.picklist(["000", "001", "002", "003", "004", "new"])), v.minLength(1)),
  minutes: positive,
  /** Minutes of the core steps. */
  coreMinutes: positive,
  difficulty: v.picklist([1, 2, 3]),
  after: v.array(LabIdSchema),
  python: v.pipe(v.string(), v.regex(/^3\.\d{1,2}$/)),
  /** Packages the learner's code imports. Those the extension carries need no environment. */
  packages: v.array(packageName),
  /** Packages the learner's code may import and can do without. */
  optionalPackages: v.optional(v.array(packageName)),
  paths: v.array(v.picklist(["A", "B", "C"])),
  goals: v.pipe(v.array(sentence), v.minLength(1)),
  /** The learner's files, as found in `starter/`. The first one is opened. */
  files: v.pipe(v.array(RelativePathSchema), v.minLength(1)),
  /** Labs whose files lie in the work folder too: the learner's own where they have any, else those labs' starters. */
  brings: v.optional(v.pipe(v.array(LabIdSchema), v.minLength(1))),
  /** Check files copied beside the learner's files for reading; the judge always runs its own copy. */
  visible: v.array(RelativePathSchema),
  steps: v.pipe(v.array(StepSchema), v.minLength(1)),
  checks: v.pipe(v.array(CheckSchema), v.minLength(1)),
  bench: v.optional(BenchSchema),
  timelines: v.optional(v.pipe(v.array(TimelineSchema), v.minLength(1))),
  /** Best-practice rules that apply, for example BP1.1. */
  practices: v.array(v.pipe(v.string(), v.regex(/^BP\d{1,2}\.\d$/))),
  /** The lab to offer when this one is done. */
  next: v.optional(LabIdSchema),
});
export type LabFile = v.InferOutput<typeof LabSchema>;
export type CheckDeclaration = v.InferOutput<typeof CheckSchema>;
export type BenchDeclaration = v.InferOutput<typeof BenchSchema>;
export type Timeline = v.InferOutput<typeof TimelineSchema>;
export type Prediction = v.InferOutput<typeof PredictionSchema>;
export type Comparison = v.InferOutput<typeof ComparisonSchema>;

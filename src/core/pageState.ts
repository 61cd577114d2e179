import type { KeptCounterexample } from "../contract/keptCounterexample";
import type { LaneStates, Timeline } from "../contract/lab";
import type { Outcome, Status } from "../contract/outcome";
import type {
  BenchPageState,
  CheckView,
  EarlierRun,
  InterleavingPageState,
  LabPageState,
  ModulePageState,
  ResultsPageState,
  RunProgress,
  StepView,
  TimelinePageState,
} from "../contract/pages";
import type { BenchStats } from "../contract/statistics";
import { type Course, type Lab, type Module, workFiles } from "./content/lab";
import { fits } from "./drawing";
import { labelled } from "./lineLabels";
import { checkStatus, labProgress, labStatus, mergeStatuses, type Progress } from "./progress";
import { hasReport } from "./report/marks";
import type { RunState } from "./run";

/** What the builders of a lab's pages share. `run`: the last check run of this lab, running or settled. */
export interface LabPageInput {
  course: Course;
  lab: Lab;
  progress: Progress;
  run?: RunState;
  blocked?: LabPageState["blocked"];
  /** By check: the last failing interleaving, of this window or an earlier one. */
  counterexamples?: ReadonlyMap<string, KeptCounterexample>;
  /** The learner asked for the solutions twice before passing. */
  solutionsAsked?: boolean;
}

export function labPageState({ course, lab, progress, run, blocked, solutionsAsked, counterexamples }: LabPageInput): LabPageState {
  const { file } = lab;
  const known = labProgress(progress, lab.id);
  const passed = known.passed !== undefined;
  const steps = stepViews(lab, progress, run, counterexamples);
  const next = file.next === undefined ? undefined : titleOf(course, file.next);
  return {
    page: "lab",
    lab: {
      id: file.id,
      title: file.title,
      summary: file.summary,
      minutes: file.minutes,
      coreMinutes: file.coreMinutes,
      goals: file.goals,
      files: workFiles(lab),
      python: file.python,
      packages: file.packages,
      ...(file.optionalPackages ? { optionalPackages: file.optionalPackages } : {}),
    },
    after: file.after.map((id) => ({
      id,
      title: titleOf(course, id) ?? id,
      passed: labStatus({ id }, progress) === "passed",
      shipped: course.labs.has(id),
    })),
    markdown: withoutHeading(lab.markdown),
    status: mergeStatuses(steps.map((step) => step.status)),
    steps,
    hints: { total: lab.hints.length, opened: lab.hints.slice(0, known.hints) },
    solutions:
      passed || solutionsAsked || known.solutions.size > 0 ? { allowed: true, names: lab.solutions } : { allowed: false, names: [] },
    hasBenchmark: file.bench !== undefined,
    hasReport: hasReport(file),
    ...(file.timelines ? { timelines: timelinesDrawn(file.timelines, known.drawings) } : {}),
    running: runProgress(run),
    ...(file.next !== undefined && next !== undefined && course.labs.has(file.next) ? { next: { id: file.next, title: next } } : {}),
    blocked,
  };
}

function timelinesDrawn(timelines: readonly Timeline[], drawings: Readonly<Record<string, LaneStates>>): LabPageState["timelines"] {
  return { total: timelines.length, drawn: timelines.filter((one) => drawingOf(one, drawings) !== undefined).length };
}

function drawingOf(timeline: Timeline, drawings: Readonly<Record<string, LaneStates>>): LaneStates | undefined {
  const drawing = drawings[timeline.id];
  return drawing && fits(drawing, timeline) ? drawing : undefined;
}

/** Undefined when the lab has no timelines. `sources`: the programs' text by file. `kept`: there is a place for drawings. */
export function timelinePageState(
  lab: Lab,
  progress: Progress,
  { sources, kept }: { sources: ReadonlyMap<string, string>; kept: boolean },
): TimelinePageState | undefined {
  const { drawings } = labProgress(progress, lab.id);
  const { id, title, timelines } = lab.file;
  if (timelines === undefined) return undefined;
  return {
    page: "timeline",
    lab: { id, title },
    timelines: timelines.map((one) => {
      const drawn = drawingOf(one, drawings);
      return { ...one, source: sources.get(one.file) ?? "", ...(drawn ? { drawn } : {}) };
    }),
    kept,
  };
}

/** Steps with the results of the run where it has them, else with what the journal remembers. */
function stepViews(lab: Lab, progress: Progress | undefined, run?: RunState, kept?: ReadonlyMap<string, KeptCounterexample>): StepView[] {
  const inRun = new Map(run?.checks.map((check) => [check.id, check]));
  return lab.file.steps.map((step, index): StepView => {
    const checks = lab.file.checks
      .filter((check) => check.step === index + 1)
      .map((check): CheckView => {
        const now = inRun.get(check.id);
        const status = statusNow(lab, check.id, progress, run);
        // A result of this window knows its own interleaving; without one the last failure's is kept.
        const found = now?.result ? now.counterexample : kept?.get(check.id)?.counterexample;
        return {
          id: check.id,
          title: check.title,
          proof: check.proof,
          status,
          result: now?.result,
          ...(status === "failed" && found
            ? { counterexample: { found: found.found, limit: found.limit, confirmed: found.confirmed } }
            : {}),
        };
      });
    return {
      number: index + 1,
      title: step.title,
      goal: step.goal,
      core: step.core,
      status: mergeStatuses(checks.map((check) => check.status)),
      checks,
    };
  });
}

/** That of the run going on or settled, where it has got to the check; else what the journal remembers. */
function statusNow(lab: Lab, check: string, progress: Progress | undefined, run: RunState | undefined): Status {
  const now = run?.checks.find((candidate) => candidate.id === check)?.status ?? "notRun";
  return now === "notRun" && progress ? checkStatus(lab, check, progress) : now;
}

export function runProgress(run: RunState | undefined): RunProgress | undefined {
  if (run === undefined || run.outcome !== undefined || run.phase === "ended") return undefined;
  const current = run.checks.find((check) => check.status === "running" && !check.result);
  const searched = current?.searched && { searched: current.searched };
  if (run.progress) return { action: run.action, ...run.progress, ...searched };
  const done = run.checks.filter((check) => check.result).length;
  return {
    action: run.action,
    done,
    total: run.action === "check" ? run.checks.length : run.points,
    label: current?.title ?? "Starting Python",
    ...searched,
  };
}

export function resultsPageState(lab: Lab, run: RunState): ResultsPageState {
  return {
    page: "results",
    lab: { id: lab.id, title: lab.file.title },
    startedAt: run.startedAt,
    outcome: run.outcome,
    seconds: run.seconds,
    message: run.message,
    steps: stepViews(lab, undefined, run),
    output: run.output.toArray(),
    dropped: run.dropped,
    findings: run.findings.toArray(),
    notes: run.notes.toArray(),
    machine: run.machine,
    running: runProgress(run),
  };
}

/** Undefined when the lab has no benchmark. `run`: the last benchmark run, running or settled. */
export function benchPageState(
  input: Pick<LabPageInput, "lab" | "progress" | "run" | "blocked"> & { stats?: BenchStats; earlier?: EarlierRun },
): BenchPageState | undefined {
  const { lab, progress, run, stats, blocked, earlier } = input;
  const { bench } = lab.file;
  if (bench === undefined) return undefined;
  const samples = run?.samples.toArray() ?? [];
  return {
    page: "bench",
    lab: { id: lab.id, title: lab.file.title },
    bench: { ...bench, variants: labelled(bench.variants, samples) },
    predictions: { ...labProgress(progress, lab.id).predictions },
    samples,
    stats,
    machine: run?.machine,
    startedAt: run?.startedAt,
    earlier,
    running: runProgress(run),
    ended: run?.outcome === undefined ? undefined : { outcome: endOf(run, run.outcome), message: run.message },
    blocked,
  };
}

function endOf(run: RunState, outcome: Outcome): Outcome | "cancelled" {
  return run.cancelled ? "cancelled" : outcome;
}

export interface InterleavingPageInput
  extends Pick<LabPageInput, "lab" | "progress" | "run">,
    Pick<InterleavingPageState, "at" | "changed" | "scenarios"> {
  kept: KeptCounterexample;
}

export function interleavingPageState({ lab, kept, progress, run, ...more }: InterleavingPageInput): InterleavingPageState {
  const { check: _check, schedule: _schedule, ...counterexample } = kept.counterexample;
  return {
    page: "interleaving",
    lab: { id: lab.id, title: lab.file.title },
    check: { id: kept.check, title: lab.file.checks.find((check) => check.id === kept.check)?.title ?? kept.check },
    status: statusNow(lab, kept.check, progress, run),
    startedAt: kept.startedAt,
    message: kept.message,
    misconception: kept.misconception,
    counterexample,
    ...more,
  };
}

export function modulePageState(module: Module, progress: Progress, quiz?: ModulePageState["quiz"]): ModulePageState {
  const { entry, file } = module;
  return {
    page: "module",
    number: entry.number,
    title: file?.title ?? entry.title,
    summary: file?.summary ?? "",
    markdown: withoutHeading(module.markdown ?? ""),
    goals: file?.goals ?? [],
    concepts: file?.concepts ?? [],
    labs: entry.labs.map((lab, index) => {
      const shipped = module.labs[index];
      return {
        id: lab.id,
        title: lab.title,
        minutes: lab.minutes,
        status: labRowStatus(shipped, progress),
        shipped: shipped !== undefined,
      };
    }),
    practices: file?.practices ?? [],
    ...(module.design === undefined ? {} : { design: withoutHeading(module.design) }),
    quiz,
  };
}

function labRowStatus(lab: Lab | undefined, progress: Progress): Status {
  if (lab === undefined) return "notRun";
  if (labStatus(lab, progress) === "passed") return "passed";
  return mergeStatuses(lab.file.checks.map((check) => checkStatus(lab, check.id, progress)));
}

function titleOf(course: Course, id: string): string | undefined {
  for (const { entry } of course.modules) {
    const found = entry.labs.find((lab) => lab.id === id)?.title ?? (entry.deliverable?.id === id ? entry.deliverable.title : undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The page shows the title itself. */
export function withoutHeading(markdown: string): string {
  return markdown.replace(/^\s*#[ \t][^\n]*(?:\n|$)/, "").replace(/^\s*\n/, "");
}

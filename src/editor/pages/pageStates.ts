import { readFile } from "node:fs/promises";
import path from "node:path";
import { l10n } from "vscode";
import type { PageKind } from "../../contract/ids";
import { commands } from "../../contract/ids";
import type { Blocked, PageState } from "../../contract/pages";
import { type Lab, upNext } from "../../core/course";
import {
  benchPageState,
  interleavingPageState,
  labPageState,
  modulePageState,
  resultsPageState,
  runProgress,
  timelinePageState,
} from "../../core/pageState";
import { newRun } from "../../core/run";
import type { Doctor } from "../doctor/doctor";
import type { Solutions } from "../lab/solutions";
import type { Parts } from "../parts";
import { nextSteps } from "../python/interpreter";
import type { Replay } from "../replay/replay";
import type { ScenarioFiles } from "../replay/scenarioFiles";
import { Problem } from "../state/notice";
import type { Quizzes } from "./quizzes";

export interface PageSources {
  parts: Parts;
  quizzes: Quizzes;
  solutions: Solutions;
  replay: Replay;
  scenarios: ScenarioFiles;
  doctor: Doctor;
}

/** The lab a page is about: an interleaving's subject is `lab/check`. */
export const labIdOf = (subject: string): string => subject.split("/", 1)[0] ?? subject;

/** The state of a page from what is known now. @throws Problem when the course has no such lab or module */
export async function pageState(sources: PageSources, kind: PageKind, subject: string): Promise<PageState> {
  const { parts, quizzes, solutions } = sources;
  const { catalogue, folder, runs, figures, settings, counterexamples } = parts;
  const progress = folder.progress.value;
  if (kind === "doctor") return sources.doctor.state;
  if (kind === "module") {
    const module = await catalogue.module(Number(subject));
    return modulePageState(module, progress, quizzes.state(module));
  }
  const lab = await catalogue.lab(labIdOf(subject));
  const course = await catalogue.load();
  const run = runs.latest(lab.id, "check")?.state.value;
  const blocked = whatBlocks(parts);
  switch (kind) {
    case "lab": {
      const bench = runs.active(lab.id)?.request.action === "bench" ? runs.latest(lab.id, "bench")?.state.value : undefined;
      await counterexamples.restore(lab);
      const kept = counterexamples.of(lab.id);
      const state = labPageState({ course, lab, progress, run, blocked, solutionsAsked: solutions.askedTwice(lab), counterexamples: kept });
      const up = upNext(course, progress, settings.path.value);
      // The lab's own successor may not be in this version; the path knows what is.
      const next = state.next ?? (up && up.id !== lab.id ? { id: up.id, title: up.file.title } : undefined);
      return { ...state, next, running: state.running ?? runProgress(bench) };
    }
    case "results":
      return resultsPageState(lab, run ?? notRun(lab.id));
    case "bench": {
      await figures.restore(lab);
      await figures.earlier.restore(lab);
      const [run, stats] = [figures.run(lab.id), figures.stats(lab.id)];
      const state = benchPageState({ lab, progress, run, stats, blocked, earlier: figures.earlier.of(lab.id) });
      if (!state) throw new Error(`lab ${lab.id} has no benchmark`);
      return state;
    }
    case "timeline": {
      const sources = await programs(lab);
      const state = timelinePageState(lab, progress, { sources, kept: folder.path.value !== undefined });
      if (!state) throw new Error(`lab ${lab.id} has no timelines`);
      return state;
    }
    case "interleaving": {
      await counterexamples.restore(lab);
      const kept = counterexamples.get(lab.id, subject.slice(lab.id.length + 1));
      if (!kept) throw new Problem(l10n.t("This check of lab {0} has no failing interleaving to show any more.", lab.id));
      const { replay, scenarios } = sources;
      const own = [...kept.counterexample.steps, ...kept.counterexample.blocked].filter((step) => step.lab === true);
      return interleavingPageState({
        lab,
        kept,
        progress,
        run,
        at: replay.stepOf(kept),
        changed: await replay.changedFiles(lab, kept),
        scenarios: await scenarios.texts(
          lab,
          own.map((step) => step.file),
        ),
      });
    }
    default: {
      const unknown: never = kind;
      return unknown;
    }
  }
}

/** The text of the programs whose timelines a lab shows, by file. */
async function programs({ folder, file }: Lab): Promise<ReadonlyMap<string, string>> {
  const files = (file.timelines ?? []).map((one) => one.file);
  return new Map(await Promise.all(files.map(async (name) => [name, await readFile(path.join(folder, name), "utf8")] as const)));
}

/** The results page of a lab that has not run in this window. */
function notRun(lab: string): ReturnType<typeof newRun> {
  return {
    ...newRun(lab, "check", new Date().toISOString()),
    phase: "ended",
    message: l10n.t("The checks of this lab have not run since this window was opened."),
  };
}

/** Why nothing can run, with what repairs it; undefined when nothing is known to be in the way. */
export function whatBlocks({ trusted, folder, interpreter }: Parts): Blocked | undefined {
  if (!trusted.value) {
    return {
      message: l10n.t("This workspace is restricted: you can read the lab, but its files are not copied and no Python is started."),
      command: "workbench.trust.manage",
      commandTitle: l10n.t("Manage Workspace Trust"),
    };
  }
  if (!folder.hasHome) {
    return {
      message: l10n.t("No folder is open, so there is no place for your files."),
      command: "workbench.action.files.openFolder",
      commandTitle: l10n.t("Open Folder"),
    };
  }
  if (folder.path.value === undefined) {
    return {
      message: l10n.t("The course has no folder here yet, so there is no place for your files."),
      command: commands.start,
      commandTitle: l10n.t("Start the Course"),
    };
  }
  const { missing } = interpreter;
  if (missing) {
    const [first] = nextSteps(missing).filter(({ arguments: given }) => given === undefined);
    return { message: missing.message, command: first?.command, commandTitle: first?.title, doctor: true };
  }
  return undefined;
}

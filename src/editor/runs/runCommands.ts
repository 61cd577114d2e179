import * as vscode from "vscode";
import { commands } from "../../contract/ids";
import { labProgress } from "../../core/progress";
import { labFor } from "../lab/chooseLab";
import { prepareLab } from "../lab/openLab";
import type { Pages } from "../pages/pages";
import type { Parts } from "../parts";
import { Problem, registerCommand } from "../state/notice";
import { Owner } from "../state/owner";
import type { LabTasks } from "../tasks/taskProvider";
import { registerCompareBenchmark } from "./compareBenchmark";
import { registerExportBenchmark } from "./exportBenchmark";
import { registerFillReport } from "./fillReport";

/** Commands that start, stop, show, compare and save runs, and report on them. */
export function registerRunCommands(parts: Parts, pages: Pages, tasks: LabTasks): vscode.Disposable {
  const { log, runs, current, folder } = parts;
  const owner = new Owner();
  const on = (id: (typeof commands)[keyof typeof commands], action: (...args: unknown[]) => unknown): void =>
    void owner.own(registerCommand(log, id, action));

  on(commands.runChecks, async (argument, check) => {
    const lab = await labFor(parts, argument, vscode.l10n.t("Run Checks"));
    await prepareLab(parts, lab);
    const one = lab.file.checks.find((candidate) => candidate.id === check);
    await runs.start({ lab, action: "check", ...(one ? { checks: [one.id] } : {}) });
  });

  on(commands.runBenchmark, async (argument) => {
    const lab = await labFor(parts, argument, vscode.l10n.t("Run Benchmark"));
    const { bench } = lab.file;
    if (!bench) throw new Problem(vscode.l10n.t("Lab {0} has no benchmark.", lab.id));
    await prepareLab(parts, lab);
    await pages.show("bench", lab.id);
    const set = labProgress(folder.progress.value, lab.id).predictions;
    // The page asks for them; measuring first would tell the answer.
    if (bench.predictions.some((prediction) => !(prediction.id in set))) return;
    await runs.start({ lab, action: "bench" });
  });

  on(commands.runFile, async (argument) => {
    const lab = await labFor(parts, argument, vscode.l10n.t("Run Lab File in Terminal"));
    await prepareLab(parts, lab);
    await parts.packages.require(lab, await parts.interpreter.require());
    const task = await tasks.task(lab, "run");
    if (task) await vscode.tasks.executeTask(task);
  });

  on(commands.cancelRun, (argument) => {
    const lab = typeof argument === "string" ? argument : current.value?.id;
    const active = (lab !== undefined ? runs.active(lab) : undefined) ?? runs.anyActive;
    active?.cancel();
  });

  on(commands.showResults, async (argument) => {
    const lab =
      typeof argument === "string" || argument
        ? await labFor(parts, argument, vscode.l10n.t("Show Results"))
        : (runs.lastChecked ?? (await labFor(parts, undefined, vscode.l10n.t("Show Results"))));
    await pages.show("results", lab.id);
  });

  on(commands.showBenchmark, async (argument) => {
    const lab = await labFor(parts, argument, vscode.l10n.t("Show Benchmark"));
    if (!lab.file.bench) throw new Problem(vscode.l10n.t("Lab {0} has no benchmark.", lab.id));
    await pages.show("bench", lab.id);
  });

  on(commands.showTimelines, async (argument) => {
    const lab = await labFor(parts, argument, vscode.l10n.t("Show Timelines"));
    if (!lab.file.timelines) throw new Problem(vscode.l10n.t("Lab {0} has no timelines.", lab.id));
    await pages.show("timeline", lab.id);
  });

  owner.own(registerExportBenchmark(parts, pages));
  owner.own(registerCompareBenchmark(parts, pages));
  owner.own(registerFillReport(parts, pages));
  return owner;
}

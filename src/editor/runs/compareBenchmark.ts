import * as vscode from "vscode";
import type { Machine } from "../../contract/events";
import { commands } from "../../contract/ids";
import type { Lab } from "../../core/course";
import { labFor } from "../lab/chooseLab";
import type { Pages } from "../pages/pages";
import type { Parts } from "../parts";
import { Problem, registerCommand } from "../state/notice";
import type { BenchFigures } from "./benchFigures";

type Choice = vscode.QuickPickItem & { file?: string };

/** Lets the reader choose an earlier run to show beside the present one, or take it off again. */
export function registerCompareBenchmark(parts: Parts, pages: Pages): vscode.Disposable {
  const { log, figures } = parts;
  return registerCommand(log, commands.compareBenchmark, async (argument) => {
    const lab = await labFor(parts, argument, vscode.l10n.t("Compare Benchmark with an Earlier Run"));
    if (!lab.file.bench) throw new Problem(vscode.l10n.t("Lab {0} has no benchmark.", lab.id));
    await figures.restore(lab);
    await figures.earlier.restore(lab);
    const choices = await choicesOf(figures, lab);
    if (choices.length === 0)
      throw new Problem(
        vscode.l10n.t(
          "Lab {0} has no earlier run to compare with. Each benchmark that ends is kept: change your program, run it again, then compare.",
          lab.id,
        ),
      );
    const choice = await vscode.window.showQuickPick(choices, {
      title: vscode.l10n.t("Benchmark of lab {0}: compare with which run?", lab.id),
      placeHolder: vscode.l10n.t("Date, Python or machine"),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    if (!choice) return;
    await figures.earlier.choose(lab, choice.file);
    await pages.show("bench", lab.id);
  });
}

async function choicesOf({ earlier }: BenchFigures, lab: Lab): Promise<Choice[]> {
  const shown = earlier.of(lab.id)?.startedAt;
  const kept = await earlier.list(lab);
  const runs = kept.map(({ file, measurement: { startedAt, machine, samples } }): Choice => {
    const points = samples.length === 1 ? vscode.l10n.t("1 sample") : vscode.l10n.t("{0} samples", samples.length);
    return {
      label: new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" }).format(new Date(startedAt)),
      description: [machine ? pythonOf(machine) : undefined, startedAt === shown ? vscode.l10n.t("shown now") : undefined]
        .filter((part) => part !== undefined)
        .join(" · "),
      detail: [machine ? machineOf(machine) : vscode.l10n.t("machine not recorded"), points].join(" · "),
      file,
    };
  });
  return shown === undefined ? runs : [{ label: `$(close) ${vscode.l10n.t("Take the comparison off")}` }, ...runs];
}

const pythonOf = ({ implementation, python, gil }: Machine): string =>
  gil ? vscode.l10n.t("{0} {1} with the GIL", implementation, python) : vscode.l10n.t("{0} {1}, free-threaded", implementation, python);

const machineOf = ({ system, cores }: Machine): string =>
  cores === 1 ? vscode.l10n.t("{0}, 1 core", system) : vscode.l10n.t("{0}, {1} cores", system, cores);

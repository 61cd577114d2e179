import * as vscode from "vscode";
import { commands } from "../../contract/ids";
import { type ChartFormat, chartFormats } from "../../contract/pages";
import type { Lab } from "../../core/course";
import { samplesCsv } from "../../core/csv";
import type { RunState } from "../../core/run";
import { readChartFile } from "../../runtime/chartFile";
import { labFor } from "../lab/chooseLab";
import type { Pages } from "../pages/pages";
import type { Parts } from "../parts";
import { messageOf, Problem, registerCommand, tell } from "../state/notice";
import { Owner } from "../state/owner";

const exportChart = { png: commands.exportBenchmarkPng, svg: commands.exportBenchmarkSvg } as const;

/** Commands that save a lab's last benchmark: its samples as CSV, its chart as a picture that the page draws. */
export function registerExportBenchmark(parts: Parts, pages: Pages): vscode.Disposable {
  const owner = new Owner();
  owner.own(
    registerCommand(parts.log, commands.exportBenchmarkCsv, async (argument) => {
      const { lab, bench, run } = await measured(parts, argument, vscode.l10n.t("Export Benchmark as CSV"));
      const target = await chooseTarget(parts, lab, "csv");
      if (!target) return;
      await write(target, Buffer.from(samplesCsv(bench, run.samples, run.machine)));
      written(target, vscode.l10n.t("{0} samples were written to {1}.", run.samples.length, vscode.workspace.asRelativePath(target)));
    }),
  );
  for (const format of chartFormats)
    owner.own(
      registerCommand(parts.log, exportChart[format], async (argument) => {
        const { lab } = await measured(parts, argument, vscode.l10n.t("Export Benchmark as {0}", format.toUpperCase()));
        const chart = readChartFile(format, await pages.chart(lab.id, format));
        if (!chart.ok)
          throw new Problem(
            vscode.l10n.t("The benchmark page sent a chart that was not saved: {0}. Close the page and export again.", chart.reason),
          );
        const target = await chooseTarget(parts, lab, format);
        if (!target) return;
        await write(target, chart.bytes);
        written(target, vscode.l10n.t("The chart was written to {0}.", vscode.workspace.asRelativePath(target)));
      }),
    );
  return owner;
}

/** The lab with its last benchmark. @throws Problem when there is none */
async function measured(parts: Parts, argument: unknown, title: string) {
  const lab = await labFor(parts, argument, title);
  const { bench } = lab.file;
  if (!bench) throw new Problem(vscode.l10n.t("Lab {0} has no benchmark.", lab.id));
  await parts.figures.restore(lab);
  const run: RunState | undefined = parts.figures.run(lab.id);
  if (!run || run.samples.length === 0)
    throw new Problem(vscode.l10n.t("Lab {0} has no measurement to export. Run its benchmark first.", lab.id));
  return { lab, bench, run };
}

async function chooseTarget({ folder }: Parts, lab: Lab, kind: ChartFormat | "csv"): Promise<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(vscode.Uri.file(folder.require()), `lab-${lab.id}-benchmark.${kind}`),
    filters: { [kind.toUpperCase()]: [kind] },
  });
}

async function write(target: vscode.Uri, bytes: Uint8Array): Promise<void> {
  try {
    await vscode.workspace.fs.writeFile(target, bytes);
  } catch (error) {
    throw new Problem(vscode.l10n.t("{0} was not written: {1}. Export again and choose another place.", target.fsPath, messageOf(error)));
  }
}

function written(target: vscode.Uri, message: string): void {
  tell("info", message, [{ title: vscode.l10n.t("Open"), command: "vscode.open", arguments: [target] }]);
}

import path from "node:path";
import * as vscode from "vscode";
import { commands } from "../../contract/ids";
import type { Lab } from "../../core/course";
import { benchPageState } from "../../core/pageState";
import { benchParts, isMeasured, type ReportBench } from "../../core/report/benchParts";
import { hasReport, partEdits, reportFile } from "../../core/report/marks";
import { readChartFile } from "../../runtime/chartFile";
import { writeWorkFile } from "../../runtime/store/workbook";
import { labOfArgument } from "../lab/chooseLab";
import type { Pages } from "../pages/pages";
import type { Parts } from "../parts";
import { messageOf, Problem, registerCommand, tell } from "../state/notice";

/** Writes what the benchmarks of earlier labs gave between the marks of a lab's report; the learner's words stay as they are. */
export function registerFillReport(parts: Parts, pages: Pages): vscode.Disposable {
  return registerCommand(parts.log, commands.fillReport, async (argument) => {
    const lab = await labWithReport(parts, argument);
    const document = await openReport(parts, lab);
    // Marks that are gone should show before charts are drawn for nothing.
    editsFor(document, benchParts([]));
    const benches = await drawn(parts, pages, lab, await benchesOf(parts, lab));
    await fill(document, benchParts(benches));
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preview: false });
    report(benches);
  });
}

/** The lab of the argument or the current one, if it has a report; else the only lab that has one. */
async function labWithReport(parts: Parts, argument: unknown): Promise<Lab> {
  const asked = (await labOfArgument(parts, argument)) ?? parts.current.value;
  if (asked && hasReport(asked.file)) return asked;
  const [first, second] = [...(await parts.catalogue.load()).labs.values()].filter((lab) => hasReport(lab.file));
  if (first && !second) return first;
  throw new Problem(vscode.l10n.t("No report is open. Open the lab whose report you write, then fill it."), [
    { title: vscode.l10n.t("Open Lab"), command: commands.openLab },
  ]);
}

async function openReport({ folder }: Parts, lab: Lab): Promise<vscode.TextDocument> {
  const file = path.join(folder.workFolder(lab), ...reportFile.split("/"));
  try {
    // A document that is still open is given even where its file is gone.
    await vscode.workspace.fs.stat(vscode.Uri.file(file));
    return await vscode.workspace.openTextDocument(vscode.Uri.file(file));
  } catch (error) {
    throw new Problem(
      vscode.l10n.t("{0} cannot be opened: {1}. Opening lab {2} brings a missing one back.", file, messageOf(error), lab.id),
      [{ title: vscode.l10n.t("Open Lab"), command: commands.openLab, arguments: [lab.id] }],
    );
  }
}

/** The benchmarks of the labs it brings, as last measured in this window or before. */
async function benchesOf({ figures, folder }: Parts, lab: Lab): Promise<{ lab: Lab; bench: ReportBench["bench"] }[]> {
  const found = [];
  for (const other of lab.brought) {
    await figures.restore(other);
    await figures.earlier.restore(other);
    const state = benchPageState({
      lab: other,
      progress: folder.progress.value,
      run: figures.run(other.id),
      stats: figures.stats(other.id),
      earlier: figures.earlier.of(other.id),
    });
    if (state) found.push({ lab: other, bench: state });
  }
  return found;
}

/** Has the benchmark pages draw their charts, and writes them beside the report. */
async function drawn(
  { folder, log }: Parts,
  pages: Pages,
  lab: Lab,
  benches: readonly { lab: Lab; bench: ReportBench["bench"] }[],
): Promise<ReportBench[]> {
  const root = folder.require();
  const done: ReportBench[] = [];
  for (const { lab: other, bench } of benches) {
    let chart: string | undefined;
    if (isMeasured(bench)) {
      const name = `charts/lab-${other.id}.svg`;
      const read = await pages.chart(other.id, "svg").then(
        (data) => readChartFile("svg", data),
        (error: unknown) => ({ ok: false as const, reason: messageOf(error) }),
      );
      if (read.ok) {
        await writeWorkFile(lab, root, `report/${name}`, read.bytes);
        chart = name;
      } else log.warn(`The chart of lab ${other.id} is not in the report: ${read.reason}`);
    }
    done.push({ bench, ...(chart === undefined ? {} : { chart }) });
  }
  return done;
}

function editsFor(document: vscode.TextDocument, parts: Record<string, string>) {
  const found = partEdits(document.getText(), parts);
  if (found.ok) return found.edits;
  throw new Problem(
    vscode.l10n.t(
      "{0} was not filled and is as it was: it has lost {1}. Put the mark back on a line of its own.",
      path.basename(document.fileName),
      found.missing.join(", "),
    ),
    [{ title: vscode.l10n.t("Open"), command: "vscode.open", arguments: [document.uri] }],
  );
}

/** One step for Undo, in the document that the learner may have open with words that are not saved yet. */
async function fill(document: vscode.TextDocument, parts: Record<string, string>): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const { start, end, text } of editsFor(document, parts))
    edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
  if (edit.size === 0 && !document.isDirty) return;
  const made = await vscode.workspace.applyEdit(edit);
  if (!made || !(await document.save()))
    throw new Problem(
      vscode.l10n.t(
        "{0} could not be saved: it may be read-only. What was filled in stands in the editor; save it elsewhere.",
        document.fileName,
      ),
      [{ title: vscode.l10n.t("Save As"), command: "workbench.action.files.saveAs" }],
    );
}

/** What was filled in, and what is still to be measured. */
function report(benches: readonly ReportBench[]): void {
  const [measured, missing] = [true, false].map((is) =>
    benches.filter(({ bench }) => isMeasured(bench) === is).map(({ bench }) => bench.lab.id),
  );
  const first = missing?.[0];
  if (first === undefined) {
    tell("info", vscode.l10n.t("The report has the benchmarks of labs {0}.", measured?.join(", ") ?? ""));
    return;
  }
  const words =
    measured?.length === 0
      ? vscode.l10n.t("Nothing has been measured yet. The report names the benchmarks to run: labs {0}.", missing?.join(", ") ?? "")
      : vscode.l10n.t(
          "The report has the benchmarks of labs {0}. Still to be measured: {1}.",
          measured?.join(", ") ?? "",
          missing?.join(", ") ?? "",
        );
  tell("info", words, [{ title: vscode.l10n.t("Show Benchmark {0}", first), command: commands.showBenchmark, arguments: [first] }]);
}

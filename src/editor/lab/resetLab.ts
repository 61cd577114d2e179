import * as vscode from "vscode";
import { commands } from "../../contract/ids";
import { resetLab } from "../../runtime/store/workbook";
import type { Parts } from "../parts";
import { registerCommand, tell } from "../state/notice";
import { labFor } from "./chooseLab";

/** Puts back the lab's files as they were at first, after keeping a snapshot and asking. */
export function registerResetLab(parts: Parts): vscode.Disposable {
  return registerCommand(parts.log, commands.resetLab, async (argument) => {
    const lab = await labFor(parts, argument, vscode.l10n.t("Reset Lab"));
    const root = parts.folder.require();
    const reset = vscode.l10n.t("Reset");
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t("Reset lab {0}?", lab.id),
      {
        modal: true,
        detail: vscode.l10n.t(
          "Its files go back to how they were when you first opened it. A snapshot of yours is kept. Your progress stays.",
        ),
      },
      reset,
    );
    if (answer !== reset) return;
    parts.runs.active(lab.id)?.cancel();
    const prefix = `${vscode.Uri.file(parts.folder.workFolder(lab)).toString()}/`;
    for (const document of vscode.workspace.textDocuments)
      if (document.isDirty && document.uri.toString().startsWith(prefix)) await document.save();
    const { snapshot } = await resetLab(lab, root, new Date());
    await parts.folder.record({ fact: "snapshot", lab: lab.id, folder: snapshot });
    tell("info", vscode.l10n.t("Lab {0} is reset. Your files are kept in {1}.", lab.id, vscode.workspace.asRelativePath(snapshot)), [
      { title: vscode.l10n.t("Show Snapshot"), command: "revealFileInOS", arguments: [vscode.Uri.file(snapshot)] },
    ]);
  });
}

import * as vscode from "vscode";
import { commands, settings as keys } from "../../contract/ids";
import { labsOfPath } from "../../core/course";
import type { Parts } from "../parts";
import { registerCommand } from "../state/notice";

/** Chooses one of the course's paths for this workspace. */
export function registerChoosePath({ log, catalogue, settings }: Parts): vscode.Disposable {
  return registerCommand(log, commands.choosePath, async () => {
    const course = await catalogue.load();
    const picked = await vscode.window.showQuickPick(
      course.paths.map((path) => ({
        label: path.title,
        description: [
          vscode.l10n.t("{0} h", Math.round(path.hours)),
          vscode.l10n.t("{0} labs in this version", labsOfPath(course, path.id).length),
          ...(path.id === settings.path.value ? [vscode.l10n.t("chosen")] : []),
        ].join(" · "),
        detail: path.summary,
        id: path.id,
      })),
      { title: vscode.l10n.t("Choose Path"), placeHolder: vscode.l10n.t("It decides what is up next; every lab stays open to you") },
    );
    if (!picked) return;
    const target = vscode.workspace.workspaceFolders ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
    await vscode.workspace.getConfiguration().update(keys.path, picked.id, target);
  });
}

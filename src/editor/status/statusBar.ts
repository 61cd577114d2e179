import * as vscode from "vscode";
import { commands, statusBarItem } from "../../contract/ids";
import { runProgress } from "../../core/pageState";
import { checksPassed, labStatus } from "../../core/progress";
import type { Parts } from "../parts";
import { Owner } from "../state/owner";
import { triedWords } from "../state/words";

/** The current lab with its checks, or its run going on; a click opens the lab page. */
export function registerStatusBar({ current, folder, runs }: Parts): vscode.Disposable {
  const owner = new Owner();
  const item = owner.own(vscode.window.createStatusBarItem(statusBarItem, vscode.StatusBarAlignment.Left, 10));
  item.name = vscode.l10n.t("Current Lab");
  const draw = (): void => {
    const lab = current.value;
    if (!lab) {
      item.hide();
      return;
    }
    const progress = folder.progress.value;
    const { passed, total } = checksPassed(lab, progress);
    const run = runs.active(lab.id);
    const done = labStatus(lab, progress) === "passed" && passed === total;
    if (run) {
      const searched = runProgress(run.state.value)?.searched;
      const doing = searched
        ? triedWords(searched)
        : run.request.action === "check"
          ? vscode.l10n.t("running checks")
          : vscode.l10n.t("measuring");
      item.text = `$(loading~spin) ${vscode.l10n.t("Lab {0}: {1}", lab.id, doing)}`;
    } else {
      const state = done ? vscode.l10n.t("passed") : vscode.l10n.t("{0} of {1} checks", passed, total);
      item.text = `$(${done ? "pass" : "mortar-board"}) ${vscode.l10n.t("Lab {0}: {1}", lab.id, state)}`;
    }
    item.tooltip = vscode.l10n.t("{0} {1}. Open its page.", lab.id, lab.file.title);
    item.accessibilityInformation = { label: item.text.replace(/\$\([^)]*\) /, "") };
    item.command = { command: commands.openLabPage, title: vscode.l10n.t("Open Lab Page"), arguments: [lab.id] };
    item.show();
  };
  for (const event of [current.onDidChange, folder.progress.onDidChange, runs.onDidStart, runs.onDidChange, runs.onDidEnd])
    owner.own((event as vscode.Event<unknown>)(draw));
  draw();
  return owner;
}

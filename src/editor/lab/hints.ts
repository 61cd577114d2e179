import * as vscode from "vscode";
import { commands } from "../../contract/ids";
import { labProgress } from "../../core/progress";
import type { Pages } from "../pages/pages";
import type { Parts } from "../parts";
import { registerCommand, tell } from "../state/notice";
import { labFor } from "./chooseLab";

/** Hints open one at a time, on the lab page. */
export function registerHints(parts: Parts, pages: Pages): vscode.Disposable {
  return registerCommand(parts.log, commands.nextHint, async (argument) => {
    const lab = await labFor(parts, argument, vscode.l10n.t("Show Next Hint"));
    const opened = labProgress(parts.folder.progress.value, lab.id).hints;
    if (opened < lab.hints.length) await parts.folder.record({ fact: "hint", lab: lab.id, hint: opened + 1 });
    else
      tell(
        "info",
        lab.hints.length === 0
          ? vscode.l10n.t("Lab {0} has no hints.", lab.id)
          : vscode.l10n.t("All {0} hints of lab {1} are open on its page.", lab.hints.length, lab.id),
      );
    if (lab.hints.length > 0) await pages.show("lab", lab.id, { anchor: "hints", preserveFocus: true });
  });
}

import path from "node:path";
import * as vscode from "vscode";
import { commands } from "../../contract/ids";
import { type Lab, upNext } from "../../core/course";
import { labProgress } from "../../core/progress";
import { openLab as copyLab, type OpenedLab } from "../../runtime/store/workbook";
import type { Pages } from "../pages/pages";
import type { Parts } from "../parts";
import { registerCommand, tell } from "../state/notice";
import { Owner } from "../state/owner";
import { labFor, labOfArgument, pickLab } from "./chooseLab";

/** Copies what is missing of the lab's files into the course folder; a file that is there stays as it is. */
export async function prepareLab({ folder }: Pick<Parts, "folder">, lab: Lab): Promise<string> {
  const root = folder.require();
  const { aside, brought } = await copyLab(lab, root);
  if (brought.length > 0) tell("info", broughtWords(lab, brought));
  if (aside !== undefined)
    tell(
      "warning",
      vscode.l10n.t(
        "A newer version of the extension has worked on lab {0}. What it noted about the lab's files is kept in {1}; your files are as they were.",
        lab.id,
        vscode.workspace.asRelativePath(aside),
      ),
    );
  if (!labProgress(folder.progress.value, lab.id).opened) await folder.record({ fact: "opened", lab: lab.id });
  return folder.workFolder(lab);
}

/** Which files a lab took over, and of which it had to take the starter. */
function broughtWords(lab: Lab, brought: OpenedLab["brought"]): string {
  const labs = (own: boolean): string => [...new Set(brought.filter((one) => one.own === own).map((one) => one.lab))].join(", ");
  const [yours, starters] = [labs(true), labs(false)];
  if (starters === "") return vscode.l10n.t("Lab {0} has copies of your files of labs {1}.", lab.id, yours);
  const missing = vscode.l10n.t("Of labs {0} it has the starters, because your files were not there.", starters);
  return yours === ""
    ? vscode.l10n.t("Lab {0} builds on files of earlier labs.", lab.id) + ` ${missing}`
    : vscode.l10n.t("Lab {0} has copies of your files of labs {1}.", lab.id, yours) + ` ${missing}`;
}

/** Opens the lab's first file in the first column and its page beside. In a restricted workspace only the page. */
async function openLab(parts: Parts, pages: Pages, lab: Lab): Promise<void> {
  if (!parts.trusted.value) {
    await pages.show("lab", lab.id);
    return;
  }
  if (parts.folder.path.value === undefined) await parts.folder.create();
  const work = await prepareLab(parts, lab);
  // Whether Python is missing should show on the page now, not with the first run.
  void parts.interpreter.find();
  parts.current.choose(lab);
  const first = lab.file.files[0];
  if (first !== undefined) {
    await vscode.window.showTextDocument(vscode.Uri.file(path.join(work, first)), { viewColumn: vscode.ViewColumn.One, preview: false });
  }
  await pages.show("lab", lab.id, { preserveFocus: true });
}

export function registerOpenLab(parts: Parts, pages: Pages): vscode.Disposable {
  const { log, catalogue, folder, settings } = parts;
  const owner = new Owner();
  owner.own(
    registerCommand(log, commands.openLab, async (argument) => {
      await openLab(parts, pages, (await labOfArgument(parts, argument)) ?? (await pickLab(parts, vscode.l10n.t("Open Lab"))));
    }),
  );
  owner.own(
    registerCommand(log, commands.openUpNext, async () => {
      const lab = upNext(await catalogue.load(), folder.progress.value, settings.path.value);
      if (lab) await openLab(parts, pages, lab);
      else tell("info", vscode.l10n.t("You have passed every lab of this path that is in this version."));
    }),
  );
  owner.own(
    registerCommand(log, commands.openLabPage, async (argument, anchor) => {
      const lab = await labFor(parts, argument, vscode.l10n.t("Open Lab Page"));
      await pages.show("lab", lab.id, typeof anchor === "string" ? { anchor } : {});
    }),
  );
  return owner;
}

import { access, appendFile } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import { commands, extensionId, walkthrough } from "../../contract/ids";
import type { Parts } from "../parts";
import { journalFolder } from "../state/courseFolder";
import { messageOf, Problem, registerCommand } from "../state/notice";
import { Owner } from "../state/owner";

/** Set-up: the course folder is made, then the first lab opens. */
export function registerStart({ log, folder }: Parts): vscode.Disposable {
  const owner = new Owner();
  owner.own(
    registerCommand(log, commands.start, async () => {
      if (folder.path.value === undefined) {
        const root = await folder.create();
        void offerIgnore(root).catch((error: unknown) => log.warn(messageOf(error)));
      }
      await vscode.commands.executeCommand(commands.openUpNext);
    }),
  );
  owner.own(
    registerCommand(log, commands.openWalkthrough, () =>
      vscode.commands.executeCommand("workbench.action.openWalkthrough", `${extensionId}#${walkthrough}`, false),
    ),
  );
  return owner;
}

/** The journal is the learner's own: whether Git keeps it is asked, not decided. */
async function offerIgnore(root: string): Promise<void> {
  const home = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(root));
  const inGit =
    home &&
    (await access(path.join(home.uri.fsPath, ".git")).then(
      () => true,
      () => false,
    ));
  if (!inGit) return;
  const ignore = vscode.l10n.t("Ignore in Git");
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      "Your progress is kept in {0}. Keep it in Git to have it on other machines, or ignore it.",
      vscode.workspace.asRelativePath(path.join(root, journalFolder)),
    ),
    vscode.l10n.t("Keep in Git"),
    ignore,
  );
  if (answer !== ignore) return;
  await appendFile(path.join(root, ".gitignore"), `/${journalFolder}/\n`).catch((error: unknown) => {
    throw new Problem(vscode.l10n.t("The .gitignore could not be written: {0}", messageOf(error)));
  });
}

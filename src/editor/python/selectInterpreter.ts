import * as vscode from "vscode";
import { commands, settings as keys } from "../../contract/ids";
import { findPython } from "../../runtime/python/discover";
import { Problem, registerCommand } from "../state/notice";
import type { Watched } from "../state/observable";
import { pythonExtensions } from "./extensionChoice";
import type { Interpreter } from "./interpreter";

/** Lets the learner name a Python. It is probed before the setting changes. */
export function registerSelectInterpreter(
  interpreter: Interpreter,
  trusted: Watched<boolean>,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  return registerCommand(log, commands.selectInterpreter, async () => {
    if (!trusted.value) await interpreter.require();
    const found = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Looking for Python") },
      () => interpreter.find(),
    );
    const current = found.found ? `Python ${found.version} · ${found.path}` : found.message;
    const browse = {
      label: vscode.l10n.t("Choose a file..."),
      detail: vscode.l10n.t("Sets {0} to a Python executable", keys.pythonPath),
      act: chooseFile,
    };
    const automatic = {
      label: vscode.l10n.t("Find Python automatically"),
      detail: vscode.l10n.t("Takes the Python extension's choice if there is one, else the first suitable Python on the path"),
      act: () => choosePython(undefined),
    };
    const delegate = pythonExtensions.some((id) => vscode.extensions.getExtension(id))
      ? [
          {
            label: vscode.l10n.t("Choose in the Python extension..."),
            detail: vscode.l10n.t("Used when {0} is empty", keys.pythonPath),
            act: () => vscode.commands.executeCommand("python.setInterpreter"),
          },
        ]
      : [];
    const picked = await vscode.window.showQuickPick([automatic, ...delegate, browse], {
      title: vscode.l10n.t("Python for the labs"),
      placeHolder: current,
    });
    await picked?.act();
  });
}

async function chooseFile(): Promise<void> {
  const files = await vscode.window.showOpenDialog({
    canSelectMany: false,
    title: vscode.l10n.t("Choose a Python executable, 3.11 or later"),
  });
  const file = files?.[0]?.fsPath;
  if (file === undefined) return;
  const probed = await findPython({ setting: file });
  if (!probed.found) throw new Problem(probed.message);
  await choosePython(file);
}

/** The setting is of the machine: it names a path that other machines do not have. */
export async function choosePython(path: string | undefined): Promise<void> {
  await vscode.workspace.getConfiguration().update(keys.pythonPath, path, vscode.ConfigurationTarget.Global);
}

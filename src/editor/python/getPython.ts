import * as vscode from "vscode";
import { commands } from "../../contract/ids";
import { bringPython, findUv, MANAGED_VERSION } from "../../runtime/python/managedPython";
import { registerCommand, tell } from "../state/notice";
import type { Watched } from "../state/observable";
import { installing } from "./installing";
import { choosePython } from "./selectInterpreter";

/** For a machine without a Python that does: uv brings one where it is installed, else the way to a download is shown. */
export function registerGetPython(folder: string, trusted: Watched<boolean>, log: vscode.LogOutputChannel): vscode.Disposable {
  return registerCommand(log, commands.getPython, async () => {
    const uv = trusted.value ? await findUv() : undefined;
    if (uv === undefined) {
      await vscode.env.openExternal(vscode.Uri.parse("https://www.python.org/downloads/"));
      return;
    }
    const download = vscode.l10n.t("Download");
    const picked = await vscode.window.showInformationMessage(
      vscode.l10n.t("Let uv download CPython {0} for the labs?", MANAGED_VERSION),
      {
        modal: true,
        detail: vscode.l10n.t(
          "uv fetches it from where it gets its Pythons and keeps it in a folder of this extension. Nothing else on this machine changes, but the setting Python Path, which will name it.",
        ),
      },
      download,
    );
    if (picked !== download) return;
    const python = await installing(vscode.l10n.t("Downloading CPython {0}", MANAGED_VERSION), log, ({ signal }) =>
      bringPython(uv, folder, { signal }),
    );
    await choosePython(python.path);
    tell("info", vscode.l10n.t("The labs run on Python {0} now.", python.version));
  });
}

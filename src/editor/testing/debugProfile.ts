import * as vscode from "vscode";
import { kitCommand } from "../../runtime/process/kitCommand";
import { prepareLab } from "../lab/openLab";
import type { Parts } from "../parts";
import { Problem } from "../state/notice";
import type { CheckItems } from "./checkItems";

const debuggerExtension = "ms-python.debugpy";

/**
 * Runs the checks of one lab under the Python Debugger extension. Limits are off and stops are as long as the reader likes, so
 * a debug run gives no verdict: items keep their results and nothing is recorded.
 */
export async function debugChecks(
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
  items: CheckItems,
  parts: Parts,
): Promise<void> {
  const { roots, packages } = parts;
  const meanings = (request.include ?? []).flatMap((item) => items.meaning(item) ?? []);
  const lab = meanings[0]?.lab;
  if (!lab || meanings.some((meaning) => meaning.lab.id !== lab.id))
    throw new Problem(vscode.l10n.t("Choose the checks of one lab to debug."));
  if (!vscode.extensions.getExtension(debuggerExtension)) {
    throw new Problem(
      vscode.l10n.t("Debugging a check needs the Python Debugger extension, which is not installed. Install it, then debug again."),
      [{ title: vscode.l10n.t("Show Python Debugger"), command: "extension.open", arguments: [debuggerExtension] }],
    );
  }
  const work = await prepareLab(parts, lab);
  const python = await parts.interpreter.require();
  const checks = meanings.some((meaning) => meaning.check === undefined) ? [] : meanings.flatMap((meaning) => meaning.check ?? []);
  const kit = kitCommand({
    python: python.path,
    kitRoot: roots.kit,
    libsRoot: roots.libs,
    packages: await packages.require(lab, python),
    courseRoot: roots.course,
    action: "check",
    lab: lab.id,
    work,
  });
  const unlimited = ["--call-seconds", "86400", "--memory-mb", "1048576"];
  const name = vscode.l10n.t("Lab {0} checks", lab.id);
  const started = await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(vscode.Uri.file(work)), {
    type: "debugpy",
    request: "launch",
    name,
    python: python.path,
    // Frozen modules of the standard library would hide its lines, and the debugger would warn about it.
    pythonArgs: ["-P", "-Xfrozen_modules=off"],
    module: "labkit",
    args: ["check", lab.id, "--work", work, "--course", roots.course, ...checks.flatMap((check) => ["--check", check]), ...unlimited],
    cwd: work,
    env: { PYTHONPATH: kit.env["PYTHONPATH"] ?? "", PYTHONDONTWRITEBYTECODE: "1", PYTHONUTF8: "1" },
    console: "internalConsole",
    internalConsoleOptions: "openOnSessionStart",
    subProcess: true,
    justMyCode: true,
  });
  if (!started) throw new Problem(vscode.l10n.t("The debugger did not start. The Python Debugger extension's output says why."));
  const session = vscode.debug.activeDebugSession;
  const stop = token.onCancellationRequested(() => void vscode.debug.stopDebugging(session));
  await new Promise<void>((resolve) => {
    const ended = vscode.debug.onDidTerminateDebugSession((candidate) => {
      if (candidate.name !== name) return;
      ended.dispose();
      resolve();
    });
  });
  stop.dispose();
}

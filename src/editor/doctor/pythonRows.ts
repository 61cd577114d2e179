import * as vscode from "vscode";
import { commands } from "../../contract/ids";
import { type PythonFound, type PythonMissing, pythonSources } from "../../runtime/python/discover";
import { type Interpreter, nextSteps } from "../python/interpreter";
import type { Findings, Remedy } from "./findings";

const { l10n } = vscode;

/** The Python that runs the labs and why it is that one, or why there is none. */
export function tellPython(python: PythonFound | PythonMissing, findings: Findings): void {
  if (python.found) {
    const { version, implementation, path, abi } = python;
    findings.tell("python", { state: "ok", found: [`${implementation} ${version}, ${path}`, whyChosen(python), l10n.t("ABI: {0}", abi)] });
    return;
  }
  const remedies = nextSteps(python)
    .filter(({ command }) => command !== commands.doctor)
    .map(({ title, command, arguments: given = [] }): Remedy => ({ title, run: () => vscode.commands.executeCommand(command, ...given) }));
  findings.tell("python", { state: "stops", found: [python.message], remedies });
}

function whyChosen({ source }: PythonFound): string {
  switch (source) {
    case pythonSources.setting:
      return l10n.t("Chosen by the setting Python Path.");
    case pythonSources.extension:
      return l10n.t("Chosen in the Python extension. The setting Python Path would go before it.");
    default:
      return l10n.t("The first suitable one, found as {0}. The setting Python Path would go before it.", source);
  }
}

/** Every other candidate, as it answers. @throws the signal's reason when it is aborted */
export async function tellOthers(
  interpreter: Interpreter,
  chosen: PythonFound | PythonMissing,
  findings: Findings,
  signal: AbortSignal,
): Promise<void> {
  const found: string[] = [];
  for await (const { names, command, result } of interpreter.survey(signal)) {
    if (chosen.found && command === chosen.path) continue;
    const place = [...new Set([...names, command ?? ""])].filter((name) => name !== "").join(", ");
    found.push(typeof result === "string" ? `${place}: ${result}` : `${result.implementation} ${result.version}, ${place}`);
    findings.tell("others", { state: "looking", found: [...found] });
  }
  findings.tell("others", { state: "ok", found: found.length > 0 ? found : [l10n.t("None was found.")] });
}

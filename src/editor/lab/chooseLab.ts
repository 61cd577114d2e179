import * as vscode from "vscode";
import { type Lab, labsOfPath, upNext } from "../../core/course";
import { checksPassed, labStatus } from "../../core/progress";
import type { Parts } from "../parts";
import { minutes, statusWord } from "../state/words";
import { labOfRow } from "../tree/rows";

type Needs = Pick<Parts, "catalogue" | "folder" | "current" | "settings">;

/** The lab a command is about: the argument's (an id, a tree row, a file), else the current one, else the reader's pick. */
export async function labFor(parts: Needs, argument: unknown, title: string): Promise<Lab> {
  return (await labOfArgument(parts, argument)) ?? parts.current.value ?? pickLab(parts, title);
}

export async function labOfArgument(
  { catalogue, current }: Pick<Parts, "catalogue" | "current">,
  argument: unknown,
): Promise<Lab | undefined> {
  if (typeof argument === "string") return catalogue.lab(argument);
  if (argument instanceof vscode.Uri) return current.labOf(argument.fsPath);
  return labOfRow(argument);
}

/** Asks which lab, with the state of each. @throws vscode.CancellationError when the reader leaves */
export async function pickLab({ catalogue, folder, settings }: Needs, title: string): Promise<Lab> {
  const course = await catalogue.load();
  const progress = folder.progress.value;
  const path = settings.path.value;
  const next = upNext(course, progress, path);
  const onPath = labsOfPath(course, path);
  const others = [...course.labs.values()].filter((lab) => !onPath.includes(lab));
  const entry = (lab: Lab): vscode.QuickPickItem & { lab: Lab } => {
    const status = labStatus(lab, progress);
    const { passed, total } = checksPassed(lab, progress);
    const state =
      status === "passed"
        ? statusWord("passed")
        : status === "inProgress"
          ? vscode.l10n.t("{0} of {1} checks", passed, total)
          : vscode.l10n.t("not started");
    const icon = status === "passed" ? "$(pass-filled)" : status === "inProgress" ? "$(color-mode)" : "$(circle-large-outline)";
    return {
      label: `${icon} ${lab.id} ${lab.file.title}`,
      description: [minutes(lab.file.minutes), state, ...(lab === next ? [vscode.l10n.t("up next")] : [])].join(" · "),
      detail: lab.file.summary,
      lab,
    };
  };
  const separator = { label: vscode.l10n.t("not on this path"), kind: vscode.QuickPickItemKind.Separator };
  const items: (vscode.QuickPickItem & { lab?: Lab })[] = [
    ...onPath.map(entry),
    ...(others.length > 0 ? [separator, ...others.map(entry)] : []),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t("Choose a lab"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!picked?.lab) throw new vscode.CancellationError();
  return picked.lab;
}

import * as vscode from "vscode";
import { labsOfPath } from "../../core/course";
import { labStatus } from "../../core/progress";
import { quizScore } from "../../core/quiz";
import type { Parts } from "../parts";
import { Owner } from "../state/owner";
import { duration } from "../state/words";

interface Figure {
  id: string;
  label: string;
  value: string;
  icon: string;
}

/** The learner's progress in a few figures, on the chosen path. */
export class ProgressTree implements vscode.TreeDataProvider<Figure>, vscode.Disposable {
  readonly #owner = new Owner();
  readonly #changed = this.#owner.own(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(private readonly parts: Pick<Parts, "catalogue" | "folder" | "settings">) {
    const { catalogue, folder, settings } = parts;
    for (const event of [catalogue.course.onDidChange, folder.path.onDidChange, folder.progress.onDidChange, settings.path.onDidChange]) {
      this.#owner.own((event as vscode.Event<unknown>)(() => this.#changed.fire(undefined)));
    }
  }

  getTreeItem({ id, label, value, icon }: Figure): vscode.TreeItem {
    const item = new vscode.TreeItem(label);
    item.id = id;
    item.description = value;
    item.iconPath = new vscode.ThemeIcon(icon);
    item.accessibilityInformation = { label: `${label}, ${value}` };
    return item;
  }

  getChildren(): Figure[] {
    const { catalogue, folder, settings } = this.parts;
    const course = catalogue.course.value;
    if (!course || folder.path.value === undefined) return [];
    const progress = folder.progress.value;
    const labs = labsOfPath(course, settings.path.value);
    const passed = labs.filter((lab) => labStatus(lab, progress) === "passed");
    const minutes = (list: typeof labs): number => list.reduce((sum, lab) => sum + lab.file.minutes, 0);
    const quizzes = course.modules.flatMap(({ quiz }) => (quiz ? [quizScore(quiz, progress)] : []));
    const taken = quizzes.filter((score) => score !== undefined);
    const { t } = vscode.l10n;
    const figures: Figure[] = [
      { id: "labs", label: t("Labs passed"), value: t("{0} of {1}", passed.length, labs.length), icon: "pass" },
      {
        id: "time",
        label: t("Time on the path"),
        value: t("{0} done, {1} left", duration(minutes(passed)), duration(minutes(labs) - minutes(passed))),
        icon: "clock",
      },
    ];
    if (quizzes.length > 0) {
      const right = taken.reduce((sum, score) => sum + score.correct, 0);
      const asked = taken.reduce((sum, score) => sum + score.asked, 0);
      figures.push({
        id: "quizzes",
        label: t("Quizzes"),
        value: taken.length === 0 ? t("none taken yet") : t("{0} of {1} answers right", right, asked),
        icon: "question",
      });
    }
    const last = folder.lastActivity;
    if (last)
      figures.push({
        id: "last",
        label: t("Last activity"),
        value: new Date(last).toLocaleString(vscode.env.language, { dateStyle: "medium", timeStyle: "short" }),
        icon: "history",
      });
    return figures;
  }

  dispose(): void {
    this.#owner.dispose();
  }
}

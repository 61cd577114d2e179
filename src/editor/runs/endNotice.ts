import * as vscode from "vscode";
import { commands } from "../../contract/ids";
import { upNext } from "../../core/course";
import { labStatus } from "../../core/progress";
import type { Parts } from "../parts";
import { tell } from "../state/notice";
import { Owner } from "../state/owner";
import type { Run } from "./run";

/** Says what no view shows by itself: that a lab is passed for the first time and what is next, and that nothing could run. */
export function registerEndNotice({ runs, folder, catalogue, settings }: Parts): vscode.Disposable {
  const owner = new Owner();
  const passedBefore = new WeakMap<Run, boolean>();
  const passed = (run: Run): boolean => labStatus(run.lab, folder.progress.value) === "passed";
  owner.own(runs.onDidStart((run) => passedBefore.set(run, passed(run))));
  owner.own(
    runs.onDidEnd((run) => {
      const { outcome, message } = run.state.value;
      if (outcome === "setup" && message !== undefined) {
        tell("warning", vscode.l10n.t("Lab {0} cannot run yet. {1}", run.lab.id, message), [
          { title: vscode.l10n.t("Show Log"), command: commands.showLog },
        ]);
      }
      if (passedBefore.get(run) || !passed(run)) return;
      const course = catalogue.course.value;
      const next = course && upNext(course, folder.progress.value, settings.path.value);
      if (!next) tell("info", vscode.l10n.t("Lab {0} is passed. It was the last of your path in this version.", run.lab.id));
      else {
        tell("info", vscode.l10n.t("Lab {0} is passed. Up next: {1} {2}.", run.lab.id, next.id, next.file.title), [
          { title: vscode.l10n.t("Open Lab {0}", next.id), command: commands.openLab, arguments: [next.id] },
        ]);
      }
    }),
  );
  return owner;
}

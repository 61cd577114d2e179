import * as vscode from "vscode";
import { testController } from "../../contract/ids";
import type { Parts } from "../parts";
import { guard } from "../state/notice";
import { Owner } from "../state/owner";
import { CheckItems } from "./checkItems";
import { runContinuously } from "./continuousRun";
import { debugChecks } from "./debugProfile";
import { RunProfile } from "./runProfile";

export interface Testing extends vscode.Disposable {
  controller: vscode.TestController;
  items: CheckItems;
  runProfile: vscode.TestRunProfile;
}

/** Every check of every lab in VS Code's test view: run, debug, run on save. */
export function registerTesting(parts: Parts): Testing {
  const owner = new Owner();
  const controller = owner.own(vscode.tests.createTestController(testController, vscode.l10n.t("Concurrency Labs")));
  const items = owner.own(new CheckItems(controller, parts));
  const profile = new RunProfile(controller, items, parts);
  controller.refreshHandler = () => items.rebuild();
  const runProfile = owner.own(
    controller.createRunProfile(
      vscode.l10n.t("Run Checks"),
      vscode.TestRunProfileKind.Run,
      (request, token) => (request.continuous ? runContinuously(request, token, profile, items, parts) : profile.run(request, token)),
      true,
      undefined,
      true,
    ),
  );
  owner.own(
    controller.createRunProfile(vscode.l10n.t("Debug Checks"), vscode.TestRunProfileKind.Debug, (request, token) =>
      guard(parts.log, vscode.l10n.t("Debug Checks"), () => debugChecks(request, token, items, parts)),
    ),
  );
  owner.own(parts.runs.onDidStart((run) => void profile.mirror(run)));
  void items.rebuild();
  return { controller, items, runProfile, dispose: () => owner.dispose() };
}

import * as vscode from "vscode";
import { commands } from "../../contract/ids";
import { labsOfPath } from "../../core/course";
import { labFor } from "../lab/chooseLab";
import type { Parts } from "../parts";
import { registerCommand, tell } from "../state/notice";
import { Owner } from "../state/owner";
import { packagesOf } from "./labPackages";

/** Commands that install the packages of one lab, or of a whole path ahead of a journey without a network. */
export function registerPackageCommands(parts: Parts): vscode.Disposable {
  const { log, catalogue, interpreter, packages, settings } = parts;
  const owner = new Owner();
  const install = async (names: readonly string[], why: string, nothing: string): Promise<void> => {
    const python = await interpreter.require();
    const missing = await packages.missing(python, names);
    if (missing.length === 0) tell("info", nothing);
    else if (await packages.install(python, missing, why))
      tell("info", vscode.l10n.t("Installed {0} for Python {1}.", missing.map(({ name }) => name).join(", "), python.version));
  };

  owner.own(
    registerCommand(log, commands.installPackages, async (argument) => {
      const lab = await labFor(parts, argument, vscode.l10n.t("Install Packages of a Lab"));
      const names = packagesOf(lab).join(", ");
      await install(
        packagesOf(lab),
        vscode.l10n.t("Lab {0} uses {1}.", lab.id, names),
        names === ""
          ? vscode.l10n.t("Lab {0} uses no packages.", lab.id)
          : vscode.l10n.t("What lab {0} uses is there: {1}.", lab.id, names),
      );
    }),
  );
  owner.own(
    registerCommand(log, commands.downloadPackages, async () => {
      const course = await catalogue.load();
      const path = course.paths.find(({ id }) => id === settings.path.value);
      const labs = labsOfPath(course, settings.path.value);
      await install(
        labs.flatMap(packagesOf),
        vscode.l10n.t("The labs of {0} use further packages.", path?.title ?? settings.path.value),
        vscode.l10n.t("Everything the {0} labs of {1} need is there.", labs.length, path?.title ?? settings.path.value),
      );
    }),
  );
  return owner;
}

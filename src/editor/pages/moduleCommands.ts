import * as vscode from "vscode";
import { commands } from "../../contract/ids";
import type { Module } from "../../core/course";
import type { Parts } from "../parts";
import { registerCommand } from "../state/notice";
import { Owner } from "../state/owner";
import { moduleOfRow } from "../tree/rows";
import type { Pages } from "./pages";

export function registerModuleCommands(parts: Parts, pages: Pages): vscode.Disposable {
  const { log } = parts;
  const owner = new Owner();
  owner.own(
    registerCommand(log, commands.openModulePage, async (argument) => {
      const module = await moduleFor(parts, argument, (candidate) => candidate.markdown !== undefined, vscode.l10n.t("Open Module Page"));
      await pages.show("module", String(module.entry.number));
    }),
  );
  owner.own(
    registerCommand(log, commands.takeQuiz, async (argument) => {
      const module = await moduleFor(parts, argument, (candidate) => candidate.quiz !== undefined, vscode.l10n.t("Take Quiz"));
      await pages.show("module", String(module.entry.number), { anchor: "quiz" });
    }),
  );
  return owner;
}

/** The module an argument names (its number, a tree row), else the reader's pick among those that have what is wanted. */
async function moduleFor({ catalogue }: Parts, argument: unknown, suits: (module: Module) => boolean, title: string): Promise<Module> {
  if (typeof argument === "number") return catalogue.module(argument);
  const row = moduleOfRow(argument);
  if (row) return row;
  const modules = (await catalogue.load()).modules.filter(suits);
  const picked = await vscode.window.showQuickPick(
    modules.map((module) => ({ label: `${module.entry.number} ${module.entry.title}`, detail: module.file?.summary, module })),
    { title, placeHolder: vscode.l10n.t("Choose a module") },
  );
  if (!picked) throw new vscode.CancellationError();
  return picked.module;
}

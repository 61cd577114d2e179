import * as v from "valibot";
import * as vscode from "vscode";
import { commands } from "../../contract/ids";
import type { KeptCounterexample } from "../../contract/keptCounterexample";
import type { Lab } from "../../core/course";
import { labFor } from "../lab/chooseLab";
import type { Pages } from "../pages/pages";
import type { Parts } from "../parts";
import { Problem, registerCommand } from "../state/notice";
import { plain } from "../state/words";
import type { Replay } from "./replay";

/** What VS Code hands to a command in the menu of a test's message. */
const MessageArgumentSchema = v.object({ test: v.object({ id: v.string() }) });

/** "Show Interleaving": of a check named by a page, a link or a test's message, else of one of the current lab. */
export function registerShowInterleaving(parts: Parts, pages: Pages, replay: Replay): vscode.Disposable {
  return registerCommand(parts.log, commands.showInterleaving, async (argument, check) => {
    const fromTest = v.safeParse(MessageArgumentSchema, argument);
    const [labId, checkId] = fromTest.success ? fromTest.output.test.id.split("/") : [argument, check];
    const lab = await labFor(parts, labId, vscode.l10n.t("Show Interleaving"));
    await parts.counterexamples.restore(lab);
    const kept = await choose(parts, lab, checkId);
    await pages.show("interleaving", `${lab.id}/${kept.check}`);
    await replay.moveTo(lab, kept.check, replay.stepOf(kept), true);
  });
}

async function choose({ counterexamples }: Parts, lab: Lab, check: unknown): Promise<KeptCounterexample> {
  const all = [...counterexamples.of(lab.id).values()];
  const [first, second] = typeof check === "string" ? all.filter((kept) => kept.check === check) : all;
  if (first === undefined) {
    throw new Problem(vscode.l10n.t("Lab {0} has no failing interleaving to show. Run its checks first.", lab.id), [
      { title: vscode.l10n.t("Run Checks"), command: commands.runChecks, arguments: [lab.id] },
    ]);
  }
  if (second === undefined) return first;
  const title = (id: string): string => lab.file.checks.find((candidate) => candidate.id === id)?.title ?? id;
  const picked = await vscode.window.showQuickPick(
    all.map((kept) => ({ label: title(kept.check), detail: kept.message, kept })),
    { title: vscode.l10n.t("Show Interleaving"), placeHolder: vscode.l10n.t("Choose a check of lab {0}", lab.id) },
  );
  if (!picked) throw new vscode.CancellationError();
  return picked.kept;
}

/** A link that opens the interleaving, for Markdown that trusts this one command. */
export function interleavingLink(lab: string, check: string): string {
  const target = `command:${commands.showInterleaving}?${encodeURIComponent(JSON.stringify([lab, check]))}`;
  return `[${plain(vscode.l10n.t("Show interleaving"))}](${target})`;
}

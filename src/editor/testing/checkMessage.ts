import path from "node:path";
import * as vscode from "vscode";
import type { Place } from "../../contract/events";
import { commands, interleavingMessage } from "../../contract/ids";
import type { CheckResult, CheckRun } from "../../core/run";
import { interleavingLink } from "../replay/showInterleaving";
import { plain } from "../state/words";

export interface CheckMessageOptions {
  lab: string;
  /** The lab's work folder. */
  work: string;
  /** Where to point when the result names no place. */
  otherwise: vscode.Location | undefined;
}

/**
 * The messages of a check that did not pass. The explanation comes first and without a difference, because the inline view of a
 * difference shows only the two values; the difference follows as a message of its own.
 */
export function checkMessages(check: CheckRun, { lab, work, otherwise }: CheckMessageOptions): vscode.TestMessage[] {
  const { result, counterexample } = check;
  if (!result) return [];
  const location = result.place ? placeOf(result.place, work) : otherwise;
  const text = explain(result);
  if (counterexample) {
    text.isTrusted = { enabledCommands: [commands.showInterleaving] };
    text.appendMarkdown(interleavingLink(lab, check.id));
  }
  const explanation = new vscode.TestMessage(text);
  if (counterexample) explanation.contextValue = interleavingMessage;
  if (location) explanation.location = location;
  const frames = (result.trace ?? []).map(
    (frame) =>
      new vscode.TestMessageStackFrame(
        frame.function,
        vscode.Uri.file(path.join(work, frame.file)),
        new vscode.Position(frame.line - 1, (frame.column ?? 1) - 1),
      ),
  );
  // VS Code lists the innermost frame first; the kit sends it last.
  if (frames.length > 0) explanation.stackTrace = frames.reverse();
  if (result.expected === undefined || result.actual === undefined) return [explanation];
  const difference = vscode.TestMessage.diff(new vscode.MarkdownString(plain(result.message)), result.expected, result.actual);
  if (location) difference.location = location;
  return [explanation, difference];
}

function explain({ outcome, message, misconception, details }: CheckResult): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  const heading =
    outcome === "setup" ? `${vscode.l10n.t("Cannot run yet.")} ` : outcome === "inconclusive" ? `${vscode.l10n.t("Not decided.")} ` : "";
  text.appendMarkdown(`${heading}${plain(message)}\n\n`);
  if (details.length > 0) text.appendCodeblock(details.join("\n"), "text");
  if (misconception) text.appendMarkdown(`\n\n**${plain(misconception.title)}**\n\n${plain(misconception.feedback)}\n\n`);
  return text;
}

function placeOf(place: Place, work: string): vscode.Location {
  const start = new vscode.Position(place.line - 1, (place.column ?? 1) - 1);
  const end = place.endLine !== undefined && place.endLine > place.line ? new vscode.Position(place.endLine - 1, 0) : start;
  return new vscode.Location(vscode.Uri.file(path.join(work, place.file)), new vscode.Range(start, end));
}

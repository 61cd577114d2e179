import path from "node:path";
import * as vscode from "vscode";
import type { Place } from "../../contract/events";
import type { CheckResult } from "../../core/run";
import { plain } from "../state/words";

/**
 * The messages of a check that did not pass. The explanation comes first and without a difference, because the inline view of a
 * difference shows only the two values; the difference follows as a message of its own.
 * @param work the lab's work folder
 * @param otherwise where to point when the result names no place
 */
export function checkMessages(result: CheckResult, work: string, otherwise: vscode.Location | undefined): vscode.TestMessage[] {
  const location = result.place ? placeOf(result.place, work) : otherwise;
  const explanation = new vscode.TestMessage(explain(result));
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
  if (misconception) text.appendMarkdown(`**${plain(misconception.title)}**\n\n${plain(misconception.feedback)}\n\n`);
  if (details.length > 0) text.appendCodeblock(details.join("\n"), "text");
  return text;
}

function placeOf(place: Place, work: string): vscode.Location {
  const start = new vscode.Position(place.line - 1, (place.column ?? 1) - 1);
  const end = place.endLine !== undefined && place.endLine > place.line ? new vscode.Position(place.endLine - 1, 0) : start;
  return new vscode.Location(vscode.Uri.file(path.join(work, place.file)), new vscode.Range(start, end));
}

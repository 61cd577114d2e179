import path from "node:path";
import { l10n, Uri, workspace } from "vscode";
import { exitCodes } from "../../contract/outcome";
import type { CheckRun, RunState } from "../../core/run";
import { statusWord } from "../state/words";

/**
 * A run as lines for a terminal. A check that did not pass starts with `FILE:LINE:COLUMN: error: `, relative to the workspace folder, which terminals make a link
 * and the contributed problem matcher reads.
 */
export function checkLines({ result, title }: CheckRun, work: string): string[] {
  if (!result) return [];
  const { outcome, message, misconception, details, place } = result;
  if (outcome === "passed") return [`${title}: ${statusWord("passed")}. ${message}`];
  const severity = outcome === "failed" ? "error" : "warning";
  const where = place
    ? `${workspace.asRelativePath(Uri.file(path.join(work, place.file)), false)}:${place.line}:${place.column ?? 1}: ${severity}: `
    : "";
  return [
    `${where}${title}: ${statusWord(outcome)}. ${message}`,
    ...details.map((line) => `    ${line}`),
    ...(misconception ? [`    ${misconception.title}: ${misconception.feedback}`] : []),
  ];
}

export function endLines(state: RunState): string[] {
  const lines: string[] = [];
  if (state.dropped > 0) lines.push(l10n.t("{0} bytes of output were left out.", state.dropped));
  if (state.action === "check") {
    const passed = state.checks.filter((check) => check.result?.outcome === "passed").length;
    lines.push(l10n.t("{0} of {1} checks passed.", passed, state.checks.length));
  }
  if (state.cancelled) lines.push(l10n.t("Cancelled."));
  else if (state.message !== undefined && state.outcome !== "passed") lines.push(state.message);
  return lines;
}

/** The exit code of `python -m labkit` for this run. */
export function exitCode(state: RunState): number {
  if (state.cancelled) return exitCodes.cancelled;
  const outcome = state.outcome ?? "inconclusive";
  // A benchmark decides nothing about the learner's program.
  return state.action === "bench" && outcome === "inconclusive" ? exitCodes.passed : exitCodes[outcome];
}

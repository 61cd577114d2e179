import * as vscode from "vscode";
import type { Status } from "../../contract/outcome";

const { l10n } = vscode;

/** The learner's word for a status. */
export function statusWord(status: Status): string {
  switch (status) {
    case "passed":
      return l10n.t("passed");
    case "failed":
      return l10n.t("fails");
    case "setup":
      return l10n.t("cannot run yet");
    case "inconclusive":
      return l10n.t("not decided");
    case "notRun":
      return l10n.t("not run");
    case "running":
      return l10n.t("running");
    default: {
      const unknown: never = status;
      return unknown;
    }
  }
}

export function statusIcon(status: Status): vscode.ThemeIcon {
  const colour = (id: string): vscode.ThemeColor => new vscode.ThemeColor(id);
  switch (status) {
    case "passed":
      return new vscode.ThemeIcon("pass", colour("testing.iconPassed"));
    case "failed":
      return new vscode.ThemeIcon("error", colour("testing.iconFailed"));
    case "setup":
      return new vscode.ThemeIcon("warning", colour("testing.iconErrored"));
    case "inconclusive":
      return new vscode.ThemeIcon("question", colour("testing.iconErrored"));
    case "notRun":
      return new vscode.ThemeIcon("circle-large-outline", colour("testing.iconUnset"));
    case "running":
      return new vscode.ThemeIcon("loading~spin");
    default: {
      const unknown: never = status;
      return unknown;
    }
  }
}

const grouped = (count: number): string => count.toLocaleString("en");

/** How far the search for a failing interleaving is. */
export const triedWords = ({ schedules, limit }: { schedules: number; limit: number }): string =>
  l10n.t("{0} of {1} schedules tried", grouped(schedules), grouped(limit));

export const minutes = (count: number): string => l10n.t("{0} min", count);

/** `1 h 20 min`, `45 min`. */
export function duration(count: number): string {
  if (count < 60) return minutes(count);
  const rest = count % 60;
  return rest === 0 ? l10n.t("{0} h", Math.floor(count / 60)) : l10n.t("{0} h {1} min", Math.floor(count / 60), rest);
}

/** Markdown text with nothing in it that Markdown would interpret. */
export const plain = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!|<>~&$]/g, "\\$&");

/** A size in bytes as people read it: `512 KB`, `75.2 GB`. */
export function size(bytes: number): string {
  const units = ["KB", "MB", "GB", "TB"];
  let amount = bytes / 1024;
  let unit = 0;
  for (; amount >= 1024 && unit < units.length - 1; unit += 1) amount /= 1024;
  return `${amount >= 100 ? Math.round(amount) : Math.round(amount * 10) / 10} ${units[unit]}`;
}

import * as vscode from "vscode";
import type { KeptCounterexample } from "../../contract/keptCounterexample";
import type { Layout } from "../../core/interleaving/layout";
import { lineNow, type Standing, standings } from "../../core/interleaving/standing";
import { doing, waiting } from "../../core/interleaving/words";

/** A line of the learner's file with the threads that stand on it. */
export interface Mark {
  /** Base 0. */
  line: number;
  /** The thread that acts stands here. */
  acts: boolean;
  /** What stands behind the line: each thread, with what it does or waits for. */
  text: string;
  /** Index of the first thread named, which gives the colour. */
  lane: number;
  hover: vscode.MarkdownString;
}

interface Placed extends Standing {
  lane: number;
  line: number;
}

/** The marks of one file at a step. A thread whose line does not stand in the file any more has none. */
export function marksOf(kept: KeptCounterexample, layout: Layout, step: number, file: string, texts: readonly string[]): Mark[] {
  const { counterexample } = kept;
  const now = counterexample.steps[step];
  const row = layout.rows[step];
  if (now === undefined || row === undefined) return [];
  const here = standings(counterexample, layout, step).flatMap((standing, lane): Placed[] => {
    const { place } = standing;
    const line = place && !place.lab && place.file === file ? lineNow(texts, place) : undefined;
    return line === undefined ? [] : [{ ...standing, lane, line }];
  });
  const lines = [...new Set(here.map((one) => one.line))];
  return lines.map((line): Mark => {
    // Who acts is named first.
    const threads = here.filter((one) => one.line === line).sort((a, b) => Number(b.state.is === "acts") - Number(a.state.is === "acts"));
    const words = ({ thread, state }: Placed): string => {
      if (state.is === "acts") return `${thread} ${doing(vscode.l10n.t, now, row.refused)}`;
      return state.is === "waits" ? `${thread} ${waiting(vscode.l10n.t, state)}` : vscode.l10n.t("{0} can go on here", thread);
    };
    return {
      line: line - 1,
      acts: threads.some((one) => one.state.is === "acts"),
      text: threads.map(words).join(" · "),
      lane: threads[0]?.lane ?? 0,
      hover: hoverOf(threads),
    };
  });
}

function hoverOf(threads: readonly Placed[]): vscode.MarkdownString {
  const hover = new vscode.MarkdownString();
  for (const { thread, holds, locals } of threads) {
    const variables = Object.entries(locals).map(([name, value]) => `${name} = ${value}`);
    hover.appendText(thread);
    if (holds.length > 0) hover.appendText(` · ${vscode.l10n.t("holds {0}", holds.join(", "))}`);
    hover.appendMarkdown("\n\n");
    if (variables.length > 0) hover.appendCodeblock(variables.join("\n"), "python");
  }
  return hover;
}

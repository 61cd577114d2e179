import * as vscode from "vscode";
import type { Status } from "../../contract/outcome";
import type { CheckRun, RunState } from "../../core/run";
import type { Run } from "../runs/run";
import { triedWords } from "../state/words";
import { checkMessages } from "./checkMessage";

export interface RunReportOptions {
  run: Run;
  testRun: vscode.TestRun;
  /** By check id: what this run was asked to do. Each gets exactly one final state. */
  items: ReadonlyMap<string, vscode.TestItem>;
  work: string;
}

/** Carries a kit run into VS Code's test results as it goes on, and settles every item when it has ended. */
export async function reportRun({ run, testRun, items, work }: RunReportOptions): Promise<void> {
  const shown = new Map<string, Status>();
  let printed = 0;
  let searching = "";
  const follow = (state: RunState): void => {
    for (const piece of state.output.toArray(printed))
      testRun.appendOutput(crlf(piece.text), undefined, piece.check === null ? undefined : items.get(piece.check));
    printed = state.output.length;
    const running = state.checks.find((check) => check.status === "running" && check.searched && !check.result);
    const tried = running?.searched ? triedWords(running.searched) : "";
    if (tried !== searching) {
      // One line, written over: a terminal shows test output.
      testRun.appendOutput(tried === "" ? "\r\x1b[K" : `\r\x1b[K${tried}`, undefined, running && items.get(running.id));
      searching = tried;
    }
    for (const check of state.checks) {
      const item = items.get(check.id);
      if (!item || shown.get(check.id) === check.status) continue;
      shown.set(check.id, check.status);
      show({ testRun, item, check, lab: run.lab.id, work, cancelled: state.cancelled });
    }
  };
  for (const item of items.values()) testRun.enqueued(item);
  const listening = run.state.onDidChange(follow);
  follow(run.state.value);
  const state = await run.ended;
  listening.dispose();
  for (const [id, item] of items) {
    if (state.checks.some((check) => check.id === id)) continue;
    if (state.cancelled) testRun.skipped(item);
    else testRun.errored(item, new vscode.TestMessage(state.message ?? vscode.l10n.t("The run ended without a word about this check.")));
  }
  testRun.appendOutput(crlf(summary(state)));
}

interface Shown {
  testRun: vscode.TestRun;
  item: vscode.TestItem;
  check: CheckRun;
  lab: string;
  work: string;
  cancelled: boolean;
}

function show({ testRun, item, check, lab, work, cancelled }: Shown): void {
  const { result } = check;
  const otherwise = item.uri && item.range ? new vscode.Location(item.uri, item.range.start) : undefined;
  const messages = (): vscode.TestMessage[] => checkMessages(check, { lab, work, otherwise });
  switch (check.status) {
    case "notRun":
      return;
    case "running":
      testRun.started(item);
      return;
    case "passed":
      testRun.appendOutput(crlf(`${item.label}: ${result?.message ?? ""}\n`), undefined, item);
      testRun.passed(item, milliseconds(check));
      return;
    case "failed":
      testRun.failed(item, messages(), milliseconds(check));
      return;
    case "setup":
      testRun.errored(item, messages(), milliseconds(check));
      return;
    case "inconclusive":
      // Cancelled by the learner: nothing is wrong, there is just no result.
      if (cancelled && !check.reported) testRun.skipped(item);
      else testRun.errored(item, messages(), milliseconds(check));
      return;
    default:
      check.status satisfies never;
  }
}

const milliseconds = (check: CheckRun): number | undefined => (check.result ? check.result.seconds * 1000 : undefined);

function summary(state: RunState): string {
  const lines = state.notes.toArray().map((note) => note.text);
  if (state.dropped > 0) lines.push(vscode.l10n.t("{0} bytes of output were left out.", state.dropped));
  if (state.message !== undefined) lines.push(state.message);
  return lines.map((line) => `${line}\n`).join("");
}

/** Terminals need the carriage return. */
export const crlf = (text: string): string => text.replace(/\r?\n/g, "\r\n");

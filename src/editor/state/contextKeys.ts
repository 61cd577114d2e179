import * as vscode from "vscode";
import { contexts } from "../../contract/ids";
import { hasReport } from "../../core/report/marks";
import type { Parts } from "../parts";
import { Owner } from "./owner";

/** Keeps the context keys of menus and enablement clauses in step; a key is sent only when it changes. */
export function connectContextKeys({ folder, current, runs, counterexamples }: Parts): vscode.Disposable {
  const owner = new Owner();
  const sent = new Map<string, boolean>();
  const set = (key: (typeof contexts)[keyof typeof contexts], value: boolean): void => {
    if (sent.get(key) === value) return;
    sent.set(key, value);
    void vscode.commands.executeCommand("setContext", key, value);
  };
  const send = (): void => {
    set(contexts.ready, folder.path.value !== undefined);
    set(contexts.running, runs.anyActive !== undefined);
    set(contexts.hasLab, current.value !== undefined);
    set(contexts.hasBenchmark, current.value?.file.bench !== undefined);
    set(contexts.hasTimelines, current.value?.file.timelines !== undefined);
    set(contexts.hasReport, current.value !== undefined && hasReport(current.value.file));
    set(contexts.hasResults, runs.lastChecked !== undefined);
    set(contexts.hasInterleaving, current.value !== undefined && counterexamples.of(current.value.id).size > 0);
    if (current.value) void counterexamples.restore(current.value);
  };
  for (const event of [folder.path.onDidChange, current.onDidChange, runs.onDidStart, runs.onDidEnd, counterexamples.onDidChange])
    owner.own((event as vscode.Event<unknown>)(send));
  send();
  return owner;
}

import * as vscode from "vscode";
import type { Lab } from "../../core/course";
import { labProgress } from "../../core/progress";
import { prepareLab } from "../lab/openLab";
import type { Parts } from "../parts";
import type { Run, RunRequest } from "../runs/run";
import { messageOf } from "../state/notice";
import type { CheckItems } from "./checkItems";
import { reportRun } from "./runReport";

/** What a request asks of one lab. */
interface Wanted {
  lab: Lab;
  items: Map<string, vscode.TestItem>;
  /** The request named this lab or a check of it. */
  named: boolean;
}

/** Turns requests of the test view into kit runs, and every check run started elsewhere into a test run. */
export class RunProfile {
  /** Test runs that wait for their kit run. */
  readonly #expected = new WeakMap<RunRequest, vscode.TestRun>();

  constructor(
    private readonly controller: vscode.TestController,
    private readonly items: CheckItems,
    private readonly parts: Parts,
  ) {}

  /** Lab by lab: two labs at a time would share the machine's few cores. */
  async run(request: vscode.TestRunRequest, token: vscode.CancellationToken, patient = false): Promise<void> {
    const testRun = this.controller.createTestRun(request);
    try {
      for (const wanted of this.#wanted(request)) {
        if (token.isCancellationRequested || testRun.token.isCancellationRequested) skip(testRun, wanted);
        else await this.#runLab(testRun, wanted, token, patient);
      }
    } finally {
      testRun.end();
    }
  }

  /** Shows a run that a command, a page or a task started. */
  async mirror(run: Run): Promise<void> {
    if (run.request.action !== "check" || this.#expected.has(run.request)) return;
    const all = this.items.checksOf(run.lab);
    const { checks } = run.request;
    const items = new Map([...all].filter(([id]) => !checks || checks.includes(id)));
    const request = new vscode.TestRunRequest([...items.values()]);
    const testRun = this.controller.createTestRun(request, vscode.l10n.t("Lab {0}", run.lab.id));
    const stopping = testRun.token.onCancellationRequested(() => run.cancel());
    try {
      await reportRun({ run, testRun, items, work: this.parts.folder.workFolder(run.lab) });
    } finally {
      stopping.dispose();
      testRun.end();
    }
  }

  async #runLab(testRun: vscode.TestRun, wanted: Wanted, token: vscode.CancellationToken, patient: boolean): Promise<void> {
    const { lab, items, named } = wanted;
    const { folder, runs } = this.parts;
    if (!named && !labProgress(folder.progress.value, lab.id).opened) {
      testRun.appendOutput(`${vscode.l10n.t("Lab {0} is not opened yet, so its checks are skipped.", lab.id)}\r\n`);
      skip(testRun, wanted);
      return;
    }
    const whole = items.size === lab.file.checks.length;
    const request: RunRequest = { lab, action: "check", patient, ...(whole ? {} : { checks: [...items.keys()] }) };
    this.#expected.set(request, testRun);
    for (const item of items.values()) testRun.enqueued(item);
    try {
      const work = await prepareLab(this.parts, lab);
      const run = await runs.start(request);
      const stopping = [token, testRun.token].map((source) => source.onCancellationRequested(() => run.cancel()));
      if (token.isCancellationRequested) run.cancel();
      await reportRun({ run, testRun, items, work });
      for (const listener of stopping) listener.dispose();
    } catch (error) {
      if (error instanceof vscode.CancellationError) {
        skip(testRun, wanted);
        return;
      }
      this.parts.log.warn(`Lab ${lab.id}: ${messageOf(error)}`);
      const message = new vscode.TestMessage(vscode.l10n.t("Cannot run yet. {0}", messageOf(error)));
      for (const item of items.values()) testRun.errored(item, message);
    }
  }

  #wanted(request: vscode.TestRunRequest): Wanted[] {
    const excluded = new Set(request.exclude);
    const byLab = new Map<string, Wanted>();
    const add = (item: vscode.TestItem, named: boolean): void => {
      if (excluded.has(item)) return;
      const meaning = this.items.meaning(item);
      if (!meaning) return;
      if (meaning.check === undefined) {
        for (const [, child] of item.children) add(child, named);
        return;
      }
      const wanted = byLab.get(meaning.lab.id) ?? { lab: meaning.lab, items: new Map<string, vscode.TestItem>(), named };
      wanted.items.set(meaning.check, item);
      byLab.set(meaning.lab.id, wanted);
    };
    if (request.include) for (const item of request.include) add(item, true);
    else for (const [, item] of this.controller.items) add(item, false);
    return [...byLab.values()];
  }
}

function skip(testRun: vscode.TestRun, { items }: Wanted): void {
  for (const item of items.values()) testRun.skipped(item);
}

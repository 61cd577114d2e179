import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import { commands, interleavingMessage, pages } from "../../src/contract/ids";
import type { Lab } from "../../src/core/course";
import type { CheckRun, RunState } from "../../src/core/run";
import type { Internals } from "../../src/editor/extension";
import { Counterexamples, interleavingsFolder } from "../../src/editor/replay/counterexamples";
import { ScenarioFiles } from "../../src/editor/replay/scenarioFiles";
import type { Run } from "../../src/editor/runs/run";
import { Observable } from "../../src/editor/state/observable";
import { checkMessages } from "../../src/editor/testing/checkMessage";
import { once, scratchFolder, solution, startedCourse, starter, textOf, writeWork } from "./course";

const tour = "0.0";
const check = "no-money-lost";

/** The tour's starter, checked: the interleaving that loses money is found. */
async function failed(): Promise<{ internals: Internals; lab: Lab; state: RunState }> {
  const internals = await startedCourse();
  const lab = await internals.parts.catalogue.lab(tour);
  await vscode.commands.executeCommand(commands.openLab, tour);
  await writeWork(internals, lab, await starter(lab));
  const run = await internals.parts.runs.start({ lab, action: "check", checks: [check] });
  return { internals, lab, state: await run.ended };
}

const tabsOf = (kind: string): vscode.Tab[] =>
  vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter((tab) => tab.input instanceof vscode.TabInputWebview && tab.input.viewType.includes(kind));

async function editorOf({ parts }: Internals, lab: Lab): Promise<vscode.TextEditor> {
  const file = path.join(parts.folder.workFolder(lab), lab.file.files[0] ?? "");
  const shown = (): vscode.TextEditor | undefined => vscode.window.visibleTextEditors.find((editor) => editor.document.uri.fsPath === file);
  if (!shown()) await once(vscode.window.onDidChangeVisibleTextEditors, () => shown() !== undefined, `an editor shows ${file}`);
  const editor = shown();
  assert.ok(editor);
  return editor;
}

describe("The interleaving of a failed check", function () {
  this.timeout(120_000);
  let given: Awaited<ReturnType<typeof failed>>;
  before(async () => {
    given = await failed();
  });
  beforeEach(async () => {
    await writeWork(given.internals, given.lab, await starter(given.lab));
  });

  it("is part of the check's message: its lines, its misconception and the one command that shows it", () => {
    const found = given.state.checks.find((candidate) => candidate.id === check);
    assert.ok(found?.counterexample);
    const [message] = checkMessages(found, { lab: tour, work: "w", otherwise: undefined });
    assert.equal(message?.contextValue, interleavingMessage);
    const text = message?.message;
    assert.ok(text instanceof vscode.MarkdownString);
    assert.deepEqual(text.isTrusted, { enabledCommands: [commands.showInterleaving] });
    assert.match(textOf(message), /Found in schedule \d+ of at most 1,000, replayed 3 times\./);
    assert.ok(textOf(message).includes(`command:${commands.showInterleaving}?${encodeURIComponent(JSON.stringify([tour, check]))}`));
  });

  it("opens on a page of its own, with the editor on its step", async () => {
    const { internals, lab } = given;
    await vscode.commands.executeCommand(commands.showInterleaving, tour, check);
    const shown = (): boolean => tabsOf(pages.interleaving)[0]?.label === `Interleaving ${tour}`;
    if (!shown()) await once(vscode.window.tabGroups.onDidChangeTabs, shown, "the page has its tab");
    const marks = internals.replay.marks((await editorOf(internals, lab)).document);
    assert.equal(marks.filter((mark) => mark.acts).length, 1);
    assert.match(marks.find((mark) => mark.acts)?.text ?? "", /(salary|bonus) reads Account\.balance: 100/);
  });

  it("marks the line of every thread, and each thread's variables and locks on hovering", async () => {
    const { internals, lab } = given;
    const { document } = await editorOf(internals, lab);
    const kept = internals.parts.counterexamples.get(tour, check);
    assert.ok(kept);
    for (const [index, step] of kept.counterexample.steps.entries()) {
      await internals.replay.moveTo(lab, check, index, true);
      const acting = internals.replay.marks(document).find((mark) => mark.acts);
      if (step.line === 0 || step.lab === true) continue;
      assert.equal(acting?.line, step.line - 1);
      assert.ok(acting.text.startsWith(`${step.thread} `), acting.text);
      for (const [name, value] of Object.entries(step.locals)) assert.ok(acting.hover.value.includes(`${name} = ${value}`));
    }
  });

  it("follows its lines while the file is edited, and names the file as changed", async () => {
    const { internals, lab } = given;
    const kept = internals.parts.counterexamples.get(tour, check);
    assert.ok(kept);
    const index = kept.counterexample.steps.findIndex((step) => step.op === "write" && step.thread !== "main");
    await internals.replay.moveTo(lab, check, index, true);
    const { document } = await editorOf(internals, lab);
    const line = (): number | undefined => internals.replay.marks(document).find((mark) => mark.acts)?.line;
    const before = line();
    assert.ok(before !== undefined);
    assert.deepEqual(await internals.replay.changedFiles(lab, kept), []);

    const moved = once(internals.replay.onDidChangeFiles, () => true, "the replay hears of the edit");
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), "# one\n# two\n");
    await vscode.workspace.applyEdit(edit);
    await moved;
    assert.equal(line(), before + 2);
    assert.deepEqual(await internals.replay.changedFiles(lab, kept), ["tour_bank.py"]);

    await writeWork(internals, lab, "nothing = 0\n");
    assert.equal(line(), undefined);
  });

  it("stands in the lab's own file too, which opens to be read only", async () => {
    const { internals, lab } = given;
    const scenarios = new ScenarioFiles(internals.parts.catalogue);
    try {
      assert.match((await scenarios.texts(lab, ["scenarios/payday.py"]))[0]?.text ?? "", /def scenario\(/);
      const hostile = [
        "../lab.json",
        "../solutions/ledger/tour_bank.py",
        "/etc/passwd",
        "scenarios",
        "../../course.json",
        "x.py",
        "..\\lab.json",
      ];
      assert.deepEqual(await scenarios.texts(lab, hostile), []);
    } finally {
      scenarios.dispose();
    }
  });

  it("comes back after a restart; a page of one that is gone is closed", async () => {
    const { panels } = given.internals;
    const panel = (): vscode.WebviewPanel => vscode.window.createWebviewPanel(pages.interleaving, "not restored", vscode.ViewColumn.Two);
    const back = panel();
    await panels.restore("interleaving", back, { page: "interleaving", subject: `${tour}/${check}`, scroll: 0, folds: {} });
    assert.equal(back.title, `Interleaving ${tour}`);
    back.dispose();
    for (const subject of [`${tour}/no-such-check`, tour, `${tour}/`, "99.9/x", "/"]) {
      const gone = panel();
      let closed = false;
      gone.onDidDispose(() => {
        closed = true;
      });
      await panels.restore("interleaving", gone, { page: "interleaving", subject, scroll: 0, folds: {} });
      assert.equal(closed, true, subject);
    }
  });

  it("keeps its step for the next window, as long as it is the same interleaving", async () => {
    const { internals, lab } = given;
    const kept = internals.parts.counterexamples.get(tour, check);
    assert.ok(kept);
    await internals.replay.moveTo(lab, check, 2, false);
    assert.equal(internals.replay.stepOf(kept), 2);
    assert.notEqual(internals.replay.stepOf({ ...kept, startedAt: "2020-01-01T00:00:00.000Z" }), 2);
    assert.notEqual(
      internals.replay.stepOf({ ...kept, counterexample: { ...kept.counterexample, steps: kept.counterexample.steps.slice(0, 2) } }),
      2,
    );
  });

  it("can still be looked at when the check passes", async () => {
    const { internals, lab } = given;
    await writeWork(internals, lab, await solution(lab));
    const run = await internals.parts.runs.start({ lab, action: "check", checks: [check] });
    const state = await run.ended;
    assert.equal(state.checks.find((candidate) => candidate.id === check)?.status, "passed", state.message);
    assert.match(state.checks[0]?.result?.message ?? "", /^proved: no interleaving loses money/);
    assert.ok(internals.parts.counterexamples.get(tour, check));
  });
});

describe("Kept interleavings", () => {
  const runOf = (lab: Lab, checks: CheckRun[]): Run =>
    ({ lab, state: { value: { checks, startedAt: "2026-03-04T10:20:30.400Z" } } }) as unknown as Run;

  async function store(folder: string) {
    const changed = new vscode.EventEmitter<Run>();
    const ended = new vscode.EventEmitter<Run>();
    const { parts } = await startedCourse();
    const path = new Observable<string | undefined>(undefined);
    const counterexamples = new Counterexamples({
      runs: { onDidChange: changed.event, onDidEnd: ended.event },
      // Known a moment later, as in a window that has just been opened.
      folder: {
        path,
        refresh: async () => {
          path.value = folder;
        },
      },
      log: parts.log,
    });
    await counterexamples.restore(await parts.catalogue.lab("1.1"));
    return { counterexamples, path, lab: await parts.catalogue.lab("1.1"), changed, ended };
  }

  const result = { check: "requests-overlap", outcome: "failed" as const, seconds: 1, message: "No.", details: [] };
  const failing = (more: Partial<CheckRun> = {}): CheckRun => ({
    id: "requests-overlap",
    step: 1,
    title: "t",
    status: "failed",
    reported: true,
    result,
    counterexample: {
      check: "requests-overlap",
      form: "assertion",
      found: 1,
      limit: 10,
      confirmed: 3,
      python: "3.13.2",
      steps: [{ thread: "T1", op: "read", object: "x", file: "checker_threads.py", line: 1, source: "x", value: "1", locals: {} }],
      blocked: [],
      schedule: {},
    },
    ...more,
  });

  it("are there for the next window, and only once the check has failed", async () => {
    const { folder, dispose } = await scratchFolder();
    try {
      const first = await store(folder);
      first.changed.fire(runOf(first.lab, [failing({ result: undefined, status: "running" })]));
      assert.equal(first.counterexamples.get("1.1", "requests-overlap"), undefined);
      first.changed.fire(runOf(first.lab, [failing()]));
      await first.counterexamples.written();
      const next = await store(folder);
      assert.deepEqual(next.counterexamples.get("1.1", "requests-overlap"), first.counterexamples.get("1.1", "requests-overlap"));
      // Another folder is another learner's.
      next.path.value = path.join(folder, "elsewhere");
      assert.equal(next.counterexamples.of("1.1").size, 0);
    } finally {
      await dispose();
    }
  });

  it("are forgotten when the check fails without one", async () => {
    const { folder, dispose } = await scratchFolder();
    try {
      const { counterexamples, lab, changed, ended } = await store(folder);
      changed.fire(runOf(lab, [failing()]));
      ended.fire(runOf(lab, [failing()]));
      assert.ok(counterexamples.get("1.1", "requests-overlap"));
      ended.fire(runOf(lab, [failing({ counterexample: undefined })]));
      await counterexamples.written();
      assert.equal(counterexamples.get("1.1", "requests-overlap"), undefined);
      assert.deepEqual(await readdir(path.join(folder, interleavingsFolder, "1.1")), []);
    } finally {
      await dispose();
    }
  });

  it("that cannot be written are shown in this window all the same", async () => {
    const { counterexamples, lab, changed } = await store(path.join(__filename, "no", "folder"));
    changed.fire(runOf(lab, [failing()]));
    await counterexamples.written();
    assert.ok(counterexamples.get("1.1", "requests-overlap"));
  });
});

import assert from "node:assert/strict";
import path from "node:path";
import * as vscode from "vscode";
import { decodeLine } from "../../src/core/journal/journalLine";
import type { Internals } from "../../src/editor/extension";
import { RunProfile } from "../../src/editor/testing/runProfile";
import {
  choosePython,
  journalLines,
  kitProcesses,
  once,
  type Recorded,
  RecordingRun,
  solution,
  startedCourse,
  starter,
  textOf,
  writeWork,
} from "./course";

/** A run profile of the real items that reports to a recording run. */
function profileOf({ parts, testing }: Internals, testRun: RecordingRun): RunProfile {
  const controller: vscode.TestController = Object.create(testing.controller, { createTestRun: { value: () => testRun } });
  return new RunProfile(controller, testing.items, parts);
}

async function runLab(internals: Internals, id: string, testRun = new RecordingRun(), checks?: string[]): Promise<RecordingRun> {
  const item = internals.testing.controller.items.get(id);
  assert.ok(item, `no test item ${id}`);
  const include = checks ? checks.map((check) => item.children.get(`${id}/${check}`)).filter((child) => child !== undefined) : [item];
  await profileOf(internals, testRun).run(new vscode.TestRunRequest(include), new vscode.CancellationTokenSource().token);
  return testRun;
}

describe("Test items", () => {
  it("stand for every check of every shipped lab, each with a place, without any Python", async () => {
    const { parts, testing } = await startedCourse();
    const course = await parts.catalogue.load();
    for (const lab of course.labs.values()) {
      const items = testing.items.checksOf(lab);
      assert.deepEqual([...items.keys()].sort(), lab.file.checks.map((check) => check.id).sort());
      for (const item of items.values()) assert.ok(item.uri && item.range, item.id);
    }
    assert.deepEqual(await kitProcesses(), []);
  });

  it("point to the visible check's function once the lab is opened, and follow it", async () => {
    const internals = await startedCourse();
    const { parts, testing } = internals;
    const lab = await parts.catalogue.lab("1.1");
    await vscode.commands.executeCommand("concurrencyLabs.openLab", lab.id);
    await testing.items.place(lab);
    const check = lab.file.checks.find((candidate) => lab.file.visible.includes(candidate.file));
    assert.ok(check);
    const item = testing.items.checksOf(lab).get(check.id);
    assert.equal(item?.uri?.fsPath, path.join(parts.folder.workFolder(lab), check.file));
    const document = await vscode.workspace.openTextDocument(item?.uri ?? vscode.Uri.file("nowhere"));
    assert.equal(document.getText(item?.range), check.test);
  });
});

describe("Running checks", function () {
  this.timeout(120_000);

  beforeEach(async () => {
    const internals = await startedCourse();
    const lab = await internals.parts.catalogue.lab("1.1");
    await vscode.commands.executeCommand("concurrencyLabs.openLab", lab.id);
    await writeWork(internals, lab, await starter(lab));
  });

  it("fails every check of the starter, with the kit's sentence at the line that is not written", async () => {
    const internals = await startedCourse();
    const lab = await internals.parts.catalogue.lab("1.1");
    const testRun = await runLab(internals, "1.1");
    assert.equal(testRun.ended, 1);
    assert.equal(testRun.final.size, lab.file.checks.length);
    const lines = (await starter(lab)).split("\n");
    for (const [id, { state, messages }] of testRun.final) {
      assert.equal(state, "failed", `${id}: ${textOf(messages[0])}`);
      const location = messages[0]?.location;
      assert.match(textOf(messages[0]), /not written yet/);
      assert.equal(location?.uri.fsPath, path.join(internals.parts.folder.workFolder(lab), "checker_threads.py"));
      assert.match(lines[location?.range.start.line ?? 0] ?? "", /NotImplementedError/);
    }
    assert.deepEqual(await kitProcesses(), []);
  });

  it("passes a solution, and says so only when the facts are on disk", async () => {
    const internals = await startedCourse();
    const lab = await internals.parts.catalogue.lab("1.1");
    await writeWork(internals, lab, await solution(lab));
    const early: string[] = [];
    const known = (): boolean => internals.parts.folder.progress.value.labs.get("1.1")?.passed !== undefined;
    const testRun = await runLab(
      internals,
      "1.1",
      new RecordingRun((entry: Recorded) => {
        if (entry.state === "passed" && !known()) early.push(entry.item);
      }),
    );
    assert.deepEqual(
      [...testRun.final.values()]
        .filter(({ state }) => state !== "passed")
        .map(({ item, state, messages }) => `${item} ${state} ${textOf(messages[0])}`),
      [],
    );
    assert.deepEqual(early, []);
    const facts = (await journalLines(internals)).map((line) => decodeLine(line));
    assert.ok(facts.every((entry) => entry.ok));
    assert.ok(facts.some((entry) => entry.ok && entry.fact.fact === "passed" && entry.fact.lab === "1.1"));
  });

  it("shows a wrong answer with what was expected, the misconception and the line", async () => {
    const internals = await startedCourse();
    const lab = await internals.parts.catalogue.lab("1.1");
    const mutant = await vscode.workspace.fs.readFile(vscode.Uri.file(path.join(lab.folder, "mutants", "m1-result-in-the-submit-loop.py")));
    await writeWork(internals, lab, Buffer.from(mutant).toString("utf8"));
    const testRun = await runLab(internals, "1.1", new RecordingRun(), ["requests-overlap"]);
    assert.deepEqual([...testRun.final.keys()], ["1.1/requests-overlap"]);
    const { state, messages } = testRun.final.get("1.1/requests-overlap") ?? {};
    assert.equal(state, "failed");
    const [explanation, difference] = messages ?? [];
    assert.equal(explanation?.expectedOutput, undefined, "the first message is the explanation, which a difference would hide");
    assert.match(textOf(explanation), /result\(\)/);
    assert.ok(difference?.expectedOutput && difference.actualOutput);
    assert.ok(difference.location && explanation?.location);
  });

  it("gives a file that does not parse one clear message and leaves no process", async () => {
    const internals = await startedCourse();
    const lab = await internals.parts.catalogue.lab("1.1");
    await writeWork(internals, lab, "def check_url(:\n");
    const testRun = await runLab(internals, "1.1");
    const states = new Set([...testRun.final.values()].map(({ state }) => state));
    assert.ok(!states.has("passed") && !states.has("enqueued") && !states.has("started"), [...states].join());
    const first = [...testRun.final.values()][0];
    assert.match(textOf(first?.messages[0]), /syntax|Syntax/);
    assert.deepEqual(await kitProcesses(), []);
  });

  it("ends an infinite loop within a second of cancelling, with no process left and a state for every item", async () => {
    const internals = await startedCourse();
    const lab = await internals.parts.catalogue.lab("1.1");
    await writeWork(internals, lab, `${await starter(lab)}\n\ndef check_url(url, *, timeout):\n    while True:\n        pass\n`);
    const testRun = new RecordingRun();
    const running = once(
      internals.parts.runs.onDidChange,
      (run) => run.state.value.checks.some((check) => check.status === "running"),
      "a check is running",
    );
    const whole = runLab(internals, "1.1", testRun);
    await running;
    const from = performance.now();
    testRun.cancel();
    await whole;
    const took = performance.now() - from;
    assert.ok(took < 1000, `it took ${took.toFixed(0)} ms`);
    assert.deepEqual(await kitProcesses(), []);
    assert.equal(testRun.ended, 1);
    assert.equal(testRun.final.size, lab.file.checks.length);
    for (const [id, { state }] of testRun.final)
      assert.ok(state === "skipped" || state === "failed" || state === "errored", `${id}: ${state}`);
  });

  it("says which Python is missing when the setting names none", async () => {
    const internals = await startedCourse();
    const nowhere = path.join(internals.parts.folder.require(), "no", "such", "python");
    await choosePython(nowhere);
    try {
      const testRun = await runLab(internals, "1.1");
      const first = [...testRun.final.values()][0];
      assert.equal(first?.state, "errored");
      assert.match(textOf(first?.messages[0]), /Cannot run yet/);
      assert.ok(textOf(first?.messages[0]).includes(nowhere));
    } finally {
      await choosePython(process.env["CONCURRENCY_LABS_TEST_PYTHON"]);
    }
  });

  it("runs a lab once at a time: a second request ends the first and takes its turn", async () => {
    const internals = await startedCourse();
    const lab = await internals.parts.catalogue.lab("1.1");
    const first = await internals.parts.runs.start({ lab, action: "check" });
    const second = await internals.parts.runs.start({ lab, action: "check" });
    assert.equal((await first.ended).cancelled, true);
    assert.equal(internals.parts.runs.active("1.1"), second);
    assert.equal((await second.ended).cancelled, false);
    assert.equal(internals.parts.runs.active("1.1"), undefined);
  });
});

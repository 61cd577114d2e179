import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import { commands } from "../../src/contract/ids";
import { labProgress } from "../../src/core/progress";
import { journalLines, startedCourse, starter, writeWork } from "./course";

describe("Opening a lab", () => {
  it("copies its files, opens the first beside the lab page, and records it once", async () => {
    const internals = await startedCourse();
    const lab = await internals.parts.catalogue.lab("1.1");
    await vscode.commands.executeCommand(commands.openLab, lab.id);
    const file = path.join(internals.parts.folder.workFolder(lab), "checker_threads.py");
    assert.equal(await readFile(file, "utf8"), await starter(lab));
    for (const check of lab.file.visible) await readFile(path.join(internals.parts.folder.workFolder(lab), check));
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, file);
    assert.equal(vscode.window.activeTextEditor?.viewColumn, vscode.ViewColumn.One);
    assert.equal(internals.parts.current.value?.id, "1.1");
    await vscode.commands.executeCommand(commands.openLab, lab.id);
    const opened = (await journalLines(internals)).filter((line) => line.includes('"opened"') && line.includes('"1.1"'));
    assert.equal(opened.length, 1);
  });

  it("never writes over what the learner wrote", async () => {
    const internals = await startedCourse();
    const lab = await internals.parts.catalogue.lab("1.1");
    await vscode.commands.executeCommand(commands.openLab, lab.id);
    const file = await writeWork(internals, lab, "# mine\n");
    await vscode.commands.executeCommand(commands.openLab, lab.id);
    assert.equal(await readFile(file, "utf8"), "# mine\n");
    await writeWork(internals, lab, await starter(lab));
  });

  it("opens hints one at a time and keeps each in the journal", async () => {
    const internals = await startedCourse();
    const lab = await internals.parts.catalogue.lab("1.1");
    const before = internals.parts.folder.progress.value.labs.get(lab.id)?.hints ?? 0;
    await vscode.commands.executeCommand(commands.nextHint, lab.id);
    assert.equal(internals.parts.folder.progress.value.labs.get(lab.id)?.hints, before + 1);
    assert.ok((await journalLines(internals)).some((line) => line.includes('"hint"')));
  });
});

describe("Resetting a lab", () => {
  it("asks first, keeps a snapshot of every file and puts the starter back", async () => {
    const internals = await startedCourse();
    const { parts } = internals;
    const lab = await parts.catalogue.lab("1.1");
    await vscode.commands.executeCommand(commands.openLab, lab.id);
    const file = await writeWork(internals, lab, "# before the reset\n");
    const before = labProgress(parts.folder.progress.value, lab.id).snapshots.length;
    await answering(undefined, () => vscode.commands.executeCommand(commands.resetLab, lab.id));
    assert.equal(await readFile(file, "utf8"), "# before the reset\n", "cancelled: nothing changes");
    const asked = await answering("Reset", () => vscode.commands.executeCommand(commands.resetLab, lab.id));
    assert.equal(asked.modal, true);
    assert.equal(await readFile(file, "utf8"), await starter(lab));
    const { snapshots } = labProgress(parts.folder.progress.value, lab.id);
    assert.equal(snapshots.length, before + 1);
    assert.equal(await readFile(path.join(snapshots.at(-1) ?? "", "checker_threads.py"), "utf8"), "# before the reset\n");
  });
});

describe("Solutions", () => {
  it("open after asking twice, as files nobody can edit, and only those a lab declares", async () => {
    const { parts } = await startedCourse();
    const lab = await parts.catalogue.lab("1.2");
    const name = lab.solutions[0];
    assert.ok(name);
    await vscode.commands.executeCommand(commands.compareSolution, lab.id, name);
    assert.equal(labProgress(parts.folder.progress.value, lab.id).solutions.size, 0, "asked once");
    await vscode.commands.executeCommand(commands.compareSolution, lab.id, name);
    assert.deepEqual([...labProgress(parts.folder.progress.value, lab.id).solutions], [name]);
    const shown = (file: string) =>
      vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: "concurrency-labs-solution", path: `/${lab.id}/${name}/${file}` }));
    const first = lab.file.files[0] ?? "";
    assert.equal((await shown(first)).getText(), await readFile(path.join(lab.folder, "solutions", name, first), "utf8"));
    await assert.rejects(Promise.resolve(shown("../../lab.json")));
    await assert.rejects(Promise.resolve(shown("README.md")));
  });
});

/** Runs an action with the next warning answered by `answer`; returns how the warning was asked. */
async function answering(answer: string | undefined, action: () => Thenable<unknown>): Promise<vscode.MessageOptions> {
  const original = vscode.window.showWarningMessage;
  let asked: vscode.MessageOptions | undefined;
  const fake = (_message: string, options: vscode.MessageOptions) => {
    asked = options;
    return Promise.resolve(answer);
  };
  Object.defineProperty(vscode.window, "showWarningMessage", { value: fake, configurable: true, writable: true });
  try {
    await action();
  } finally {
    Object.defineProperty(vscode.window, "showWarningMessage", { value: original, configurable: true, writable: true });
  }
  assert.ok(asked, "nothing was asked");
  return asked;
}

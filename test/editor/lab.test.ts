import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import { commands } from "../../src/contract/ids";
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

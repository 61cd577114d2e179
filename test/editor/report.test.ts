import assert from "node:assert/strict";
import { chmod, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import { commands } from "../../src/contract/ids";
import { MEASUREMENT_VERSION } from "../../src/contract/measurement";
import type { Lab } from "../../src/core/course";
import type { Internals } from "../../src/editor/extension";
import { saveMeasurement } from "../../src/runtime/store/measurement";
import { startedCourse } from "./course";

type Level = "showInformationMessage" | "showErrorMessage";

/** Runs an action and returns what was told meanwhile. */
async function told(action: () => Thenable<unknown>): Promise<{ level: Level; message: string; steps: string[] }[]> {
  const heard: { level: Level; message: string; steps: string[] }[] = [];
  const levels: Level[] = ["showInformationMessage", "showErrorMessage"];
  const originals = levels.map((level) => vscode.window[level]);
  for (const level of levels) {
    const value = (message: string, ...steps: string[]) => {
      heard.push({ level, message, steps });
      return Promise.resolve(undefined);
    };
    Object.defineProperty(vscode.window, level, { value, configurable: true, writable: true });
  }
  try {
    await action();
  } finally {
    levels.forEach((level, index) => {
      Object.defineProperty(vscode.window, level, { value: originals[index], configurable: true, writable: true });
    });
  }
  return heard;
}

const reportOf = ({ parts }: Internals, lab: Lab): string => path.join(parts.folder.workFolder(lab), "report", "report.md");

async function opened(): Promise<{ internals: Internals; lab: Lab; file: string }> {
  const internals = await startedCourse();
  const lab = await internals.parts.catalogue.lab("D1");
  await vscode.commands.executeCommand(commands.openLab, lab.id);
  return { internals, lab, file: reportOf(internals, lab) };
}

async function edited(file: string, change: (text: string) => string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(file);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), change(document.getText()));
  assert.equal(await vscode.workspace.applyEdit(edit), true);
  return document;
}

describe("A lab with a report", function () {
  this.timeout(120_000);

  it("opens with the files of earlier labs, and says which", async () => {
    const { parts } = await startedCourse();
    const lab = await parts.catalogue.lab("D1");
    await rm(parts.folder.workFolder(lab), { recursive: true, force: true });
    const heard = await told(() => vscode.commands.executeCommand(commands.openLab, lab.id));
    assert.ok(
      heard.some(({ message }) => /^Lab D1 (has copies of your files|builds on files)/.test(message)),
      JSON.stringify(heard),
    );
    for (const name of ["checker_threads.py", "checker_procs.py", "checker_async.py", "bench_models.py", "process_table.py"])
      assert.ok((await stat(path.join(parts.folder.workFolder(lab), name))).isFile(), name);
    const again = await told(() => vscode.commands.executeCommand(commands.openLab, lab.id));
    assert.deepEqual(again, []);
  });

  it("is filled with what was measured, and keeps the learner's words, saved or not", async () => {
    const { internals, lab, file } = await opened();
    const { parts } = internals;
    const root = parts.folder.require();
    const samples = [10, 1000].flatMap((x) =>
      [0, 1, 2].map((round) => ({ variant: "asyncio", x, round, values: { wall: x / 1000 + round / 10_000 } })),
    );
    const machine = { python: "3.14.0", implementation: "CPython", gil: true, system: "Linux", cores: 2 };
    const startedAt = "2026-03-02T00:00:00.000Z";
    const kept = await saveMeasurement(root, { v: MEASUREMENT_VERSION, lab: "1.3", startedAt, machine, samples });
    await parts.folder.record({ fact: "measured", lab: "1.3", samples: samples.length, file: kept, verdicts: {} });
    await edited(file, (text) => text.replace("## Reading\n", "## Reading\n\nMy own words, not saved yet.\n"));
    const heard = await told(() => vscode.commands.executeCommand(commands.fillReport, lab.id));
    const text = await readFile(file, "utf8");
    assert.match(text, /My own words, not saved yet\./);
    assert.match(text, /- Lab 1\.3: CPython 3\.14\.0 with the GIL, 2 cores, Linux; 2026-03-02 00:00 UTC\./);
    assert.match(text, /### Lab 1\.3: URLs against time, three checkers/);
    assert.match(text, /- Lab 1\.4: not measured yet\. Open lab 1\.4 and run its benchmark/);
    assert.match(text, /\| asyncio, 50 requests at once \| 1000 \| 1 \| 1 to 1 \| 3 \|/);
    assert.match(text, /\| asyncio: how many seconds [^|]* \| 10 \| [^|]* \| 0\.0101 \| /);
    assert.equal(heard.at(-1)?.level, "showInformationMessage");
    assert.match(heard.at(-1)?.message ?? "", /The report has the benchmarks of labs .*1\.3.* Still to be measured: .*1\.4/);
    const chart = path.join(path.dirname(file), "charts", "lab-1.3.svg");
    if (text.includes("(charts/lab-1.3.svg)")) assert.match(await readFile(chart, "utf8"), /^<svg /);
    else assert.match(text, /Lab 1\.3, .*: the chart was not drawn\./);
    const unchanged = await readFile(file, "utf8");
    await told(() => vscode.commands.executeCommand(commands.fillReport, lab.id));
    assert.equal(await readFile(file, "utf8"), unchanged, "filling again changes nothing");
  });

  it("is left as it is when a mark is gone, and names it", async () => {
    const { lab, file } = await opened();
    const whole = await readFile(file, "utf8");
    const document = await edited(file, (text) => text.replace("<!-- /bench: tables -->", ""));
    assert.equal(await document.save(), true);
    const before = await readFile(file, "utf8");
    const heard = await told(() => vscode.commands.executeCommand(commands.fillReport, lab.id));
    assert.match(heard[0]?.message ?? "", /report\.md was not filled and is as it was: it has lost <!-- \/bench: tables -->\./);
    assert.equal(heard[0]?.level, "showErrorMessage");
    assert.equal(await readFile(file, "utf8"), before);
    await (await edited(file, () => whole)).save();
  });

  it("that is not there is told, with the way back", async () => {
    const { lab, file } = await opened();
    const whole = await readFile(file, "utf8");
    await rm(file);
    const heard = await told(() => vscode.commands.executeCommand(commands.fillReport, lab.id));
    assert.match(heard[0]?.message ?? "", /report\.md cannot be opened: .* Opening lab D1 brings a missing one back\./s);
    assert.deepEqual(heard[0]?.steps, ["Open Lab"]);
    await writeFile(file, whole);
  });

  it("that cannot be written is told, and nothing of it is lost", async () => {
    const { lab, file } = await opened();
    const before = await readFile(file, "utf8");
    await (await edited(file, (text) => text.replace(/(<!-- bench: machine -->\n)[^<]*/, "$1"))).save();
    const original = vscode.workspace.applyEdit;
    await chmod(file, 0o444);
    Object.defineProperty(vscode.workspace, "applyEdit", { value: () => Promise.resolve(false), configurable: true, writable: true });
    try {
      const heard = await told(() => vscode.commands.executeCommand(commands.fillReport, lab.id));
      assert.match(heard[0]?.message ?? "", /report\.md could not be saved: it may be read-only\./);
    } finally {
      Object.defineProperty(vscode.workspace, "applyEdit", { value: original, configurable: true, writable: true });
      await chmod(file, 0o644);
    }
    await (await edited(file, () => before)).save();
    assert.equal(await readFile(file, "utf8"), before);
  });
});

import assert from "node:assert/strict";
import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import { Interpreter } from "../../src/editor/python/interpreter";
import { CourseFolder, journalFolder } from "../../src/editor/state/courseFolder";
import { Problem } from "../../src/editor/state/notice";
import { Observable } from "../../src/editor/state/observable";
import { scratchFolder, theExtension } from "./course";

const memory = { get: () => undefined, update: () => Promise.resolve() };
const never = new vscode.EventEmitter<unknown>().event;

/** A course folder of its own, in a workspace made up by the test. */
async function courseFolder(options: { folders?: string[]; trusted?: boolean }): Promise<CourseFolder> {
  const { parts } = await theExtension();
  const folders = (options.folders ?? []).map((folder, index) => ({ uri: vscode.Uri.file(folder), name: path.basename(folder), index }));
  const made = new CourseFolder({
    log: parts.log,
    name: new Observable("work"),
    trusted: new Observable(options.trusted ?? true),
    workspace: { folders: () => folders, onDidChange: never },
    memory,
  });
  await made.refresh();
  return made;
}

const problemOf = async (action: () => unknown): Promise<Problem> => {
  try {
    await action();
  } catch (error) {
    assert.ok(error instanceof Problem, String(error));
    return error;
  }
  throw new Error("nothing was refused");
};

describe("Without a folder", () => {
  it("says that labs need one and offers to open it", async () => {
    const folder = await courseFolder({});
    const problem = await problemOf(() => folder.require());
    assert.match(problem.message, /No folder is open/);
    assert.equal(problem.next[0]?.command, "workbench.action.files.openFolder");
    folder.dispose();
  });
});

describe("In a restricted workspace", () => {
  it("reads progress that is there, but writes nothing", async () => {
    const scratch = await scratchFolder();
    try {
      const folder = await courseFolder({ folders: [scratch.folder], trusted: false });
      for (const action of [() => folder.create(), () => folder.record({ fact: "opened", lab: "1.1" })]) {
        const problem = await problemOf(action);
        assert.match(problem.message, /restricted/);
        assert.equal(problem.next[0]?.command, "workbench.trust.manage");
      }
      assert.deepEqual(await readdir(scratch.folder), []);
      folder.dispose();
    } finally {
      await scratch.dispose();
    }
  });

  it("looks for no Python, and does once trust is granted", async () => {
    const { parts } = await theExtension();
    const trusted = new Observable(false);
    const interpreter = new Interpreter({
      pythonPath: new Observable(process.env["CONCURRENCY_LABS_TEST_PYTHON"] ?? ""),
      trusted,
      log: parts.log,
    });
    const problem = await problemOf(() => interpreter.require());
    assert.match(problem.message, /restricted/);
    assert.equal(interpreter.searched, false);
    trusted.value = true;
    const found = await interpreter.require();
    assert.match(found.version, /^3\.\d+/);
    interpreter.dispose();
  });
});

describe("Without Python", () => {
  it("names the path of the setting that leads nowhere, with a next step, and finds Python when the setting is mended", async () => {
    const { parts } = await theExtension();
    const pythonPath = new Observable("/no/such/python3");
    const interpreter = new Interpreter({ pythonPath, trusted: new Observable(true), log: parts.log });
    const problem = await problemOf(() => interpreter.require());
    assert.ok(problem.message.includes("/no/such/python3"), problem.message);
    assert.ok(problem.next.length > 0);
    assert.equal(interpreter.missing?.reason, "settingMissing");
    pythonPath.value = process.env["CONCURRENCY_LABS_TEST_PYTHON"] ?? "";
    await interpreter.require();
    assert.equal(interpreter.missing, undefined);
    interpreter.dispose();
  });
});

describe("A course folder", () => {
  it("that was moved away is missed with a next step, and all progress is there when it is back", async () => {
    const scratch = await scratchFolder();
    try {
      const folder = await courseFolder({ folders: [scratch.folder] });
      await folder.create();
      await folder.record({ fact: "opened", lab: "1.1" });
      const [here, away] = [path.join(scratch.folder, "work"), path.join(scratch.folder, "away")];
      await rename(here, away);
      await folder.refresh();
      const problem = await problemOf(() => folder.require());
      assert.match(problem.message, /has no folder in this workspace yet/);
      assert.ok(problem.next.length > 0);
      await problemOf(() => folder.record({ fact: "hint", lab: "1.1", hint: 1 }));
      await rename(away, here);
      await folder.refresh();
      assert.equal(folder.progress.value.labs.get("1.1")?.opened, true);
      await folder.record({ fact: "hint", lab: "1.1", hint: 1 });
      assert.equal(folder.progress.value.labs.get("1.1")?.hints, 1);
      folder.dispose();
    } finally {
      await scratch.dispose();
    }
  });
});

describe("A damaged journal", () => {
  it("costs the torn line and nothing else", async () => {
    const scratch = await scratchFolder();
    try {
      const first = await courseFolder({ folders: [scratch.folder] });
      await first.create();
      await first.record({ fact: "opened", lab: "1.1" });
      await first.record({ fact: "hint", lab: "1.1", hint: 2 });
      first.dispose();
      const folder = path.join(scratch.folder, "work", journalFolder);
      const [name = ""] = await readdir(folder);
      const text = await readFile(path.join(folder, name), "utf8");
      await writeFile(path.join(folder, name), text.slice(0, -9));
      const again = await courseFolder({ folders: [scratch.folder] });
      assert.equal(again.progress.value.labs.get("1.1")?.opened, true);
      assert.equal(again.progress.value.labs.get("1.1")?.hints, 0);
      await again.record({ fact: "hint", lab: "1.1", hint: 1 });
      again.dispose();
      const third = await courseFolder({ folders: [scratch.folder] });
      assert.equal(third.progress.value.labs.get("1.1")?.hints, 1);
      third.dispose();
    } finally {
      await scratch.dispose();
    }
  });
});

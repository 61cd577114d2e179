import assert from "node:assert/strict";
import { extensions, commands as vscodeCommands } from "vscode";
import { commands, extensionId } from "../../src/contract/ids";
import { kitProcesses, theExtension } from "./course";

describe("The extension", () => {
  it("is found by VS Code and activates", async () => {
    const extension = extensions.getExtension(extensionId);
    assert.ok(extension, `${extensionId} is not installed`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it("registers every command it declares", async () => {
    await theExtension();
    const registered = new Set(await vscodeCommands.getCommands(true));
    assert.deepEqual(
      Object.values(commands).filter((id) => !registered.has(id)),
      [],
    );
  });

  it("reads the course and looks for no Python", async () => {
    const { parts } = await theExtension();
    const course = await parts.catalogue.load();
    assert.ok(course.labs.size > 0);
    assert.equal(parts.interpreter.searched, false);
    assert.deepEqual(await kitProcesses(), []);
  });
});

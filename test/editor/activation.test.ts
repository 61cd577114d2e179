import assert from "node:assert/strict";
import { extensions } from "vscode";
import { extensionId } from "../../src/contract/ids";

describe("The extension", () => {
  it("is found by VS Code and activates", async () => {
    const extension = extensions.getExtension(extensionId);
    assert.ok(extension, `${extensionId} is not installed`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildEditorTests } from "../buildTests.mjs";
import { findVsCode } from "../workbench/find.mjs";
import { runInHost } from "../workbench/inHost.mjs";
import { reported } from "./report.mjs";

/** The extension from the checkout, tested inside the extension host with the real `vscode` API. */
export const editor = ({ root, interpreters, signal }) =>
  reported(root, "editor", async (file) => {
    const vscode = await findVsCode({ browser: true });
    console.log(`VS Code: ${vscode.name}`);
    const workspace = await mkdtemp(join(tmpdir(), "concurrency-labs-course-"));
    try {
      const env = { CONCURRENCY_LABS_RESULTS: file, CONCURRENCY_LABS_TEST_PYTHON: interpreters[0].path };
      await runInHost(vscode, { extension: root, tests: await buildEditorTests(root), workspace, env, signal });
    } finally {
      await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
    }
  });

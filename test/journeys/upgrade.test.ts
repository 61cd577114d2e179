import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { run } from "../../scripts/setup/run.mjs";
import { extensionId } from "../../src/contract/ids";
import { Workbench } from "./workbench";

/** A course folder as version 0.0.9 left it: lab 1.1 passed after one hint, lab 2.1 failing. */
const course = join(import.meta.dirname, "../fixtures/course-of-0.0.9");
const progress = "concurrency-labs/.progress";
const written = `${progress}/desk-2026-11-02T170000000Z-7Q2M.jsonl`;
const file = "concurrency-labs/m01-quick-start/1.1-url-checker-threads/checker_threads.py";

test("installed over an older version, the extension finds the files and the progress of the learner", async () => {
  const scratch = await mkdtemp(join(tmpdir(), "concurrency-labs-older-"));
  try {
    const older = join(scratch, "older.vsix");
    await run([inject("python"), join(import.meta.dirname, "older_package.py"), inject("vsix"), "0.0.9", older]);
    const { version } = JSON.parse(await readFile(join(import.meta.dirname, "../../package.json"), "utf8")) as { version: string };
    await using workbench = await Workbench.open({ packages: [older, inject("vsix")], course });
    expect((await workbench.installed()).filter((name) => name.startsWith(extensionId))).toEqual([`${extensionId}@${version}`]);

    await workbench.showContainer("Concurrency Labs");
    const lab = await workbench.openLab("1.1 URL Checker with Threading", "checker_threads.py");
    await expect.poll(() => lab.innerText(), { timeout: 30_000 }).toContain("All checks pass");
    await expect.poll(() => workbench.statusBarItem(/Lab 1\.1: passed/).count(), { timeout: 30_000 }).toBe(1);
    await workbench.tree.expand("2 Threading Fundamentals");
    await expect.poll(async () => (await workbench.tree.labels()).join("\n")).toMatch(/2\.1 .*1 of \d+ checks/);
    await workbench.screenshot("upgraded-light");

    // New facts go into a file of their own; what the older version wrote, and the learner, is left as it was.
    await lab.button(/Hint \(1 of/).click();
    await expect.poll(() => lab.innerText()).toContain("Hint 2");
    await expect
      .poll(async () => (await readdir(join(workbench.folder, progress))).filter((name) => name.endsWith(".jsonl")).length)
      .toBe(2);
    for (const path of [written, file]) expect(await workbench.read(path)).toBe(await readFile(join(course, path), "utf8"));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
});

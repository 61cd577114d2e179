import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, inject, test } from "vitest";
import { WebviewPage } from "./webviewPage";
import { Workbench } from "./workbench";

const work = "concurrency-labs/m01-quick-start/1.1-url-checker-threads";
const fixture = (name: string) => join(import.meta.dirname, "../fixtures/learner", name);

/** A folder whose `python3` and `python` note each start in `starts`, then become the real one. */
async function recordingPython(): Promise<{ folder: string; python: string; starts: () => Promise<string> } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), "concurrency-labs-recorder-"));
  const log = join(folder, "starts");
  for (const name of ["python3", "python"])
    await writeFile(join(folder, name), `#!/bin/sh\necho "$*" >> '${log}'\nexec '${inject("python")}' "$@"\n`, { mode: 0o755 });
  return {
    folder,
    python: join(folder, "python3"),
    starts: () => readFile(log, "utf8").catch(() => ""),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

test("a restricted workspace can be browsed and read, and starts nothing until it is trusted", async () => {
  await using recorder = await recordingPython();
  await using workbench = await Workbench.open({
    restricted: true,
    settings: { "concurrencyLabs.pythonPath": recorder.python },
    env: { ...process.env, PATH: `${recorder.folder}${delimiter}${process.env["PATH"]}` },
  });
  const { page } = workbench;
  await workbench.showContainer("Concurrency Labs");
  await expect.poll(() => page.locator(".part.sidebar").innerText(), { timeout: 30_000 }).toContain("restricted");
  await workbench.command("Concurrency Labs: Open Module Page");
  await workbench.pick("1 Quick Start: All Concepts Overview");
  const module = await workbench.webview("Quick Start: All Concepts Overview");
  expect(await module.innerText()).toContain("Concurrency");
  await workbench.screenshot("restricted-light");
  await workbench.command("Concurrency Labs: Open Lab Page");
  await workbench.pick("1.1 URL Checker with Threading");
  await workbench.editorTab("1.1 URL Checker with Threading").waitFor();
  await WebviewPage.find(page, "Before each release, a team checks the 100 links");
  await workbench.screenshot("restricted-lab-light");

  // Nothing that runs is offered.
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").fill(">Concurrency Labs: ");
  await workbench.quickPickRow("Concurrency Labs: Open Lab Page").waitFor();
  for (const name of ["Run Checks", "Run Benchmark", "Run Lab File in Terminal"])
    expect(await workbench.quickPickRow(`Concurrency Labs: ${name}`).count()).toBe(0);
  await page.keyboard.press("Escape");
  expect(await readdir(workbench.folder)).toEqual([]);
  expect(await recorder.starts()).toBe("");

  // Trusted, it makes the course and starts Python: the recorder would have noted a start. Loaded anew, for the web edition reads settings then.
  await workbench.command("Workspaces: Manage Workspace Trust");
  await page.getByRole("button", { name: "Trust", exact: true }).first().click();
  await workbench.statusBarItem("Restricted Mode").waitFor({ state: "detached" });
  await workbench.reload();
  await workbench.command("Concurrency Labs: Start the Course");
  const tour = await workbench.webview("0.0 Five-minute tour: lose money, see why, fix it");
  await tour.button("Run checks").click();
  await expect.poll(() => tour.innerText(), { timeout: 60_000 }).toContain("1,200 euro are lost");
  expect(await recorder.starts()).toContain("-c ");
}, 240_000);

test("a Python path that leads nowhere is named, with what to do", async () => {
  await using workbench = await Workbench.open({ settings: { "concurrencyLabs.pythonPath": "/nowhere/python3" } });
  await workbench.openLab("1.1 URL Checker with Threading", "checker_threads.py");
  await workbench.command("Concurrency Labs: Run Checks");
  await expect.poll(() => workbench.notification("/nowhere/python3").count(), { timeout: 20_000 }).toBe(1);
  await workbench.screenshot("no-python-light");
});

test("without a folder the course says that it needs one", async () => {
  await using workbench = await Workbench.open({ noFolder: true });
  await workbench.showContainer("Concurrency Labs");
  await expect.poll(() => workbench.page.locator(".part.sidebar").innerText(), { timeout: 30_000 }).toContain("Labs are files you edit");
});

test("an endless loop is cancelled from the page, and the run keeps what it had", async () => {
  await using workbench = await Workbench.open();
  await workbench.openLab("1.1 URL Checker with Threading", "checker_threads.py");
  await copyFile(fixture("endless_loop.py"), join(workbench.folder, work, "checker_threads.py"));
  const lab = await workbench.webview("1.1 URL Checker with Threading");
  await lab.button("Run checks").click();
  await lab.button("Cancel").waitFor({ timeout: 20_000 });
  await expect.poll(() => workbench.statusBarItem(/running checks/).count(), { timeout: 20_000 }).toBe(1);
  const before = Date.now();
  await lab.button("Cancel").click();
  await lab.button("Cancel").waitFor({ state: "detached", timeout: 10_000 });
  expect(Date.now() - before).toBeLessThan(3000);
  await expect.poll(() => lab.innerText()).toContain("cancelled");
});

test("a task runs the checks in a terminal and its lines lead to the file", async () => {
  await using workbench = await Workbench.open();
  await workbench.openLab("1.1 URL Checker with Threading", "checker_threads.py");
  await workbench.runTask("concurrencyLabs", "1.1 check");
  await expect.poll(() => workbench.terminalText(), { timeout: 60_000 }).toContain("not written yet");
  await workbench.screenshot("task-light");
  await workbench.command("Problems: Focus on Problems View");
  await expect.poll(() => workbench.page.locator(".markers-panel").innerText(), { timeout: 20_000 }).toContain("checker_threads.py");
});

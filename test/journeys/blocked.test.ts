import { copyFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Workbench } from "./workbench";

const work = "concurrency-labs/m01-quick-start/1.1-url-checker-threads";
const fixture = (name: string) => join(import.meta.dirname, "../fixtures/learner", name);

test("a restricted workspace can be browsed and read, and starts nothing", async () => {
  await using workbench = await Workbench.open({ restricted: true });
  await workbench.showContainer("Concurrency Labs");
  await expect.poll(() => workbench.page.locator(".part.sidebar").innerText(), { timeout: 30_000 }).toContain("restricted");
  await workbench.command("Concurrency Labs: Open Module Page");
  await workbench.pick("1 Quick Start: All Concepts Overview");
  const module = await workbench.webview("Quick Start: All Concepts Overview");
  expect(await module.innerText()).toContain("Concurrency");
  await workbench.screenshot("restricted-light");
  expect(await readdir(workbench.folder)).toEqual([]);
});

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

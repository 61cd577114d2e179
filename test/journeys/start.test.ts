import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, inject, test } from "vitest";
import { openBrowser } from "../../scripts/workbench/browser.mjs";

test("npm start prints an address that serves the workbench with the extension, and a signal ends all of it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "concurrency-labs-start-test-"));
  const start = spawn(process.execPath, [join(import.meta.dirname, "../../scripts/start.mjs"), "--no-open", "--folder", folder], {
    env: { ...process.env, CONCURRENCY_LABS_VSCODE: "web" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(start, "exit");
  try {
    let address = "";
    for await (const line of createInterface(start.stdout)) {
      address = /^Open (http:\S+)/.exec(line)?.[1] ?? "";
      if (address) break;
    }
    expect(address).toContain(folder);
    expect((await fetch(address)).status).toBe(200);

    const browser = await openBrowser(inject("chromium"));
    try {
      const page = await browser.newPage();
      await page.goto(address);
      await page.locator(".part.activitybar").getByRole("tab", { name: "Concurrency Labs" }).waitFor({ timeout: 60_000 });
    } finally {
      await browser.close();
    }

    start.kill("SIGINT");
    expect((await ended)[0]).toBe(0);
    await expect(fetch(address)).rejects.toThrow();
  } finally {
    start.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  }
});

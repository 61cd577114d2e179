import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Workbench } from "./workbench";

const work = "concurrency-labs/m01-quick-start/1.1-url-checker-threads";
const solution = join(import.meta.dirname, "../../labs/m01-quick-start/1.1-url-checker-threads/solutions/pool-map/checker_threads.py");

test("a benchmark asks for the prediction first, draws points as they come, and shows both", async () => {
  await using workbench = await Workbench.open();
  await workbench.showContainer("Concurrency Labs");
  await workbench.openLab("1.1 URL Checker with Threading", "checker_threads.py");
  await copyFile(solution, join(workbench.folder, work, "checker_threads.py"));
  const lab = await workbench.webview("1.1 URL Checker with Threading");
  await lab.button("Benchmark").click();
  const bench = await workbench.webview("Benchmark 1.1");
  await bench.button("Run benchmark").waitFor();
  expect(await bench.button("Run benchmark").isDisabled()).toBe(true);

  const fields = bench.frame.locator("fieldset input");
  const count = await fields.count();
  expect(count).toBeGreaterThan(1);
  for (let index = 0; index < count; index += 1) await fields.nth(index).fill(String([16, 2, 0.8, 0.3, 0.2][index] ?? 1));
  await bench.button("Set prediction").click();
  await bench.button("Run benchmark").click();

  // Live: some points are in the table while the run goes on.
  await bench.button("Cancel").waitFor({ timeout: 30_000 });
  const measured = () => bench.frame.locator(".results table tbody tr").count();
  await expect.poll(measured, { timeout: 60_000 }).toBeGreaterThan(1);
  expect(await bench.button("Cancel").isVisible()).toBe(true);
  expect(await bench.drawnPixels()).toBeGreaterThan(500);
  await workbench.screenshot("bench-live-light");

  await bench.button("Run again").waitFor({ timeout: 120_000 });
  await expect.poll(() => bench.innerText(), { timeout: 20_000 }).toMatch(/\d(\.\d+)?x (faster|shorter)/);
  const text = await bench.innerText();
  expect(text).toMatch(/Python 3\.\d+/);
  expect(text).toMatch(/noisy/);
  await bench.heading("Verdict").scrollIntoViewIfNeeded();
  await workbench.screenshot("bench-light");
  expect(await bench.frame.locator("canvas").getAttribute("aria-label")).toContain("Line chart");
}, 240_000);

test("a cancelled benchmark keeps its points", async () => {
  await using workbench = await Workbench.open({ theme: "dark" });
  await workbench.openLab("1.1 URL Checker with Threading", "checker_threads.py");
  await copyFile(solution, join(workbench.folder, work, "checker_threads.py"));
  await workbench.command("Concurrency Labs: Run Benchmark");
  const bench = await workbench.webview("Benchmark 1.1");
  const fields = bench.frame.locator("fieldset input");
  await fields.first().waitFor();
  for (let index = 0; index < (await fields.count()); index += 1) await fields.nth(index).fill("1");
  await bench.button("Set prediction").click();
  await bench.button("Run benchmark").click();
  await bench.button("Cancel").waitFor({ timeout: 30_000 });
  const cells = () => bench.frame.locator(".results table tbody tr").count();
  await expect.poll(cells, { timeout: 60_000 }).toBeGreaterThan(0);
  await bench.button("Cancel").click();
  await expect.poll(() => bench.innerText(), { timeout: 10_000 }).toContain("Cancelled. The points measured so far are kept.");
  expect(await cells()).toBeGreaterThan(0);
  await workbench.screenshot("bench-cancelled-dark");
});

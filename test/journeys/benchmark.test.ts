import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import type { Measurement } from "../../src/contract/measurement";
import { Workbench } from "./workbench";

const work = "concurrency-labs/m01-quick-start/1.1-url-checker-threads";
const solution = join(import.meta.dirname, "../../labs/m01-quick-start/1.1-url-checker-threads/solutions/pool-map/checker_threads.py");

test("a benchmark asks for the prediction first, draws points as they come, and shows both; then it is compared with an earlier run and saved as pictures", async () => {
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

  await earlierRun(workbench);
  await bench.button("Compare with …").click();
  const row = workbench.page.locator(".quick-input-widget .monaco-list-row");
  await row.first().waitFor();
  expect(await row.allInnerTexts()).toEqual([expect.stringMatching(/3\.11\.0 with the GIL[\s\S]*Plan 9, 64 cores/)]);
  await workbench.screenshot("bench-compare-pick-light");
  await workbench.page.keyboard.press("Enter");
  await bench.heading(/^Compared with /).waitFor();
  await expect.poll(() => bench.innerText()).toMatch(/your check_all: 2\.\d+x faster .* on another machine, with another Python\./);
  expect(await bench.innerText()).toContain("Cores: 64 then");
  await bench.heading(/^Compared with /).scrollIntoViewIfNeeded();
  await workbench.screenshot("bench-compared-light");

  const files = join(workbench.folder, "concurrency-labs");
  await bench.button("Export SVG").focus();
  await workbench.page.keyboard.press("Enter");
  const svg = (await saved(workbench, join(files, "lab-1.1-benchmark.svg"))).toString("utf8");
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(svg).toContain("Plan 9, 64 cores, CPython 3.11.0, with the GIL");
  for (const theme of ["light", "dark", "highContrastDark"] as const) {
    if (theme !== "light") await workbench.theme(theme);
    // The page comes back with its comparison.
    const page = await workbench.webview("Benchmark 1.1");
    await page.heading(/^Compared with /).scrollIntoViewIfNeeded({ timeout: 30_000 });
    await expect.poll(() => page.innerText()).toMatch(/2\.\d+x faster/);
    if (theme !== "light") await workbench.screenshot(`bench-compared-${theme}`);
    await workbench.command("Concurrency Labs: Export Benchmark as PNG");
    const png = await saved(workbench, join(files, `chart-${theme}.png`));
    await copyFile(join(files, `chart-${theme}.png`), await workbench.screenshotPath(`bench-chart-${theme}`));
    expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
    expect(png.readUInt32BE(16), "twice the width it is laid out in").toBe(1920);
  }
  await writeFile(await workbench.screenshotPath("bench-chart", "svg"), svg);

  const page = await workbench.webview("Benchmark 1.1");
  await page.button("Take the comparison off").click();
  await page.button("Compare with …").waitFor();
  expect(await page.innerText()).not.toContain("Compared with");
}, 400_000);

/** A run of before, as the store keeps it: elsewhere, and with every figure twice as large as in the one that was just made. */
async function earlierRun(workbench: Workbench): Promise<void> {
  const folder = join(workbench.folder, "concurrency-labs/.measurements");
  const [name] = await readdir(folder);
  const kept = JSON.parse(await readFile(join(folder, name ?? ""), "utf8")) as Measurement;
  const samples = kept.samples.map((one) => ({ ...one, values: { ...one.values, wall: 2.5 * (one.values["wall"] ?? 0) } }));
  const machine = { python: "3.11.0", implementation: "CPython", gil: true, system: "Plan 9", cores: 64 };
  const earlier: Measurement = { ...kept, startedAt: "2026-01-05T08:00:00.000Z", machine, samples };
  await writeFile(join(folder, "1.1-2026-01-05T08-00-00-000Z.json"), JSON.stringify(earlier));
}

/** Answers the workbench's own save dialog with a path, and reads the file. */
async function saved(workbench: Workbench, file: string): Promise<Buffer> {
  const input = workbench.page.locator(".quick-input-widget input");
  await expect.poll(() => input.inputValue(), { timeout: 30_000 }).toContain("lab-1.1-benchmark");
  await input.fill(file);
  await workbench.page.keyboard.press("Enter");
  await workbench.notification(`The chart was written to concurrency-labs/${basename(file)}.`).waitFor({ timeout: 20_000 });
  return readFile(file);
}

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

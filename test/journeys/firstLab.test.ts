import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { WebviewPage } from "./webviewPage";
import { Workbench } from "./workbench";

const work = "concurrency-labs/m01-quick-start/1.1-url-checker-threads";
const labFolder = join(import.meta.dirname, "../../labs/m01-quick-start/1.1-url-checker-threads");
/** The planted bug as a learner would write it: without the comment that names it. */
const mutant = async () => (await readFile(join(labFolder, "mutants/m1-result-in-the-submit-loop.py"), "utf8")).replace(/^(#.*\n)+/, "");
const solution = () => readFile(join(labFolder, "solutions/pool-map/checker_threads.py"), "utf8");
const overlap = "Requests are in flight at the same time";

/** Lines of the journal, in the order of files and lines. */
async function journal(workbench: Workbench): Promise<string> {
  const folder = join(workbench.folder, "concurrency-labs/.progress");
  const names = await readdir(folder).catch(() => []);
  const texts = await Promise.all(names.filter((name) => name.endsWith(".jsonl")).map((name) => readFile(join(folder, name), "utf8")));
  return texts.join("");
}

test("from an empty folder to a first lab that fails, is explained, is mended and passes", async () => {
  await using workbench = await Workbench.open();
  const { page } = workbench;
  await workbench.showContainer("Concurrency Labs");
  await page.locator(".part.sidebar").getByRole("button", { name: "Start the Course" }).waitFor({ timeout: 30_000 });
  await workbench.screenshot("welcome-light");

  // A lab opens with its page beside its file; the course folder is made for it.
  const lab = await workbench.openLab("1.1 URL Checker with Threading", "checker_threads.py");
  await lab.button("Run checks").waitFor();
  expect(await lab.innerText()).toContain("Before each release, a team checks the 100 links");
  await workbench.tree.expand("1 Quick Start: All Concepts Overview");
  await expect.poll(async () => (await workbench.tree.labels()).join("\n")).toContain("1.1 URL Checker with Threading");
  await workbench.screenshot("lab-light");

  // A wrong program: it works, one request after the other.
  await writeFile(join(workbench.folder, work, "checker_threads.py"), await mutant());
  await lab.button("Run checks").click();
  await expect.poll(() => lab.innerText(), { timeout: 60_000 }).toContain("The wait stands inside the loop");
  expect(await lab.innerText()).toContain("check_all(12 URLs, workers=4) had 1 of 4 requests in flight at once");
  await expect.poll(() => workbench.statusBarItem(/Lab 1\.1: 10 of 12 checks/).count(), { timeout: 30_000 }).toBe(1);

  // The Testing view and the editor say the same.
  await workbench.testExplorer.show();
  await workbench.testExplorer.expand("1.1 URL Checker with Threading");
  await expect.poll(() => workbench.testExplorer.outcome(overlap, "Failed").count(), { timeout: 20_000 }).toBe(1);
  await workbench.editorTab("checker_threads.py").click();
  await expect.poll(() => workbench.testExplorer.inlineMessages.count(), { timeout: 20_000 }).toBeGreaterThan(0);
  await workbench.testExplorer.openMessage();
  await expect.poll(() => workbench.testExplorer.peek.innerText(), { timeout: 20_000 }).toContain("The wait stands inside the loop");
  // To the left edge of the code again: the message stood behind its end.
  await page
    .locator(".editor-instance .lines-content")
    .first()
    .hover({ position: { x: 60, y: 60 }, force: true });
  await page.mouse.wheel(-3000, 0);
  await page.locator(".view-line").getByText("import", { exact: true }).first().waitFor();
  await workbench.screenshot("failure-light");
  await page.keyboard.press("Escape");

  await workbench.command("Concurrency Labs: Show Results");
  const results = await workbench.webview("Results 1.1");
  await expect.poll(() => results.innerText()).toContain("What probably happened");
  await workbench.screenshot("results-light");
  expect(await journal(workbench)).not.toContain('"fact":"passed"');

  // A right one, run from the Testing view this time.
  await writeFile(join(workbench.folder, work, "checker_threads.py"), await solution());
  await workbench.testExplorer.run("1.1 URL Checker with Threading");
  await expect.poll(() => workbench.testExplorer.outcome(overlap, "Passed").count(), { timeout: 60_000 }).toBe(1);
  await expect.poll(() => workbench.statusBarItem(/Lab 1\.1: passed/).count(), { timeout: 30_000 }).toBe(1);
  expect(await journal(workbench)).toContain('"fact":"passed"');
  await workbench.showContainer("Concurrency Labs");
  await expect.poll(async () => (await workbench.tree.labels()).find((label) => label.includes("Up next"))).toContain("Up next");
  expect(await page.locator(".part.sidebar").innerText()).toContain("1.2 URL Checker with Multiprocessing");
  await workbench.screenshot("passed-light");

  // The window is loaded anew: pages and progress are there.
  await workbench.reload();
  const again = await workbench.webview("1.1 URL Checker with Threading");
  await expect.poll(() => again.innerText(), { timeout: 30_000 }).toContain("All checks pass");
  await expect.poll(() => workbench.statusBarItem(/Lab 1\.1: passed/).count(), { timeout: 30_000 }).toBe(1);
});

test("a lab that is reset keeps the learner's file in a snapshot", async () => {
  await using workbench = await Workbench.open();
  await workbench.openLab("1.1 URL Checker with Threading", "checker_threads.py");
  const starter = await workbench.read(`${work}/checker_threads.py`);
  const mine = `${starter}\n# my own line\n`;
  await writeFile(join(workbench.folder, work, "checker_threads.py"), mine);
  const lab = await workbench.webview("1.1 URL Checker with Threading");
  await lab.button("Reset").click();
  await workbench.page.locator(".monaco-dialog-box").getByRole("button", { name: "Reset" }).click();
  await expect.poll(() => workbench.read(`${work}/checker_threads.py`), { timeout: 20_000 }).toBe(starter);
  const snapshots = join(workbench.folder, "concurrency-labs/.snapshots/1.1");
  const [taken] = await readdir(snapshots);
  expect(await readFile(join(snapshots, taken ?? "", "checker_threads.py"), "utf8")).toBe(mine);
  await lab.button(/Hint \(0 of/).click();
  await expect.poll(() => lab.innerText()).toContain("Hint 1");
});

/** The lowest contrast of the page's texts against the editor's background (WCAG 2.2, relative luminance). */
const lowestContrast = (page: WebviewPage): Promise<number> =>
  page.frame.locator("body").evaluate((body) => {
    const channel = (value: number) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    const luminance = (colour: string) => {
      const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
      return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    };
    const probe = body.ownerDocument.createElement("i");
    probe.style.backgroundColor = "var(--vscode-editor-background)";
    body.append(probe);
    const back = luminance(getComputedStyle(probe).backgroundColor);
    probe.remove();
    const texts = [...body.querySelectorAll("h1, h2, p, li, code span")].filter((element) => element.textContent?.trim());
    return Math.min(
      ...texts.map((element) => {
        const front = luminance(getComputedStyle(element).color);
        return (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
      }),
    );
  });

test("tree, lab page and failure can be read in dark and in both high-contrast themes", async () => {
  await using workbench = await Workbench.open({ theme: "dark" });
  await workbench.showContainer("Concurrency Labs");
  await workbench.openLab("1.1 URL Checker with Threading", "checker_threads.py");
  await writeFile(join(workbench.folder, work, "checker_threads.py"), await mutant());
  const lab = await workbench.webview("1.1 URL Checker with Threading");
  await workbench.command("Concurrency Labs: Run Checks");
  await expect.poll(() => workbench.statusBarItem(/Lab 1\.1: 10 of 12 checks/).count(), { timeout: 60_000 }).toBe(1);
  await expect.poll(() => lab.innerText()).toContain("The wait stands inside the loop");
  for (const theme of ["dark", "highContrastDark", "highContrastLight"] as const) {
    if (theme !== "dark") await workbench.theme(theme);
    const page = await workbench.webview("1.1 URL Checker with Threading");
    await page.button("Run checks").waitFor();
    // WCAG 2.2, 1.4.3: at least 4.5 for text of body size.
    await expect.poll(() => lowestContrast(page)).toBeGreaterThanOrEqual(4.5);
    await workbench.screenshot(`lab-${theme}`);
  }
});

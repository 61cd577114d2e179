import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { WebviewPage } from "./webviewPage";
import { Workbench } from "./workbench";

const tour = "concurrency-labs/m00-python-refresher/0.0-five-minute-tour/tour_bank.py";
const tourTitle = "0.0 Five-minute tour: lose money, see why, fix it";
const counterFolder = "concurrency-labs/m02-threading-fundamentals/2.1-counter-and-bank-account";
const counterTitle = "2.1 Thread-Safe Counter & Bank Account";
const course = join(import.meta.dirname, "../../labs/m02-threading-fundamentals/2.1-counter-and-bank-account");

/** The row of the interleaving that is looked at. */
const current = (page: WebviewPage) => page.frame.locator(".board tr.current");
const step = async (page: WebviewPage) => Number((await current(page).locator("th").innerText()).replace(/\D/g, ""));
/** What stands behind the lines of the editor. */
const marks = (workbench: Workbench) =>
  workbench.page
    .locator(".monaco-editor .view-line")
    .evaluateAll((lines) =>
      lines.flatMap((line) =>
        [...line.querySelectorAll("span span")]
          .map((span) => getComputedStyle(span, "::after").content)
          .filter((text) => /[◀◁]/.test(text)),
      ),
    );

test("the tour: from Start to an interleaving that loses money, step by step, to the proof that none is left", async () => {
  await using workbench = await Workbench.open();
  const { page } = workbench;
  await workbench.showContainer("Concurrency Labs");
  await page.locator(".part.sidebar").getByRole("button", { name: "Start the Course" }).click({ timeout: 30_000 });
  await workbench.editorTab("tour_bank.py").waitFor({ timeout: 30_000 });
  const lab = await workbench.webview(tourTitle);
  await lab.button("Run checks").click();

  // The failing check explains itself on the lab page.
  const show = lab.button(/^Show interleaving/);
  await show.waitFor({ timeout: 60_000 });
  await expect.poll(() => lab.innerText(), { timeout: 60_000 }).toContain("1,200 euro are lost");
  expect(await lab.innerText()).toMatch(/salary\s+tour_bank\.py:\d+\s+before = self\.balance/);
  expect(await lab.innerText()).toMatch(/Found in schedule \d+ of at most 1,000, replayed 3 times\./);
  await workbench.screenshot("tour-failed-light");

  // Step by step; the editor follows.
  await show.click();
  const interleaving = await workbench.webview("Interleaving 0.0");
  await interleaving.button("Next step").waitFor();
  await expect
    .poll(() => marks(workbench))
    .toEqual(expect.arrayContaining([expect.stringMatching(/◀ (salary|bonus) reads Account\.balance: 100/)]));
  const first = await step(interleaving);
  await interleaving.button("Next step").click();
  await expect.poll(() => step(interleaving)).toBe(first + 1);
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => step(interleaving)).toBe(first + 2);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("n");
  await expect.poll(() => step(interleaving)).toBeGreaterThan(first + 1);
  // To the step in which money is lost.
  while (!/writes Account\.balance: 400 -> 1300|writes Account\.balance: 1300 -> 400/.test(await current(interleaving).innerText())) {
    const before = await step(interleaving);
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => step(interleaving)).toBeGreaterThan(before);
  }
  await expect
    .poll(() => marks(workbench))
    .toEqual(expect.arrayContaining([expect.stringMatching(/◀ (salary|bonus) writes Account\.balance/)]));
  const lost = await step(interleaving);
  await workbench.screenshot("tour-interleaving-light");

  // The window is loaded anew: the page, its step and the marks are there.
  await workbench.reload();
  const again = await workbench.webview("Interleaving 0.0");
  await expect.poll(() => step(again), { timeout: 30_000 }).toBe(lost);
  await expect
    .poll(() => marks(workbench))
    .toEqual(expect.arrayContaining([expect.stringMatching(/◀ (salary|bonus) writes Account\.balance/)]));

  // One line closes the gap.
  const starter = await workbench.read(tour);
  const body = /( +)(before = self\.balance\n) +(self\.balance = before \+ amount\n)/;
  expect(starter).toMatch(body);
  await writeFile(join(workbench.folder, tour), starter.replace(body, "$1with self._lock:\n$1    $2$1    $3"));
  await expect.poll(() => again.innerText(), { timeout: 30_000 }).toContain("tour_bank.py was changed since");
  const labAgain = await workbench.webview(tourTitle);
  await labAgain.button("Run checks").click();
  await expect.poll(() => labAgain.innerText(), { timeout: 60_000 }).toContain("proved: no interleaving loses money");
  await expect.poll(() => labAgain.innerText(), { timeout: 30_000 }).toContain("All checks pass");
  await workbench.screenshot("tour-proved-light");
  await expect.poll(() => workbench.notification(/Up next: 1\.1/).count(), { timeout: 20_000 }).toBe(1);
});

/** As one writes it for a single thread. */
const naive = `class ThreadSafeCounter:
    def __init__(self) -> None:
        self._value = 0

    def increment(self, n: int = 1) -> int:
        self._value += n
        return self._value

    @property
    def value(self) -> int:
        return self._value
`;

test("lab 2.1: a naive counter fails with its interleaving, inline, in the results and on its page; one with a lock is proved", async () => {
  await using workbench = await Workbench.open({ theme: "dark" });
  const { page, testExplorer } = workbench;
  const file = join(workbench.folder, counterFolder, "counter_bank.py");
  const lab = await workbench.openLab(counterTitle, "counter_bank.py");
  const starter = await workbench.read(`${counterFolder}/counter_bank.py`);
  await writeFile(file, starter.replace(/class ThreadSafeCounter:[\s\S]*?(?=class Account)/, `${naive}\n\n`));

  // The Testing view and the message under the line.
  await testExplorer.show();
  await testExplorer.expand(counterTitle);
  await testExplorer.run("No increment is lost");
  await testExplorer.outcome("No increment is lost", "Failed").waitFor({ timeout: 60_000 });
  await workbench.editorTab("counter_bank.py").click();
  await workbench.command("Test: Go to Next Test Failure");
  await testExplorer.openMessage();
  await expect
    .poll(() => testExplorer.peek.innerText(), { timeout: 20_000 })
    .toMatch(/adds 3 +counter_bank\.py:\d+ +self\._value \+= n +_value is 0/);
  await workbench.screenshot("counter-failed-dark");
  await testExplorer.peek.getByRole("link", { name: "Show interleaving" }).click();
  const interleaving = await workbench.webview("Interleaving 2.1");
  await interleaving.button("Next step").waitFor();
  await expect.poll(() => interleaving.innerText()).toContain("ThreadSafeCounter._value");
  await expect.poll(() => marks(workbench)).toEqual(expect.arrayContaining([expect.stringMatching(/[◀◁] adds \d/)]));
  await page.keyboard.press("Escape");
  await workbench.screenshot("counter-interleaving-dark");

  // The results page offers it too.
  await workbench.command("Concurrency Labs: Show Results");
  const results = await workbench.webview("Results 2.1");
  await results.button("Show interleaving: No increment is lost").click();
  await (await workbench.webview("Interleaving 2.1")).button("Next step").waitFor();

  await copyFile(join(course, "solutions/lock-and-one-order/counter_bank.py"), file);
  await (await workbench.webview(counterTitle)).button("Run checks").click();
  await expect.poll(() => workbench.statusBarItem(/Lab 2\.1: passed/).count(), { timeout: 90_000 }).toBe(1);
  await expect.poll(() => lab.innerText(), { timeout: 30_000 }).toMatch(/proved: no interleaving loses an increment/);
  await (await workbench.webview("Interleaving 2.1")).text("This check passes now").waitFor();
});

test("a deadlock shows who waits for whom, and can be read in both high-contrast themes", async () => {
  await using workbench = await Workbench.open({ theme: "highContrastDark" });
  const lab = await workbench.openLab(counterTitle, "counter_bank.py");
  const mutant = await readFile(join(course, "mutants/m4-source-before-target.py"), "utf8");
  await writeFile(join(workbench.folder, counterFolder, "counter_bank.py"), mutant.replace(/^(#.*\n)+/, ""));
  await lab.button("Run this check: Opposite transfers get done").click();
  await lab.button(/^Show interleaving/).click({ timeout: 60_000 });
  const interleaving = await workbench.webview("Interleaving 2.1");
  await interleaving.heading("Who waits for whom").waitFor();
  await workbench.page.keyboard.press("End");
  await expect.poll(() => marks(workbench)).toEqual(expect.arrayContaining([expect.stringMatching(/waits for .*held by/)]));
  await workbench.screenshot("deadlock-highContrastDark");
  await workbench.theme("highContrastLight");
  await (await workbench.webview("Interleaving 2.1")).heading("Who waits for whom").waitFor();
  await workbench.screenshot("deadlock-highContrastLight");
});

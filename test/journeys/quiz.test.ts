import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Workbench } from "./workbench";

test("the module page asks the quiz by keyboard, explains each answer and keeps it in the journal", async () => {
  await using workbench = await Workbench.open();
  await workbench.openLab("1.1 URL Checker with Threading", "checker_threads.py");
  await workbench.showContainer("Concurrency Labs");
  await workbench.tree.expand("1 Quick Start: All Concepts Overview");
  await workbench.tree.click("Quiz 1");
  const module = await workbench.webview("Quick Start: All Concepts Overview");
  await module.button("Submit answer").waitFor({ timeout: 20_000 });
  await module.heading("Quiz").scrollIntoViewIfNeeded();
  await workbench.screenshot("quiz-question-light");
  const seen: string[] = [];
  for (let question = 1; ; question += 1) {
    await expect.poll(() => module.innerText()).toContain(`Question ${question} of 8`);
    await module.frame.getByRole("radio").first().focus();
    await workbench.page.keyboard.press("Space");
    await module.button("Submit answer").press("Enter");
    const note = module.frame.getByRole("note");
    await note.waitFor();
    seen.push(await note.innerText());
    expect((await note.innerText()).length).toBeGreaterThan(40);
    if (question === 1) await workbench.screenshot("quiz-answer-light");
    if (question === 8) break;
    await module.button("Next question").click();
  }
  await module.button("Show the score").click();
  await expect.poll(() => module.innerText()).toMatch(/of 8 answers (is|are) right/);
  // The first answers are right and wrong by turns: a wrong one names the belief behind it.
  expect(seen.some((text) => text.includes("Not right") && text.includes("What this answer assumes:"))).toBe(true);

  const folder = join(workbench.folder, "concurrency-labs/.progress");
  const [file] = await readdir(folder);
  const answers = (await readFile(join(folder, file ?? ""), "utf8")).split("\n").filter((line) => line.includes('"fact":"answered"'));
  expect(answers).toHaveLength(8);
});

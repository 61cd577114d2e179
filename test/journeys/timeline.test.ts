import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Workbench } from "./workbench";

test("a timeline is drawn by keyboard and mouse, run over the drawing, and still there after a reload", async () => {
  await using workbench = await Workbench.open();
  await workbench.command("Concurrency Labs: Start the Course");
  await workbench.showContainer("Concurrency Labs");
  await workbench.tree.expand("Quick Start");
  await workbench.tree.click("1.7 Concurrency vs parallelism");
  const lab = await workbench.webview("1.7 Concurrency vs parallelism: predict, then run");
  await lab.button("Timelines (0 of 6 drawn)").click();
  const page = await workbench.webview("Timelines 1.7");
  const cell = (name: string | RegExp) => page.frame.getByRole("gridcell", { name });
  const { keyboard, mouse } = workbench.page;

  // join-at-once: main waits for six slots, painted by keyboard alone.
  await page.frame.getByRole("navigation", { name: "Programs" }).getByRole("button").first().press("Enter");
  await cell("main, slot 1: not there").focus();
  await keyboard.press("Space");
  await keyboard.press("Space");
  for (let slot = 2; slot <= 6; slot += 1) await keyboard.press("Shift+ArrowRight");
  await cell("main, slot 6: waits").waitFor();
  // orders waits for two slots, painted by dragging, and runs in the next.
  await cell("orders, slot 1: not there").click();
  const [from, to] = [await cell("orders, slot 1: runs").boundingBox(), await cell("orders, slot 2: not there").boundingBox()];
  if (!from || !to) throw new Error("the cells are not shown");
  await mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await mouse.down();
  await mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 4 });
  await mouse.up();
  await cell("orders, slot 2: waits").waitFor();
  await workbench.screenshot("timeline-drawing-light");

  await page.button("Run").click();
  await expect.poll(() => page.innerText()).toMatch(/26 of 30 cells agree with the program\./);
  const text = await page.innerText();
  expect(text).toContain("orders, slot 3: you drew “not there”, it is “runs”.");
  expect(text).toContain("prices, slots 4 to 5: you drew “not there”, it is “waits”.");
  expect(text).toContain("What to notice");
  await workbench.screenshot("timeline-run-light");
  const folder = join(workbench.folder, "concurrency-labs/.progress");
  const written = async () => {
    const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), "utf8")));
    return files
      .join("\n")
      .split("\n")
      .filter((line) => line.includes('"fact":"drawn"')).length;
  };
  await expect.poll(written).toBe(1);

  for (const theme of ["dark", "highContrastDark"] as const) {
    await workbench.theme(theme);
    // The window was loaded anew: the page comes back with the lab and the program it showed.
    const shown = await workbench.webview("Timelines 1.7");
    await expect.poll(() => shown.innerText()).toMatch(/26 of 30 cells agree with the program\./);
    await shown.heading("What to notice").scrollIntoViewIfNeeded();
    await workbench.screenshot(`timeline-run-${theme}`);
  }
}, 240_000);

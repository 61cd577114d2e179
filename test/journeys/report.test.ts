import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Workbench } from "./workbench";

test("a deliverable opens with the files it builds on, and its report is filled from its page", async () => {
  await using workbench = await Workbench.open();
  await workbench.command("Concurrency Labs: Start the Course");
  await workbench.showContainer("Concurrency Labs");
  await workbench.tree.expand("Quick Start");
  await workbench.tree.click("D1 Comparative analysis report");
  const page = await workbench.webview("D1 Comparative analysis report with working code for all three paradigms");
  const folder = join(workbench.folder, "concurrency-labs/m01-quick-start/D1-comparative-report");
  const text = (name: string) => readFile(join(folder, name), "utf8").catch(() => "");
  await expect.poll(() => text("checker_async.py")).toContain("def check_all");
  await workbench.screenshot("report-lab-light");

  await page.button("Fill the report").click();
  await expect.poll(() => text("report/report.md")).toContain("- Lab 1.1: not measured yet. Open lab 1.1 and run its benchmark");
  expect(await text("report/report.md")).toContain("## Recommendations");
  await workbench.screenshot("report-filled-light");
}, 180_000);

import { expect, test } from "vitest";
import { views } from "../../src/contract/ids";
import { WebviewPage } from "./webviewPage";
import { Workbench } from "./workbench";

test("the packaged extension installs and its container opens from the activity bar", async () => {
  await using workbench = await Workbench.open();
  await workbench.showContainer("Concurrency Labs");
  await expect.poll(() => workbench.page.locator(".part.sidebar .title-label").innerText()).toMatch(/concurrency labs/i);
  expect(await workbench.page.locator(`.part.sidebar [id="workbench.view.extension.${views.container}"]`).count()).toBe(1);
  await workbench.screenshot("smoke");
});

test("the extension's own page in VS Code shows its icon and its README, and no broken picture", async () => {
  await using workbench = await Workbench.open();
  const { page } = workbench;
  await workbench.command("Extensions: Show Installed Extensions");
  await page.locator(".extensions-list .monaco-list-row").filter({ hasText: "Concurrency Labs" }).first().click({ timeout: 30_000 });
  const icon = page.locator(".extension-editor img.icon").first();
  await expect.poll(() => icon.evaluate((image) => (image as HTMLImageElement).naturalWidth), { timeout: 30_000 }).toBe(256);
  const readme = await WebviewPage.find(page, "Learn Python concurrency by building things");
  await readme.text("0.0 Five-minute tour: lose money, see why, fix it").first().waitFor();
  expect(
    await readme.frame.locator("img").evaluateAll((images) => images.filter((image) => !(image as HTMLImageElement).naturalWidth)),
  ).toEqual([]);
  await workbench.screenshot("extension-page-light");
});

import { expect, test } from "vitest";
import { views } from "../../src/contract/ids";
import { Workbench } from "./workbench";

test("the packaged extension installs and its container opens from the activity bar", async () => {
  await using workbench = await Workbench.open();
  await workbench.showContainer("Concurrency Labs");
  await expect.poll(() => workbench.page.locator(".part.sidebar .title-label").innerText()).toMatch(/concurrency labs/i);
  expect(await workbench.page.locator(`.part.sidebar [id="workbench.view.extension.${views.container}"]`).count()).toBe(1);
  await workbench.screenshot("smoke");
});

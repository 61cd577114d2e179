import { describe, expect, it } from "vitest";
import { chromium } from "../../scripts/workbench/chromium.mjs";
import { findVsCode } from "../../scripts/workbench/find.mjs";

const silent = () => {};

describe("VS Code for tests", () => {
  it("is the one named, before anything is fetched", async () => {
    const found = await findVsCode({ env: { VSCODE_EXECUTABLE: process.execPath }, say: silent });
    expect(found).toMatchObject({ kind: "desktop", command: [process.execPath] });
  });

  it("is refused with its name when the one named does not exist", async () => {
    await expect(findVsCode({ env: { VSCODE_EXECUTABLE: "/nowhere/code" }, say: silent })).rejects.toThrow(
      "VSCODE_EXECUTABLE names /nowhere/code",
    );
  });

  it.runIf(process.platform === "linux")("that cannot be had is one sentence naming what was tried", async () => {
    const none = findVsCode({ env: { CONCURRENCY_LABS_VSCODE: "desktop", PATH: "" }, say: silent });
    await expect(none).rejects.toThrow(/^No VS Code can be had here \(desktop VS Code: there is no display and no xvfb-run\)\./);
  });
});

describe("the Chromium for tests", () => {
  it("is the one named", async () => {
    expect(await chromium(silent, { CONCURRENCY_LABS_CHROMIUM: process.execPath })).toBe(process.execPath);
  });

  it("is refused with its name when the one named does not exist", async () => {
    await expect(chromium(silent, { CONCURRENCY_LABS_CHROMIUM: "/nowhere/chrome" })).rejects.toThrow("names /nowhere/chrome");
  });
});

// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";

beforeEach(() => {
  vi.resetModules();
  document.body.innerHTML = "";
});

async function load(bundle?: string) {
  if (bundle !== undefined) document.body.innerHTML = `<script type="application/json" id="l10n">${bundle}</script>`;
  return import("../../../src/webview/page/localise");
}

test("without a bundle the English text is shown, with its values filled in", async () => {
  const { t, counted } = await load();
  expect(t("Hint ({0} of {1})", 1, 4)).toBe("Hint (1 of 4)");
  expect([counted(1, "{0} run", "{0} runs"), counted(2, "{0} run", "{0} runs"), counted(0, "{0} run", "{0} runs")]).toEqual([
    "1 run",
    "2 runs",
    "0 runs",
  ]);
});

test("a bundle in VS Code's format translates, in both of its forms", async () => {
  const { t } = await load('{"Cancel": "Abbrechen", "Reset": {"message": "Zurücksetzen", "comment": ["x"]}}');
  expect([t("Cancel"), t("Reset"), t("Run checks")]).toEqual(["Abbrechen", "Zurücksetzen", "Run checks"]);
});

test.each(["not json", "[1]", '{"Cancel": 5}', ""])("a broken bundle (%s) leaves the English text", async (bundle) => {
  const { t } = await load(bundle);
  expect(t("Cancel")).toBe("Cancel");
});

test("a placeholder without a value stays visible", async () => {
  const { t } = await load();
  expect(t("{0} and {1}", "a")).toBe("a and {1}");
});

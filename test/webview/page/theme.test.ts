// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { readTheme, watchTheme } from "../../../src/webview/page/theme";
import { themes } from "../samples/themes";

function wear({ body, variables }: { body: string; variables: Record<string, string> }): void {
  for (const [name, value] of Object.entries(variables)) document.documentElement.style.setProperty(name, value);
  document.body.className = body;
}
afterEach(() => document.documentElement.removeAttribute("style"));

test("the chart gets its colours from the page's variables", () => {
  wear(themes.dark);
  const theme = readTheme();
  expect(theme.series.slice(0, 3)).toEqual(["#59a4f9", "#89d185", "#b180d7"]);
  expect(theme).toMatchObject({ foreground: "#cccccc", line: "#2b2b2b", highContrast: false, fontSize: 13 });
});

test("both high-contrast themes are known as such, and their border wins", () => {
  wear(themes.hcDark);
  expect(readTheme()).toMatchObject({ highContrast: true, line: "#6fc3df" });
  wear(themes.hcLight);
  expect(readTheme()).toMatchObject({ highContrast: true, line: "#0f4a85" });
});

test("a theme that lacks a variable falls back to the text's colour", () => {
  document.documentElement.style.setProperty("--vscode-foreground", "#123456");
  expect(new Set(readTheme().series)).toEqual(new Set(["#123456"]));
});

test("a change of theme is noticed until one stops watching", async () => {
  const changed = vi.fn();
  const stop = watchTheme(changed);
  wear(themes.light);
  await vi.waitFor(() => expect(changed).toHaveBeenCalled());
  expect(changed.mock.lastCall?.[0].series[0]).toBe("#0063d3");
  stop();
  changed.mockClear();
  wear(themes.dark);
  await new Promise((resolve) => setTimeout(resolve));
  expect(changed).not.toHaveBeenCalled();
});

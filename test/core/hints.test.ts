import { expect, test } from "vitest";
import { splitHints } from "../../src/core/hints";

test("each numbered section is a hint, in order, with the words of its heading", () => {
  expect(splitHints("# Hints\n\nIntro.\n\n## 1\n\nLook.\n\n## 2 Where it waits\nThere.\n### Detail\nMore.\n## 3. Sketch\n")).toEqual(
    ["Look.", "**Where it waits**\n\nThere.\n### Detail\nMore.", "**Sketch**"].map((hint) => hint.replace("**\n\nThere", "**\nThere")),
  );
});

test("a heading inside a code block starts no hint, and line ends of any kind do", () => {
  expect(splitHints("## 1\r\n```python\r\n## 2 not a hint\r\n```\r\n## 2\r\nend")).toEqual(["```python\n## 2 not a hint\n```", "end"]);
  expect(splitHints("## 1\n~~~\n```\n## 9\n~~~\n## 2\nb")).toHaveLength(2);
});

test("a file without hints has none", () => {
  expect(splitHints("")).toEqual([]);
  expect(splitHints("# Hints\n\nNone yet.\n")).toEqual([]);
});

import { expect, test } from "vitest";
import { splitSections } from "../../../src/webview/lab/sections";

test("what stands before the first heading is the problem, and each second-level heading begins a section", () => {
  expect(splitSections("It is slow.\n\n## Why\n\nWaits.\n\n### More\n\n## How ##\nSo.")).toEqual({
    problem: "It is slow.",
    sections: [
      { title: "Why", markdown: "Waits.\n\n### More" },
      { title: "How", markdown: "So." },
    ],
  });
});

test("a heading mark inside fenced code begins no section", () => {
  const fenced = "````md\n```\n## not a heading\n````\n~~~\n## nor this\n~~~";
  expect(splitSections(`Problem.\n\n${fenced}\n\n## Real\nText`).sections.map((section) => section.title)).toEqual(["Real"]);
});

test("without text before the first heading the first section is the problem", () => {
  expect(splitSections("## The problem\nSlow.\n## Next\nText")).toEqual({
    problem: "Slow.",
    sections: [{ title: "Next", markdown: "Text" }],
  });
});

test("an empty README gives an empty page and no fault", () => {
  expect(splitSections("")).toEqual({ problem: "", sections: [] });
});

test("a fence that is never closed swallows the rest, as Markdown says", () => {
  expect(splitSections("Problem.\n```\n## inside").sections).toEqual([]);
});

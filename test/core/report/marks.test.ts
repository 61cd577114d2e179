import { describe, expect, test } from "vitest";
import { partEdits } from "../../../src/core/report/marks";

const report = [
  "# Mine",
  "",
  "<!-- bench: machine -->",
  "<!-- /bench: machine -->",
  "My words, <!-- bench --> and all.",
  "<!-- bench: tables -->",
  "old",
  "<!-- /bench: tables -->",
  "The end",
].join("\n");

function filled(text: string, parts: Record<string, string>): string {
  const found = partEdits(text, parts);
  if (!found.ok) throw new Error(found.missing.join(", "));
  return found.edits.reduceRight((done, { start, end, text: written }) => done.slice(0, start) + written + done.slice(end), text);
}

describe("the parts of a report", () => {
  test("are put between their marks, and nothing else changes", () => {
    const text = filled(report, { tables: "| new |\n", machine: "a\nb" });
    expect(text).toBe(report.replace("machine -->\n<", "machine -->\na\nb\n<").replace("tables -->\nold\n<", "tables -->\n| new |\n<"));
    expect(
      filled(text, { tables: "old", machine: "" })
        .split("\n")
        .filter((line) => line !== ""),
    ).toEqual(report.split("\n").filter((line) => line !== ""));
  });

  test("that are as they should be have no edit", () => {
    const text = filled(report, { tables: "x" });
    expect(partEdits(text, { tables: "x" })).toEqual({ ok: true, edits: [] });
  });

  test("end their lines as the file does", () => {
    expect(filled(report.replaceAll("\n", "\r\n"), { machine: "a\nb" })).toContain("machine -->\r\na\r\nb\r\n<!--");
  });

  test.each([
    ["the first mark", report.replace("<!-- bench: tables -->", ""), ["<!-- bench: tables -->"]],
    ["the second mark", report.replace("<!-- /bench: tables -->", ""), ["<!-- /bench: tables -->"]],
    ["both", "nothing", ["<!-- bench: machine -->", "<!-- bench: tables -->"]],
    ["their order", "<!-- /bench: machine --><!-- bench: machine -->", ["<!-- /bench: machine -->", "<!-- bench: tables -->"]],
  ])("without %s are not filled, and what is missing is named", (_what, text, missing) => {
    expect(partEdits(text, { machine: "m", tables: "t" })).toEqual({ ok: false, missing });
  });

  test("one inside the other are not filled", () => {
    const text = "<!-- bench: a --><!-- bench: b --><!-- /bench: b --><!-- /bench: a -->";
    expect(partEdits(text, { a: "1", b: "2" }).ok).toBe(false);
  });
});

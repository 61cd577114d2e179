import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { CourseSchema } from "../../src/contract/course";
import { LabSchema } from "../../src/contract/lab";
import { FromPageSchema } from "../../src/contract/pages";
import { QuizSchema } from "../../src/contract/quiz";
import { courseFile, labFile, quizFile } from "../fixtures/course";

const accepts = (schema: v.GenericSchema, value: unknown) => v.safeParse(schema, value).success;

test("the fixtures are what the schemas accept", () => {
  expect(accepts(LabSchema, labFile())).toBe(true);
  expect(accepts(CourseSchema, courseFile())).toBe(true);
  expect(accepts(QuizSchema, quizFile())).toBe(true);
});

describe("a lab file", () => {
  test.each<[string, object]>([
    ["from a newer version", { version: 2 }],
    ["with an unknown field", { colour: "red" }],
    ["with an id that is none", { id: "lab one" }],
    ["without files", { files: [] }],
    ["with a file above its folder", { files: ["../secrets.py"] }],
    ["with an absolute file", { files: ["/etc/passwd"] }],
    ["with a file on a drive", { files: ["C:/x.py"] }],
    ["with a backslash in a file", { files: ["a\\b.py"] }],
    ["with a NUL in a file", { files: ["a\0.py"] }],
    ["with a title of spaces", { title: "   " }],
    ["with minutes that are no number", { minutes: "45" }],
  ])("%s is refused", (_what, change) => {
    expect(accepts(LabSchema, { ...labFile(), ...change })).toBe(false);
  });
});

test("a page can only say what the contract lists", () => {
  expect(accepts(FromPageSchema, { type: "runChecks" })).toBe(true);
  expect(accepts(FromPageSchema, { type: "runChecks", command: "rm" })).toBe(false);
  expect(accepts(FromPageSchema, { type: "executeCommand", id: "x" })).toBe(false);
  expect(accepts(FromPageSchema, "runChecks")).toBe(false);
});

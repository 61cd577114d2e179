/** The course's files: a broken one costs what it describes and is told; what is taken can be used. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { CourseSchema, ModuleSchema } from "../../src/contract/course";
import { LabSchema } from "../../src/contract/lab";
import { QuizSchema } from "../../src/contract/quiz";
import { assembleCourse, labsOfPath, readCourseFile, upNext } from "../../src/core/course";
import { splitHints } from "../../src/core/hints";
import { foldFacts, noProgress } from "../../src/core/progress";
import { answerQuestion, drawQuestions, nextQuestion, quizScore, quizState } from "../../src/core/quiz";
import { mulberry32 } from "../../src/core/random";
import { courseFile, labFile, quizFile } from "../fixtures/course";
import { factsOfWriter } from "../fixtures/facts";
import { fuzzRuns, fuzzTimeout } from "../fixtures/fuzz";
import { anyJson, anyText, mutatedText } from "../fixtures/mutated";

const labs = join(import.meta.dirname, "../../labs");
const shipped = (file: string): unknown => JSON.parse(readFileSync(join(labs, file), "utf8"));
const changed = (values: unknown[]) =>
  fc.oneof(
    { weight: 8, arbitrary: mutatedText(values) },
    { weight: 1, arbitrary: anyJson.map((value) => JSON.stringify(value) ?? "") },
    { weight: 1, arbitrary: anyText() },
  );

const labText = changed([labFile(), shipped("m01-quick-start/1.1-url-checker-threads/lab.json")]);
const quizText = changed([quizFile(), shipped("m01-quick-start/quiz.json")]);
const moduleText = changed([shipped("m01-quick-start/module.json")]);
const courseText = changed([courseFile(), shipped("course.json")]);
/** The shipped course has a hundred labs, each of which would be read anew. */
const smallCourse = changed([courseFile()]);

describe("the schemas answer for any file", () => {
  test.each([
    ["lab.json", LabSchema, labText],
    ["quiz.json", QuizSchema, quizText],
    ["module.json", ModuleSchema, moduleText],
    ["course.json", CourseSchema, courseText],
  ] as const)("%s", { timeout: fuzzTimeout }, (_name, schema: v.GenericSchema, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        let value: unknown;
        try {
          value = JSON.parse(text);
        } catch {
          return;
        }
        const parsed = v.safeParse(schema, value);
        // What is taken is taken again as it came out: reading adds nothing that a reader would refuse.
        if (parsed.success) expect(v.parse(schema, JSON.parse(JSON.stringify(parsed.output)))).toEqual(parsed.output);
        else expect(parsed.issues[0]?.message).not.toBe("");
      }),
      fuzzRuns(300),
    );
  });
});

test("a course of any files is assembled, each fault has a sentence, and every question about the course has an answer", {
  timeout: fuzzTimeout,
}, () => {
  const progress = foldFacts(factsOfWriter([{ fact: "passed", lab: "1.1", work: "a", checks: "b" }]));
  fc.assert(
    fc.property(smallCourse, labText, quizText, moduleText, anyText(), (course, lab, quiz, module, readme) => {
      const { file = courseFile(), problems } = readCourseFile({ file: "course.json", text: course });
      const sources = file.modules.map((entry) => ({
        folder: entry.folder,
        module: { file: "module.json", text: module },
        readme: { file: "README.md", text: readme },
        design: { file: "design.md" },
        quiz: { file: "quiz.json", text: quiz },
        labs: entry.labs.map(() => ({
          folder: "lab",
          page: "README.md",
          lab: { file: "lab.json", text: lab },
          readme: { file: "README.md", text: readme },
          hints: { file: "hints.md", text: readme },
          solutions: [],
        })),
      }));
      const assembled = assembleCourse(file, sources);
      for (const { message } of [...problems, ...assembled.problems]) expect(message).not.toBe("");
      for (const path of ["A", "B", "C"] as const) {
        labsOfPath(assembled.course, path);
        upNext(assembled.course, progress, path);
      }
      for (const one of assembled.course.labs.values())
        for (const name of [...one.file.files, ...one.file.visible]) {
          expect(name.split("/")).not.toContain("..");
          expect(name).toMatch(/^[^/\\:\0][^\\:\0]*$/);
        }
    }),
    fuzzRuns(200),
  );
});

test("a quiz that is taken can be answered to its end", { timeout: fuzzTimeout }, () => {
  fc.assert(
    fc.property(quizText, fc.nat(), fc.array(fc.oneof(fc.nat(7), fc.double(), fc.constant(-1))), (text, seed, answers) => {
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        return;
      }
      const parsed = v.safeParse(QuizSchema, value);
      if (!parsed.success) return;
      let attempt = drawQuestions(parsed.output, mulberry32(seed));
      for (const shown of [...answers, ...Array.from({ length: parsed.output.questions.length }, () => 0)]) {
        const given = quizState(attempt, () => "a lab").question;
        if (given === undefined) break;
        const answered = answerQuestion(attempt, given.id, shown);
        if (answered) attempt = nextQuestion(answered.attempt);
      }
      expect(quizState(attempt, () => undefined).question).toBeUndefined();
      quizScore(parsed.output, noProgress());
    }),
    fuzzRuns(300),
  );
});

test("hints of any text are split without losing a line that follows a heading", { timeout: fuzzTimeout }, () => {
  const lines = fc.array(fc.oneof(fc.constantFrom("## 1 Look", "## 2", "```", "~~~~", "text", ""), anyText()));
  fc.assert(
    fc.property(lines, (parts) => {
      for (const hint of splitHints(parts.join("\n"))) expect(hint.trim()).toBe(hint);
    }),
    fuzzRuns(300),
  );
});

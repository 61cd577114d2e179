import { describe, expect, test } from "vitest";
import { assembleCourse, type CourseProblem, labsOfPath, readCourseFile, upNext } from "../../src/core/course";
import { foldFacts, noProgress } from "../../src/core/progress";
import { courseFile, labFile, moduleSource, quizFile } from "../fixtures/course";
import { factsOfWriter } from "../fixtures/facts";

const assemble = (...labs: Parameters<typeof moduleSource>) => assembleCourse(courseFile(), [moduleSource(...labs)]);
const text = (problems: CourseProblem[]) => problems.map(({ file, message }) => `${file}: ${message}`).join("\n");
const passed = (...labs: string[]) => foldFacts(factsOfWriter(labs.map((lab) => ({ fact: "passed", lab, work: "w", checks: "c" }))));

test("a sound course has its shipped labs, their hints and no problems", () => {
  const { course, problems } = assemble();
  expect(problems).toEqual([]);
  expect([...course.labs.keys()]).toEqual(["1.1", "1.2"]);
  expect(course.modules[0]?.labs.map((lab) => lab?.id)).toEqual(["1.1", "1.2", undefined]);
  expect(course.labs.get("1.1")?.hints).toEqual(["Look.", "Here."]);
});

describe("one broken lab.json costs that lab only, and says where and why", () => {
  test.each<[string, string, RegExp]>([
    ["no JSON", "{", /1\.1-url-checker\/lab\.json: It is not valid JSON/],
    ["an empty file", "", /not valid JSON/],
    ["binary", "\0\u0001\u0002", /not valid JSON/],
    ["a list", "[]", /lab\.json: /],
    ["a newer version", JSON.stringify({ ...labFile(), version: 2 }), /version: /],
    ["a wrong field", JSON.stringify({ ...labFile(), minutes: "long" }), /minutes: /],
    ["a deep fault", JSON.stringify({ ...labFile(), steps: [{ title: "a", goal: 4, core: true }] }), /steps\.0\.goal: /],
    ["another lab's id", JSON.stringify(labFile({ id: "1.3" })), /The id is 1\.3, but course\.json lists this folder as 1\.1/],
  ])("%s", (_what, json, reason) => {
    const { course, problems } = assemble([json, { id: "1.2" }, undefined]);
    expect([...course.labs.keys()]).toEqual(["1.2"]);
    expect(problems).toHaveLength(1);
    expect(text(problems)).toMatch(reason);
  });

  test("a byte order mark is no fault", () => {
    expect(assemble([`\uFEFF${JSON.stringify(labFile())}`]).problems).toEqual([]);
  });
});

test("a broken quiz costs the quiz, and an unreadable file is named with the reason", () => {
  const source = moduleSource(undefined, "nonsense");
  const { course, problems } = assembleCourse(courseFile(), [
    { ...source, readme: { file: "m01-start/README.md", error: "permission denied (EACCES)" } },
  ]);
  expect(course.modules[0]?.quiz).toBeUndefined();
  expect(course.labs.size).toBe(2);
  expect(text(problems)).toMatch(/README\.md: It cannot be read: permission denied/);
  expect(text(problems)).toMatch(/quiz\.json: It is not valid JSON/);
});

test("course.json by itself: missing, broken or unreadable it is a problem, not an exception", () => {
  expect(readCourseFile({ file: "course.json" })).toMatchObject({ file: undefined, problems: [{ message: "The file is missing." }] });
  expect(readCourseFile({ file: "course.json", text: "{" }).problems).toHaveLength(1);
  expect(readCourseFile({ file: "course.json", error: "it is a folder, not a file (EISDIR)" }).problems).toHaveLength(1);
  expect(readCourseFile({ file: "course.json", text: JSON.stringify(courseFile()) })).toEqual({ file: courseFile(), problems: [] });
});

describe("what no single file can show is found", () => {
  test.each<[string, Parameters<typeof labFile>[0], RegExp]>([
    ["a check id used twice", { checks: labFile().checks.map((check) => ({ ...check, id: "same" })) }, /check id same is used twice/],
    ["a check of a step that is not there", { steps: labFile().steps.slice(0, 1) }, /step 2, but the lab has 1/],
    ["a target in another file", { files: ["other.py"] }, /checker\.py, which is not one of the lab's files/],
    ["an unknown predecessor", { after: ["9.9"] }, /after: 9\.9/],
    ["an unknown next lab", { next: "9.9" }, /next: 9\.9/],
  ])("%s", (_what, change, reason) => {
    const { course, problems } = assemble([change]);
    expect(text(problems)).toMatch(reason);
    expect(course.labs.has("1.1")).toBe(true);
  });

  test("ids twice and names that lead nowhere in course.json", () => {
    const file = courseFile();
    const [module] = file.modules;
    const [lab] = module?.labs ?? [];
    if (!module || !lab) throw new Error("the fixture is empty");
    const broken = {
      ...file,
      modules: [{ ...module, labs: [...module.labs, { ...lab, after: ["7.7"] }] }],
      paths: file.paths.map((path) => ({ ...path, groups: [{ title: "x", labs: ["8.8"] }] })),
    };
    const found = text(assembleCourse(broken, [moduleSource()]).problems);
    expect(found).toMatch(/1\.1 is listed twice/);
    expect(found).toMatch(/1\.1 comes after 7\.7/);
    expect(found).toMatch(/Path A lists 8\.8/);
  });

  test("a quiz that cannot be asked", () => {
    const quiz = quizFile({ asked: 9 });
    const [one] = quiz.questions;
    if (!one) throw new Error("the fixture is empty");
    const found = text(
      assemble(undefined, {
        ...quiz,
        questions: [
          ...quiz.questions,
          { ...one, answers: one.answers.map((answer) => ({ ...answer, correct: false, misconception: "Q1-M9" })) },
        ],
      }).problems,
    );
    expect(found).toMatch(/question id one is used twice/);
    expect(found).toMatch(/asked is 9/);
    expect(found).toMatch(/exactly one correct answer/);
    expect(found).toMatch(/Q1-M9, which misconceptions does not list/);
  });
});

describe("up next", () => {
  const { course } = assemble();
  test("is the first lab of the path whose shipped predecessors are passed", () => {
    expect(upNext(course, noProgress(), "A")?.id).toBe("1.1");
    expect(upNext(course, noProgress(), "B")?.id).toBe("1.1");
    expect(upNext(course, passed("1.1"), "B")?.id).toBe("1.2");
  });
  test("does not wait for a predecessor that does not ship", () => {
    const { course: other } = assemble([{ after: ["1.3"] }]);
    expect(upNext(other, noProgress(), "A")?.id).toBe("1.1");
  });
  test("is the first that is not passed when each waits for another", () => {
    const { course: circle } = assemble([{ after: ["1.2"] }, { id: "1.2", after: ["1.1"] }]);
    expect(upNext(circle, noProgress(), "A")?.id).toBe("1.1");
  });
  test("is nothing when every shipped lab is passed, and on a path without labs", () => {
    expect(upNext(course, passed("1.1", "1.2"), "A")).toBeUndefined();
    expect(upNext(course, noProgress(), "C")).toBeUndefined();
  });
  test("a path has its shipped labs in its own order", () => {
    expect(labsOfPath(course, "B").map((lab) => lab.id)).toEqual(["1.2", "1.1"]);
  });
});

describe("a deliverable that ships", () => {
  const placed = courseFile();
  const [module] = placed.modules;
  if (module) module.deliverable = { id: "D1", title: "Report", minutes: 60, after: ["1.1", "1.2"], folder: "D1-report" };
  const { file } = readCourseFile({ file: "course.json", text: JSON.stringify(placed) });
  if (!file) throw new Error("the fixture is no course");
  const at = "m01-start/D1-report";
  const assembled = (over: Parameters<typeof labFile>[0]) => {
    const source = moduleSource();
    const lab = { file: `${at}/lab.json`, text: JSON.stringify(labFile({ id: "D1", after: ["1.1"], ...over })) };
    const [readme, hints] = [{ file: `${at}/README.md`, text: "# D1" }, { file: `${at}/hints.md` }];
    source.labs.push({ folder: `/course/${at}`, page: `/course/${at}/README.md`, lab, readme, hints, solutions: [] });
    return assembleCourse(file, [source]);
  };

  test("is the last lab of its module, like any other", () => {
    const { course, problems } = assembled({ brings: ["1.1", "1.2"] });
    expect(text(problems)).toBe("");
    expect([...course.labs.keys()]).toEqual(["1.1", "1.2", "D1"]);
    expect(course.modules[0]?.labs.map((lab) => lab?.id)).toEqual(["1.1", "1.2", undefined, "D1"]);
    expect(course.labs.get("D1")?.brought.map((lab) => lab.id)).toEqual(["1.1", "1.2"]);
  });

  test("may have checks about what it brings, and brings only what is there and comes before", () => {
    const [check] = labFile().checks;
    if (!check) throw new Error("the fixture has no check");
    const about = { ...check, target: `${labFile().files[0]}:check_all` };
    expect(text(assembled({ files: ["report.py"], brings: ["1.1"], checks: [about] }).problems)).toBe("");
    expect(text(assembled({ files: ["report.py"], checks: [about] }).problems)).toMatch(/which is not one of the lab's files/);
    expect(text(assembled({ brings: ["1.3"] }).problems)).toMatch(/D1-report\/lab\.json: brings: 1\.3 is not a lab of this version/);
    expect(text(assembleCourse(courseFile(), [moduleSource([{ brings: ["1.2"] }, { id: "1.2" }])]).problems)).toMatch(
      /brings: 1\.2 does not come before 1\.1/,
    );
  });

  test("one that does not ship stays a name", () => {
    expect(readCourseFile({ file: "course.json", text: JSON.stringify(courseFile()) }).file?.modules[0]?.labs).toHaveLength(3);
  });
});

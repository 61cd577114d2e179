import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadCourse } from "../../src/runtime/loadCourse";
import { courseFile, labFile, quizFile } from "../fixtures/course";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "course-"));
  await put("course.json", courseFile());
  await put("m01-start/README.md", "# Start\n");
  await put("m01-start/quiz.json", quizFile());
  for (const [folder, over] of [
    ["1.1-url-checker", {}],
    ["1.2-primes", { id: "1.2", after: ["1.1"] }],
  ] as const) {
    await put(`m01-start/${folder}/lab.json`, labFile({ ...over, after: [...("after" in over ? over.after : [])] }));
    await put(`m01-start/${folder}/README.md`, "# Lab\n");
    await put(`m01-start/${folder}/hints.md`, "## 1\nLook.\n");
    for (const name of ["threads", "pool", "__pycache__", ".hidden"])
      await put(`m01-start/${folder}/solutions/${name}/checker.py`, "x = 1\n");
    await put(`m01-start/${folder}/solutions/README.md`, "Compare.\n");
  }
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(file: string, content: unknown): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), typeof content === "string" || content instanceof Uint8Array ? content : JSON.stringify(content));
}
const ids = async () => [...(await loadCourse(root)).course.labs.keys()];
const problems = async () => (await loadCourse(root)).problems.map(({ file, message }) => `${file}: ${message}`);

test("a course is read with its labs, hints, solutions and quiz; what does not ship is listed and is no problem", async () => {
  const { course, problems: found } = await loadCourse(root);
  expect(found).toEqual([]);
  expect([...course.labs.keys()]).toEqual(["1.1", "1.2"]);
  expect(course.labs.get("1.1")).toMatchObject({
    folder: join(root, "m01-start/1.1-url-checker"),
    page: join(root, "m01-start/1.1-url-checker/README.md"),
    module: 1,
    hints: ["Look."],
    solutions: ["pool", "threads"],
  });
  expect(course.modules[0]?.quiz?.id).toBe("Q1");
  expect(course.modules[0]?.labs[2]).toBeUndefined();
});

test("one broken lab.json costs that lab only, and the problem names the file inside the course", async () => {
  await put("m01-start/1.1-url-checker/lab.json", '{"version": 1,');
  expect(await ids()).toEqual(["1.2"]);
  expect(await problems()).toEqual([expect.stringMatching(/^m01-start\/1\.1-url-checker\/lab\.json: It is not valid JSON/)]);
});

test("a lab folder without lab.json, and a lab.json that is a folder or leads in a circle", async () => {
  await rm(join(root, "m01-start/1.1-url-checker/lab.json"));
  expect(await problems()).toEqual(["m01-start/1.1-url-checker/lab.json: The file is missing."]);
  await mkdir(join(root, "m01-start/1.1-url-checker/lab.json"));
  expect(await problems()).toEqual([expect.stringMatching(/lab\.json: It cannot be read: it is a folder/)]);
  await rm(join(root, "m01-start/1.1-url-checker/lab.json"), { recursive: true });
  await symlink("lab.json", join(root, "m01-start/1.1-url-checker/lab.json"));
  expect(await problems()).toEqual([expect.stringMatching(/lab\.json: It cannot be read: its symbolic links lead in a circle/)]);
  expect(await ids()).toEqual(["1.2"]);
});

test("bytes that are no text, and a megabyte of brackets", async () => {
  await put("m01-start/1.1-url-checker/lab.json", Buffer.from([0xff, 0xfe, 0x00, 0x80]));
  await put("m01-start/quiz.json", "[".repeat(1_000_000));
  const { course, problems: found } = await loadCourse(root);
  expect([...course.labs.keys()]).toEqual(["1.2"]);
  expect(found).toHaveLength(2);
});

test("without a readable course.json the course is empty and the problem says why", async () => {
  await put("course.json", "nonsense");
  expect(await loadCourse(root)).toMatchObject({
    course: { modules: [], paths: [] },
    problems: [{ file: "course.json", message: expect.stringContaining("not valid JSON") }],
  });
  await rm(join(root, "course.json"));
  expect(await problems()).toEqual(["course.json: The file is missing."]);
  expect((await loadCourse(join(root, "gone"))).problems).toHaveLength(1);
});

test("a course.json with a folder outside the course is refused", async () => {
  const file = courseFile();
  await put("course.json", { ...file, modules: file.modules.map((module) => ({ ...module, folder: "../../etc" })) });
  expect(await problems()).toEqual([expect.stringMatching(/^course\.json: modules\.0\.folder/)]);
});

test("an aborted load rejects", async () => {
  await expect(loadCourse(root, AbortSignal.abort(new Error("closed")))).rejects.toThrow("closed");
});

test("the course that ships has no problems", async () => {
  const { course, problems: found } = await loadCourse(join(import.meta.dirname, "../../labs"));
  expect(found).toEqual([]);
  expect(course.labs.size).toBeGreaterThan(0);
});

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeFileAtomic, writeNewFile } from "../../../src/runtime/store/atomicFile";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "atomic-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a new file is made with its folders, and an existing one is never touched", async () => {
  const path = join(folder, "a/b.txt");
  expect(await writeNewFile(path, Buffer.from("one"))).toBe(true);
  expect(await writeNewFile(path, Buffer.from("two"))).toBe(false);
  expect(await readFile(path, "utf8")).toBe("one");
});

test("a file is replaced as a whole, and no temporary file stays behind, also after a failure", async () => {
  const path = join(folder, "a.txt");
  await writeFile(path, "old");
  await writeFileAtomic(path, Buffer.from("new"));
  expect(await readFile(path, "utf8")).toBe("new");
  await mkdir(join(folder, "taken/inside"), { recursive: true });
  await expect(writeFileAtomic(join(folder, "taken"), Buffer.from("x"))).rejects.toThrow();
  expect((await readdir(folder)).sort()).toEqual(["a.txt", "taken"]);
});

test("of many writers of one new file exactly one makes it", async () => {
  const path = join(folder, "race.txt");
  const made = await Promise.all(Array.from({ length: 20 }, (_, index) => writeNewFile(path, Buffer.from(`writer ${index}`))));
  expect(made.filter(Boolean)).toHaveLength(1);
  expect(await readFile(path, "utf8")).toBe(`writer ${made.indexOf(true)}`);
});

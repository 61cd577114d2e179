import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { compileKit } from "../../../src/runtime/process/bytecode";
import { pythonForTests } from "../../fixtures/processes";

let folder: string;
let python: string;
const at = (...names: string[]): string => join(folder, ...names);
beforeEach(async () => {
  python = await pythonForTests();
  folder = await mkdtemp(join(tmpdir(), "bytecode-"));
  for (const [name, source] of [
    ["kit/labkit/__init__.py", "ANSWER = 42\n"],
    ["kit/labkit/deep/__init__.py", ""],
    ["libs/carried.py", "HERE = True\n"],
    ["packages/one/fetched.py", "HERE = True\n"],
    ["work/learner.py", "HERE = True\n"],
  ] as const) {
    await mkdir(join(at(name), ".."), { recursive: true });
    await writeFile(at(name), source);
  }
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const places = (path = python) => ({
  python: path,
  kitRoot: at("kit"),
  libsRoot: at("libs"),
  packages: [at("packages/one")],
  courseRoot: at("labs"),
});
const never = new AbortController().signal;
const compiled = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true }))
    .filter((name) => name.endsWith(".pyc"))
    .map((name) => name.replace(/\.[^.]*\.pyc$/, ""))
    .sort();

test("the kit, what it carries and a lab's packages are compiled, a learner's files are not", async () => {
  expect(await compileKit(places(), never)).toBeUndefined();
  const cached = ["kit/labkit", "kit/labkit/deep", "libs", "packages/one"].map((name) => join(name, "__pycache__"));
  const modules = ["__init__", "__init__", "carried", "fetched"];
  expect(await compiled()).toEqual(cached.map((name, index) => join(name, modules[index] ?? "")));
});

test("what is compiled is left, what changed is compiled again", async () => {
  await compileKit(places(), never);
  const [name] = await readdir(at("libs/__pycache__"));
  const cache = at("libs/__pycache__", name ?? "");
  const before = await stat(cache);
  await compileKit(places(), never);
  expect((await stat(cache)).ino).toBe(before.ino);
  await writeFile(at("libs/carried.py"), "HERE = 'elsewhere'\n");
  await compileKit(places(), never);
  const run = spawn(python, ["-P", "-B", "-c", "import carried; print(carried.HERE, carried.__cached__)"], {
    env: { ...process.env, PYTHONPATH: at("libs") },
  });
  expect((await text(run.stdout)).trim()).toBe(`elsewhere ${cache}`);
});

describe("a fault is a clause, never an error", () => {
  test("a file that does not compile leaves the others compiled", async () => {
    await writeFile(at("libs/another_version.py"), "print 'two'\n");
    expect(await compileKit(places(), never)).toMatch(/ended with 1|SyntaxError/);
    expect(await compiled()).toHaveLength(4);
  });

  test("a folder that cannot be written to", async () => {
    await writeFile(at("libs/__pycache__"), "");
    expect(typeof (await compileKit(places(), never))).toBe("string");
  });

  test("no such interpreter", async () => {
    expect(await compileKit(places(at("nowhere")), never)).toContain("ENOENT");
  });

  test("a window that closes ends it", async () => {
    await expect(compileKit(places(), AbortSignal.abort())).rejects.toThrow();
  });
});

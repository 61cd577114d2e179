import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { examineKit } from "../../../src/runtime/process/kitDoctor";
import { isAlive, pythonForTests } from "../../fixtures/processes";

const root = join(import.meta.dirname, "../../..");
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kit-doctor-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const places = (python: string) => ({
  python,
  kitRoot: join(root, "src/python"),
  libsRoot: join(root, "dist/python-libs"),
  courseRoot: join(root, "labs"),
});
/** A stand-in interpreter, the body of a shell script. */
async function standIn(body: string): Promise<string> {
  const path = join(folder, "python");
  await writeFile(path, `#!/bin/sh\n${body}\n`);
  await chmod(path, 0o755);
  return path;
}
const golden = (name: string): Promise<string> => readFile(join(root, "test/golden/doctor/valid", `${name}.json`), "utf8");

test("the kit itself answers with a report of the contract", async () => {
  const report = await examineKit(places(await pythonForTests()));
  if (typeof report === "string") throw new Error(report);
  expect(report.python.implementation).toMatch(/\w/);
  expect(report.packages.map(({ name }) => name)).toContain("requests");
});

// The stand-ins are shell scripts; the same code starts python.exe on Windows.
describe.runIf(process.platform !== "win32")("with a stand-in", () => {
  test("a report is taken whatever the exit code, and whatever else is said", async () => {
    const report = JSON.stringify(JSON.parse(await golden("every-problem")));
    const python = await standIn(`echo 'warning: old glibc' >&2\ncat <<'END'\n${report}\nEND\nexit 2`);
    expect(await examineKit(places(python))).toEqual(JSON.parse(report));
  });

  test("a report longer than a line of an installer is whole", async () => {
    const report = JSON.parse(await golden("all-well")) as { packages: unknown[] };
    report.packages = Array.from({ length: 200 }, (_, index) => ({
      name: `package-${index}`,
      version: "1.0",
      importable: true,
      fault: null,
      labs: ["1.1"],
    }));
    await writeFile(join(folder, "report"), `${JSON.stringify(report)}\n`);
    expect(await examineKit(places(await standIn(`cat "${join(folder, "report")}"`)))).toEqual(report);
  });

  test.each([
    ["exit 0", 'it said "nothing"'],
    ["echo 'No module named labkit' >&2; exit 1", 'it said "No module named labkit"'],
    ["echo '{\"version\": 1'", "its answer was cut short"],
    ["echo '{\"version\": 9}'", "its answer is not understood (version"],
    ["echo '{\"colour\": 1}'", "its answer is not understood"],
  ])("%s is told", async (body, words) => {
    expect(await examineKit(places(await standIn(body)))).toContain(words);
  });

  test("one that cannot be started is told", async () => {
    expect(await examineKit(places(join(folder, "gone")))).toBe("it could not be started: it does not exist (ENOENT)");
  });

  test("one that hangs is ended after its time, and one that is not wanted any more at once", async () => {
    const python = await standIn(`echo $$ >"${folder}/pid"\nexec /bin/sleep 600`);
    expect(await examineKit(places(python), undefined, 500)).toBe("it did not answer within 0.5 seconds");
    const control = new AbortController();
    await rm(join(folder, "pid"), { force: true });
    const look = examineKit(places(python), control.signal);
    const read = () => readFile(join(folder, "pid"), "utf8").catch(() => "");
    await expect.poll(read, { timeout: 10_000 }).toMatch(/\d+\n/);
    control.abort(new Error("not now"));
    await expect(look).rejects.toThrow("not now");
    expect(isAlive(Number(await read()))).toBe(false);
  });
});

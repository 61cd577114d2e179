import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, open, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readRegularFile } from "../../../src/runtime/store/regularFile";
import { workHashes } from "../../../src/runtime/store/workbook";
import { aLab } from "../../fixtures/course";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "regular-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a file is read whole, also through a link", async () => {
  await writeFile(join(folder, "a.py"), "x = 1\n");
  expect((await readRegularFile(join(folder, "a.py"))).toString()).toBe("x = 1\n");
  if (process.platform === "win32") return;
  await symlink("a.py", join(folder, "b.py"));
  expect((await readRegularFile(join(folder, "b.py"))).toString()).toBe("x = 1\n");
});

test("a file without end in sight is refused by its size", async () => {
  const handle = await open(join(folder, "large"), "w");
  await handle.truncate(17 * 1024 * 1024);
  await handle.close();
  await expect(readRegularFile(join(folder, "large"))).rejects.toThrow("larger than 16 MB");
});

describe.runIf(process.platform !== "win32")("what is no file", () => {
  const put: [string, (path: string) => Promise<unknown> | unknown][] = [
    ["a folder", (path) => mkdir(path)],
    ["a pipe that nobody writes to", (path) => execFileSync("mkfifo", [path])],
    ["a device without end", (path) => symlink("/dev/zero", path)],
    ["a link that leads nowhere", (path) => symlink("/nowhere/a.py", path)],
    ["a link to itself", (path) => symlink("a.py", path)],
  ];
  test.each(put)("%s is refused at once, and a run's hashes count it as missing", async (_what, make) => {
    const lab = aLab({ files: ["a.py"], visible: [] }, join(folder, "labs/m01/1.1-x"));
    const missing = await workHashes(lab, folder);
    await make(join(folder, "a.py"));
    await expect(readRegularFile(join(folder, "a.py"))).rejects.toThrow();
    expect(await workHashes(lab, folder)).toEqual(missing);
    await rm(join(folder, "a.py"), { recursive: true });
    await writeFile(join(folder, "a.py"), "");
    expect(await workHashes(lab, folder)).not.toEqual(missing);
  });
});

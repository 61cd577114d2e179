/** The workbook on a disk that refuses at the n-th change, for every n: what is asked for may fail, what was there may not be lost. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openLab, resetLab, WorkbookError } from "../../../src/runtime/store/workbook";
import { aLab } from "../../fixtures/course";

/** Changes left before the disk refuses, and its error code; negative never. */
const disk = vi.hoisted(() => ({ left: -1, code: "ENOSPC" }));

vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  const spend = () => {
    if (disk.left === 0) throw Object.assign(new Error(`${disk.code}: refused`), { code: disk.code });
    if (disk.left > 0) disk.left -= 1;
  };
  const changing =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      spend();
      return call(...args);
    };
  return {
    ...real,
    mkdir: changing(real.mkdir),
    rename: changing(real.rename),
    link: changing(real.link),
    open: async (...args: Parameters<typeof real.open>) => {
      spend();
      const handle = await real.open(...args);
      const write = handle.writeFile.bind(handle);
      handle.writeFile = async (content) => {
        // A full disk takes a part before it refuses.
        if (disk.left === 0 && content instanceof Uint8Array) await write(content.subarray(0, content.length / 2));
        spend();
        await write(content);
      };
      return handle;
    },
  };
});

let root: string;
const noon = new Date(Date.UTC(2026, 10, 21));
const starter = { "checker.py": "def check_all(): ...\n", "data.txt": "a\n" };
const mine = { "checker.py": "my work of two evenings\n", "own.py": "also mine\n" };

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "disk-"));
});
afterEach(async () => {
  disk.left = -1;
  await rm(root, { recursive: true, force: true });
});

async function put(folder: string, files: Record<string, string>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
}

async function setUp(n: number) {
  const lab = aLab({ files: ["checker.py", "data.txt"], visible: [] }, join(root, `${n}/labs/m01-start/1.1-url-checker`));
  await put(join(lab.folder, "starter"), starter);
  const course = join(root, `${n}/course`);
  return { lab, course, work: join(course, "m01-start/1.1-url-checker") };
}

async function contents(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name !== ".lab.json");
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await readFile(join(folder, file), "utf8")] as const)));
}

/** Runs with the disk refusing at change 0, 1, 2, ... until it is not reached any more; returns how many changes there are. */
async function atEveryChange(code: string, round: (n: number, refuse: () => void) => Promise<unknown>): Promise<number> {
  for (let n = 0; ; n += 1) {
    const error = await round(n, () => Object.assign(disk, { left: n, code }));
    if (error === undefined) return n;
    expect(error).toBeInstanceOf(WorkbookError);
    expect(error).toMatchObject({ code, message: expect.stringContaining(`(${code})`) });
  }
}

describe.each(["ENOSPC", "EROFS", "EACCES"])("%s", (code) => {
  test("while a lab is opened: each file is whole or not there, and the next try completes it", async () => {
    const changes = await atEveryChange(code, async (n, refuse) => {
      const { lab, course, work } = await setUp(n);
      refuse();
      const error = await openLab(lab, course).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      disk.left = -1;
      for (const [file, text] of Object.entries(await contents(work))) expect(text).toBe(Reflect.get(starter, file));
      await openLab(lab, course);
      expect(await contents(work)).toEqual(starter);
      return error;
    });
    expect(changes).toBeGreaterThan(6);
  });

  test("while a lab is reset: each of the learner's files is in its place, or whole in the snapshot", async () => {
    const changes = await atEveryChange(code, async (n, refuse) => {
      const { lab, course, work } = await setUp(n);
      await openLab(lab, course);
      await put(work, mine);
      refuse();
      const error = await resetLab(lab, course, noon).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      disk.left = -1;
      const now = await contents(work);
      const kept = await contents(join(course, ".snapshots/1.1/2026-11-21T00-00-00-000Z"));
      for (const [file, text] of Object.entries(mine)) expect([now[file], kept[file]]).toContain(text);
      expect(Object.keys(now).sort()).toEqual(["checker.py", "data.txt", "own.py"]);
      if (error instanceof WorkbookError && error.message.includes("nothing was reset")) expect(now).toEqual({ ...starter, ...mine });
      return error;
    });
    expect(changes).toBeGreaterThan(12);
  });
});

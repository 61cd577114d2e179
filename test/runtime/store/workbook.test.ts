import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Lab } from "../../../src/core/course";
import { MANIFEST, openLab, resetLab, WorkbookError, workFolder, workHashes, writeWorkFile } from "../../../src/runtime/store/workbook";
import { aLab } from "../../fixtures/course";

let root: string;
let course: string;
let work: string;
let lab: Lab;
const noon = new Date(Date.UTC(2026, 10, 21, 12));

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "workbook-"));
  course = join(root, "my course");
  lab = aLab({ files: ["checker.py", "data/urls.txt"] }, join(root, "labs/m01-start/1.1-url-checker"));
  work = join(course, "m01-start/1.1-url-checker");
  await put(lab.folder, "starter/checker.py", "def check_all(): ...\n");
  await put(lab.folder, "starter/data/urls.txt", "a\n");
  await put(lab.folder, "starter/__pycache__/x.pyc", "junk");
  await put(lab.folder, "checks/test_overlap.py", "def test_overlap(): ...\n");
  await put(lab.folder, "checks/test_order.py", "def test_order(): ...\n");
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(folder: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}
const text = (file: string, folder = work) => readFile(join(folder, file), "utf8");
async function tree(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}

describe("opening a lab", () => {
  test("copies the starter and the visible checks, and nothing else", async () => {
    const opened = await openLab(lab, course);
    expect(opened).toEqual({
      folder: work,
      file: join(work, "checker.py"),
      created: ["checker.py", "data/urls.txt", "checks/test_overlap.py"],
      brought: [],
    });
    expect(work).toBe(workFolder(lab, course));
    expect(await tree(course)).toEqual([
      "m01-start/1.1-url-checker/.lab.json",
      "m01-start/1.1-url-checker/checker.py",
      "m01-start/1.1-url-checker/checks/test_overlap.py",
      "m01-start/1.1-url-checker/data/urls.txt",
    ]);
    expect(await text("checker.py")).toBe("def check_all(): ...\n");
  });

  test("again changes nothing: not a changed file, not a time", async () => {
    await openLab(lab, course);
    await writeFile(join(work, "checker.py"), "mine\n");
    const then = new Date(2020, 1, 1);
    for (const file of await tree(work)) await utimes(join(work, file), then, then);
    expect((await openLab(lab, course)).created).toEqual([]);
    expect(await text("checker.py")).toBe("mine\n");
    for (const file of await tree(work)) expect((await stat(join(work, file))).mtimeMs).toBe(then.getTime());
  });

  test("again makes only what is missing", async () => {
    await openLab(lab, course);
    await rm(join(work, "data"), { recursive: true });
    await writeFile(join(work, "checker.py"), "mine\n");
    expect((await openLab(lab, course)).created).toEqual(["data/urls.txt"]);
    expect(await text("checker.py")).toBe("mine\n");
  });

  test("of several windows at once gives each file once and whole", async () => {
    const created = (await Promise.all(Array.from({ length: 8 }, () => openLab(lab, course)))).flatMap((opened) => opened.created).sort();
    expect(created).toEqual(["checker.py", "checks/test_overlap.py", "data/urls.txt"]);
    expect(await text("checker.py")).toBe("def check_all(): ...\n");
    expect((await tree(work)).filter((file) => file.endsWith(".tmp"))).toEqual([]);
  });

  test("notes which starter each file was copied from, so that an update of the lab can be told from the learner's changes", async () => {
    await openLab(lab, course);
    const starter = JSON.parse(await text(MANIFEST)).starter;
    expect(starter).toEqual({
      "checker.py": "cc7f2c7a0dcef562",
      "data/urls.txt": "87428fc522803d31",
      "checks/test_overlap.py": expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    await put(lab.folder, "starter/checker.py", "a newer starter\n");
    await openLab(lab, course);
    expect(JSON.parse(await text(MANIFEST))).toEqual({ version: 1, lab: "1.1", starter });
  });

  test("with a damaged manifest works on", async () => {
    await openLab(lab, course);
    await writeFile(join(work, MANIFEST), "{broken");
    expect((await openLab(lab, course)).created).toEqual([]);
    await rm(join(work, "checker.py"));
    expect((await openLab(lab, course)).created).toEqual(["checker.py"]);
    expect(Object.keys(JSON.parse(await text(MANIFEST)).starter)).toEqual(["checker.py"]);
  });
});

describe("resetting a lab", () => {
  test("keeps a whole snapshot, restores every starter file, and leaves the learner's own files", async () => {
    await openLab(lab, course);
    await writeFile(join(work, "checker.py"), "mine\n");
    await put(work, "notes/idea.md", "keep me");
    await writeFile(join(work, "data.bin"), Buffer.from([0, 255, 10, 13]));
    const { snapshot, restored } = await resetLab(lab, course, noon);
    expect(snapshot).toBe(join(course, ".snapshots/1.1/2026-11-21T12-00-00-000Z"));
    expect(await tree(snapshot)).toEqual([
      ".lab.json",
      "checker.py",
      "checks/test_overlap.py",
      "data.bin",
      "data/urls.txt",
      "notes/idea.md",
    ]);
    expect(await text("checker.py", snapshot)).toBe("mine\n");
    expect(await readFile(join(snapshot, "data.bin"))).toEqual(Buffer.from([0, 255, 10, 13]));
    expect(restored).toEqual(["checker.py", "data/urls.txt", "checks/test_overlap.py"]);
    expect(await text("checker.py")).toBe("def check_all(): ...\n");
    expect(await text("notes/idea.md")).toBe("keep me");
  });

  test("twice in a millisecond keeps two snapshots", async () => {
    await openLab(lab, course);
    await writeFile(join(work, "checker.py"), "first\n");
    const first = await resetLab(lab, course, noon);
    await writeFile(join(work, "checker.py"), "second\n");
    const second = await resetLab(lab, course, noon);
    expect(first.snapshot).not.toBe(second.snapshot);
    expect([await text("checker.py", first.snapshot), await text("checker.py", second.snapshot)]).toEqual(["first\n", "second\n"]);
  });

  test("of a lab that was never opened opens it", async () => {
    await resetLab(lab, course, noon);
    expect(await text("checker.py")).toBe("def check_all(): ...\n");
  });

  test("brings the newer starter of an updated lab", async () => {
    await openLab(lab, course);
    await put(lab.folder, "starter/checker.py", "newer\n");
    await resetLab(lab, course, noon);
    expect(await text("checker.py")).toBe("newer\n");
  });

  test("does nothing to the files when the snapshot cannot be made", async () => {
    await openLab(lab, course);
    await writeFile(join(work, "checker.py"), "mine\n");
    await writeFile(join(course, ".snapshots"), "in the way");
    const refused = await resetLab(lab, course, noon).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(WorkbookError);
    expect(refused).toMatchObject({ message: expect.stringContaining("nothing was reset") });
    expect(await text("checker.py")).toBe("mine\n");
  });

  test("names the snapshot when a file cannot be put back", async () => {
    await openLab(lab, course);
    await rm(join(work, "checker.py"));
    await mkdir(join(work, "checker.py/inside"), { recursive: true });
    const refused = await resetLab(lab, course, noon).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      name: "WorkbookError",
      message: expect.stringContaining(join(course, ".snapshots/1.1/2026-11-21T12-00-00-000Z")),
    });
  });
});

describe("nothing is written or read outside the course folder", () => {
  test("through a linked file", async () => {
    await openLab(lab, course);
    const outside = join(root, "outside.py");
    await writeFile(outside, "precious\n");
    await rm(join(work, "checker.py"));
    await symlink(outside, join(work, "checker.py"));
    for (const action of [openLab(lab, course), resetLab(lab, course, noon)]) await expect(action).rejects.toThrow(/is a symbolic link/);
    expect(await readFile(outside, "utf8")).toBe("precious\n");
  });

  test("through a linked folder", async () => {
    const outside = join(root, "outside");
    await mkdir(outside);
    await mkdir(course);
    await symlink(outside, join(course, "m01-start"));
    await expect(openLab(lab, course)).rejects.toThrow(/is a symbolic link/);
    expect(await readdir(outside)).toEqual([]);
  });

  test("through a dangling link", async () => {
    await mkdir(work, { recursive: true });
    await symlink(join(root, "not-yet.py"), join(work, "checker.py"));
    await expect(openLab(lab, course)).rejects.toThrow(/is a symbolic link/);
    await expect(readFile(join(root, "not-yet.py"))).rejects.toThrow();
  });

  test("a snapshot does not follow links, which may lead in a circle or anywhere", async () => {
    await openLab(lab, course);
    await symlink("/etc", join(work, "etc"));
    await symlink(work, join(work, "circle"));
    const { snapshot } = await resetLab(lab, course, noon);
    expect(await readdir(snapshot)).not.toContain("etc");
  });

  test("a course folder that is itself a link is the learner's choice", async () => {
    const real = join(root, "real");
    await mkdir(real);
    await symlink(real, course);
    await openLab(lab, course);
    expect(await tree(real)).toHaveLength(4);
  });
});

describe("a disk that refuses is told with the file, the reason and the code", () => {
  test("a file in the place of a folder", async () => {
    await writeFile(course, "a file");
    await expect(openLab(lab, course)).rejects.toMatchObject({
      name: "WorkbookError",
      code: expect.stringMatching(/ENOTDIR|EEXIST/),
      message: expect.stringContaining("checker.py could not be created"),
    });
  });

  test("a lab without its starter", async () => {
    await rm(join(lab.folder, "starter/checker.py"));
    await expect(openLab(lab, course)).rejects.toMatchObject({ code: "ENOENT", message: expect.stringContaining("reinstall") });
    await expect(stat(course)).rejects.toThrow();
  });
});

describe("the hashes of a pass", () => {
  test("change with a file's text, its removal and the checks, and not with notes or caches", async () => {
    await openLab(lab, course);
    const before = await workHashes(lab, work);
    expect(before).toEqual({ work: expect.stringMatching(/^[0-9a-f]{16}$/), checks: expect.stringMatching(/^[0-9a-f]{16}$/) });
    await put(work, "notes.md", "x");
    await put(lab.folder, "checks/__pycache__/a.pyc", "x");
    expect(await workHashes(lab, work)).toEqual(before);
    await put(work, "checker.py", "changed");
    expect((await workHashes(lab, work)).work).not.toBe(before.work);
    await put(lab.folder, "checks/test_order.py", "changed");
    expect((await workHashes(lab, work)).checks).not.toBe(before.checks);
    await cp(join(lab.folder, "starter/checker.py"), join(work, "checker.py"));
    await rm(join(work, "data/urls.txt"));
    expect((await workHashes(lab, work)).work).not.toBe(before.work);
  });
});

describe("a lab that brings the files of earlier labs", () => {
  const own = "m01-start/D1-report";
  let report: Lab;

  beforeEach(async () => {
    const second = aLab({ id: "1.2", files: ["primes.py"] }, join(root, "labs/m01-start/1.2-primes"));
    report = { ...aLab({ id: "D1", files: ["report.py"], visible: [] }, join(root, "labs", own)), brought: [lab, second] };
    await put(second.folder, "starter/primes.py", "starter\n");
    await put(report.folder, "starter/report.py", "report\n");
  });

  test("takes the learner's own where they are, else the starter, and says which", async () => {
    await put(work, "checker.py", "mine\n");
    const opened = await openLab(report, course);
    expect(opened.brought).toEqual([
      { file: "checker.py", lab: "1.1", own: true },
      { file: "data/urls.txt", lab: "1.1", own: false },
      { file: "primes.py", lab: "1.2", own: false },
    ]);
    expect(opened.created).toEqual(["report.py", "checker.py", "data/urls.txt", "primes.py"]);
    expect(await text("checker.py", join(course, own))).toBe("mine\n");
    expect(await text("primes.py", join(course, own))).toBe("starter\n");
    expect(await text("checker.py")).toBe("mine\n");
  });

  test("overwrites nothing, and takes a newer one over when the copy was deleted", async () => {
    await put(work, "checker.py", "first\n");
    await openLab(report, course);
    await put(work, "checker.py", "second\n");
    await put(join(course, own), "primes.py", "changed\n");
    expect((await openLab(report, course)).brought).toEqual([]);
    expect(await text("checker.py", join(course, own))).toBe("first\n");
    await rm(join(course, own, "checker.py"));
    expect((await openLab(report, course)).brought).toEqual([{ file: "checker.py", lab: "1.1", own: true }]);
    expect(await text("checker.py", join(course, own))).toBe("second\n");
    expect(await text("primes.py", join(course, own))).toBe("changed\n");
  });

  test("a folder in the place of the learner's file counts as none, and a reset leaves what was brought", async () => {
    await mkdir(join(work, "checker.py"), { recursive: true });
    expect((await openLab(report, course)).brought[0]).toEqual({ file: "checker.py", lab: "1.1", own: false });
    await put(join(course, own), "checker.py", "mine\n");
    await put(join(course, own), "report.py", "mine\n");
    const { restored } = await resetLab(report, course, noon);
    expect(restored).toEqual(["report.py"]);
    expect(await text("checker.py", join(course, own))).toBe("mine\n");
  });

  test("a pass is made on the brought files too", async () => {
    await openLab(report, course);
    const before = await workHashes(report, join(course, own));
    await put(join(course, own), "primes.py", "changed\n");
    expect((await workHashes(report, join(course, own))).work).not.toBe(before.work);
  });

  test("writes nothing through a link, neither what is brought nor what the extension makes", async () => {
    await mkdir(join(course, own), { recursive: true });
    await mkdir(join(root, "elsewhere"));
    await symlink(join(root, "elsewhere"), join(course, own, "data"), "dir");
    await expect(openLab(report, course)).rejects.toThrow(/is a symbolic link/);
    await expect(writeWorkFile(report, course, "data/chart.svg", Buffer.from("x"))).rejects.toThrow(WorkbookError);
    expect(await readdir(join(root, "elsewhere"))).toEqual([]);
    await writeWorkFile(report, course, "charts/chart.svg", Buffer.from("x"));
    expect(await text("charts/chart.svg", join(course, own))).toBe("x");
  });
});

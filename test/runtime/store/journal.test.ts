import { execFileSync } from "node:child_process";
import { appendFile, copyFile, mkdir, mkdtemp, open, readdir, readFile, rename, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Fact, NewFact } from "../../../src/contract/journal";
import { crc32 } from "../../../src/core/journal/crc32";
import { summariseJournals } from "../../../src/core/journal/decodeJournal";
import { encodeFact } from "../../../src/core/journal/journalLine";
import { type Journal, type JournalFile, type JournalOptions, JournalWriteError, openJournal } from "../../../src/runtime/store/journal";
import { factsOfWriter } from "../../fixtures/facts";

let folder: string;
let open_: Journal[] = [];
/** Every snapshot counts, so none is left out when the journal is read. */
const entry = (number: number): NewFact => ({ fact: "snapshot", lab: "1.1", folder: `${number}` });

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "journal-")), "progress");
});
afterEach(async () => {
  await Promise.all(open_.map((journal) => journal.dispose()));
  open_ = [];
  await rm(join(folder, ".."), { recursive: true, force: true });
});

async function journal(over: Partial<JournalOptions> = {}): Promise<Journal> {
  const opened = await openJournal(folder, { machine: "desk", now: () => Date.UTC(2026, 10, 21, 12), ...over });
  open_.push(opened);
  return opened;
}
const files = async () => (await readdir(folder)).filter((name) => name.endsWith(".jsonl")).sort();
const numbersIn = (facts: readonly Fact[]) => facts.map((fact) => (fact.fact === "snapshot" ? Number(fact.folder) : -1));

describe("writing", () => {
  test("a fact is on the disk before append resolves, one line with its writer, number, id and time", async () => {
    const one = await journal();
    const fact = await one.append(entry(1));
    const [name] = await files();
    expect(await readFile(join(folder, name ?? ""), "utf8")).toBe(`${encodeFact(fact)}\n`);
    expect(name).toBe(`${fact.writer}.jsonl`);
    expect(fact).toMatchObject({
      v: 1,
      n: 0,
      writer: expect.stringMatching(/^desk-2026-11-21T120000000Z-/),
      at: "2026-11-21T12:00:00.000Z",
    });
    expect(one.facts).toEqual([fact]);
  });

  test("appends asked for at once are written in order, and listeners hear each once", async () => {
    const one = await journal();
    const heard: Fact[] = [];
    const listening = one.onAppend((fact) => heard.push(fact));
    await Promise.all(Array.from({ length: 50 }, (_, index) => one.append(entry(index))));
    listening.dispose();
    await one.append(entry(99));
    expect(numbersIn(heard)).toEqual(Array.from({ length: 50 }, (_, index) => index));
    expect((await journal()).facts.map((fact) => fact.n)).toEqual(Array.from({ length: 51 }, (_, index) => index));
  });

  test("a reader makes no file, and opening creates no folder", async () => {
    await journal();
    await expect(readdir(folder)).rejects.toThrow();
  });

  test("two windows opened in the same millisecond write two files, and both are read", async () => {
    const [one, two] = [await journal(), await journal()];
    await Promise.all([one.append(entry(1)), two.append(entry(2)), one.append(entry(3))]);
    expect(await files()).toHaveLength(2);
    expect(numbersIn((await journal()).facts).sort()).toEqual([1, 2, 3]);
  });

  test("a machine's name of any characters gives a safe file name", async () => {
    for (const machine of ["../../etc", "a/b\\c", "", "…", "x".repeat(300)]) await (await journal({ machine })).append(entry(1));
    expect((await files()).every((name) => /^[A-Za-z0-9-]{5,100}\.jsonl$/.test(name))).toBe(true);
    expect(await files()).toHaveLength(5);
  });

  test("a clock that runs backwards changes the times and not the order", async () => {
    let now = Date.UTC(2026, 0, 2);
    const one = await journal({ now: () => (now -= 1000) });
    for (let index = 0; index < 5; index += 1) await one.append(entry(index));
    expect(numbersIn((await journal()).facts)).toEqual([0, 1, 2, 3, 4]);
  });

  test("dispose writes what was asked for and closes; then appending is refused", async () => {
    const one = await journal();
    const last = one.append(entry(1));
    await one.dispose();
    await last;
    expect((await journal()).facts).toHaveLength(1);
    await expect(one.append(entry(2))).rejects.toThrow("closed");
  });

  test("a file removed behind the writer's back is written again from memory", async () => {
    const one = await journal();
    await one.append(entry(1));
    await rm(folder, { recursive: true });
    await one.append(entry(2));
    expect(numbersIn((await journal()).facts)).toEqual([1, 2]);
  });
});

describe("a folder that others write to: a network drive, a synchroniser, a version control", () => {
  const pathOf = async (number: number) => join(folder, (await files())[number] ?? "");
  /** What happens to the writer's file between two appends. */
  test.each<[string, (path: string) => Promise<unknown>, number]>([
    [
      "was replaced by a copy of itself",
      async (path) => writeFile(`${path}.new`, await readFile(path)).then(() => rename(`${path}.new`, path)),
      1,
    ],
    ["was put back to an older state", async (path) => truncate(path, (await readFile(path, "utf8")).indexOf("\n") + 1), 2],
    ["was replaced by another", (path) => writeFile(path, "somebody else's\n".repeat(200)), 2],
    ["was emptied", (path) => truncate(path, 0), 2],
    ["was moved away", (path) => rename(path, `${path}.conflict`), 1],
    ["was renamed to another journal", (path) => rename(path, path.replace(/\.jsonl$/, " (conflict).jsonl")), 2],
    ["became a folder", (path) => rm(path).then(() => mkdir(path)), 2],
  ])("a writer whose file %s loses nothing", async (_what, change, left) => {
    const one = await journal();
    for (const number of [1, 2, 3]) await one.append(entry(number));
    await change(await pathOf(0));
    await one.append(entry(4));
    await one.append(entry(5));
    expect(numbersIn((await journal()).facts)).toEqual([1, 2, 3, 4, 5]);
    expect(await files()).toHaveLength(left);
  });

  test("what somebody appended to the writer's file is not written over", async () => {
    const one = await journal();
    await one.append(entry(1));
    const foreign = factsOfWriter([entry(8), entry(9)], "laptop-2025").map((fact) => `${encodeFact(fact)}\n`);
    await appendFile(await pathOf(0), foreign.join(""));
    await one.append(entry(2));
    expect(numbersIn((await journal()).facts).sort()).toEqual([1, 2, 8, 9]);
  });

  test("a rename seen half done: a file in two places, or in none, costs no fact", async () => {
    const one = await journal();
    await one.append(entry(1));
    await copyFile(await pathOf(0), join(folder, "moved.jsonl"));
    await one.append(entry(2));
    expect(numbersIn((await journal()).facts)).toEqual([1, 2]);
    await rm(await pathOf(0));
    await one.append(entry(3));
    expect(numbersIn((await journal()).facts)).toEqual([1, 2, 3]);
  });
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, -1, -8.64e15, 8.64e15, 1e300])("a clock that says %s stops no fact", async (now) => {
  const one = await journal({ now: () => now });
  await one.append(entry(1));
  expect(numbersIn((await journal()).facts)).toEqual([1]);
  expect((await journal()).problems).toEqual([]);
});

describe("a disk that refuses", () => {
  /** A file whose next write stops after `room` bytes with `code`, until it is repaired. */
  function failing(code: string) {
    const fault = { room: 0, on: true, truncate: true };
    const error = () => Object.assign(new Error(`${code}: refused`), { code });
    const openFile = async (path: string, flags: "wx" | "r+"): Promise<JournalFile> => {
      const handle = await open(path, flags);
      const write = async (bytes: Buffer, offset: number, length: number, position: number) => {
        if (!fault.on) return handle.write(bytes, offset, length, position);
        if (fault.room === 0) throw error();
        const part = Math.min(fault.room, length);
        fault.room -= part;
        return handle.write(bytes, offset, part, position);
      };
      return new Proxy(handle, {
        get: (target, name) => {
          if (name === "write") return write;
          if (name === "truncate" && !fault.truncate) return () => Promise.reject(error());
          const value: unknown = Reflect.get(target, name);
          return typeof value === "function" ? value.bind(target) : value;
        },
      });
    };
    return { fault, openFile };
  }

  test.each([
    [0, true],
    [1, true],
    [40, true],
    [40, false],
    [100_000, false],
  ])(
    "full after %i bytes (cutting back possible: %s): the error says so, nothing half-written counts, and the next append saves both",
    async (room, truncate) => {
      const { fault, openFile } = failing("ENOSPC");
      const one = await journal({ openFile });
      fault.on = false;
      await one.append(entry(1));
      Object.assign(fault, { on: true, room: room > 1000 ? 60 : room, truncate });
      const heard: Fact[] = [];
      one.onAppend((fact) => heard.push(fact));
      const refused = await one.append(entry(2)).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(JournalWriteError);
      expect(refused).toMatchObject({
        code: "ENOSPC",
        unsaved: 1,
        message: expect.stringContaining("the disk is full (ENOSPC). 1 entry is kept in memory"),
      });
      expect(heard).toEqual([]);
      expect(numbersIn(one.facts)).toEqual([1]);
      expect(numbersIn(one.unsaved)).toEqual([2]);
      expect(numbersIn((await journal()).facts)).toEqual([1]);

      fault.on = false;
      await one.append(entry(3));
      expect(numbersIn(heard)).toEqual([2, 3]);
      expect(one.unsaved).toEqual([]);
      const read = await journal();
      expect(numbersIn(read.facts)).toEqual([1, 2, 3]);
      expect(read.problems).toEqual([]);
    },
  );

  test("retry writes what is unsaved; with nothing unsaved it does nothing", async () => {
    const { fault, openFile } = failing("EIO");
    const one = await journal({ openFile });
    await expect(one.append(entry(1))).rejects.toMatchObject({ code: "EIO" });
    await expect(one.retry()).rejects.toBeInstanceOf(JournalWriteError);
    fault.on = false;
    await one.retry();
    await one.retry();
    expect(numbersIn((await journal()).facts)).toEqual([1]);
  });

  test("a removed file and a full disk after it lose nothing that was written before", async () => {
    const { fault, openFile } = failing("ENOSPC");
    fault.on = false;
    const one = await journal({ openFile });
    await one.append(entry(1));
    await rm(folder, { recursive: true });
    fault.on = true;
    await expect(one.append(entry(2))).rejects.toBeInstanceOf(JournalWriteError);
    fault.on = false;
    await one.append(entry(3));
    expect(numbersIn((await journal()).facts)).toEqual([1, 2, 3]);
  });

  test("a folder that is a file is told by its path, and the fact is kept", async () => {
    await writeFile(folder, "not a folder");
    const one = await journal();
    expect(one.problems).toEqual([{ file: folder, message: expect.stringContaining("ENOTDIR") }]);
    const refused = await one.append(entry(1)).catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: "JournalWriteError", file: folder, unsaved: 1 });
    await rm(folder);
    await one.retry();
    expect(numbersIn((await journal()).facts)).toEqual([1]);
  });

  test.each(["EACCES", "EROFS"])("%s on making the file is told and lost is nothing", async (code) => {
    let refuse = true;
    const openFile = (path: string, flags: "wx" | "r+") =>
      refuse ? Promise.reject(Object.assign(new Error(code), { code })) : open(path, flags);
    const one = await journal({ openFile });
    await expect(one.append(entry(1))).rejects.toMatchObject({ code, file: folder });
    refuse = false;
    await one.retry();
    expect(numbersIn((await journal()).facts)).toEqual([1]);
  });
});

test.each(["EACCES", "EROFS"])("a folder that turns read-only (%s) between two appends is told, and lost is nothing", async (code) => {
  let refuse = false;
  const openFile = (path: string, flags: "wx" | "r+") =>
    refuse ? Promise.reject(Object.assign(new Error(code), { code })) : open(path, flags);
  const one = await journal({ openFile });
  await one.append(entry(1));
  refuse = true;
  await expect(one.append(entry(2))).rejects.toMatchObject({ code, unsaved: 1 });
  await expect(one.append(entry(3))).rejects.toMatchObject({ code, unsaved: 2 });
  expect(numbersIn((await journal()).facts)).toEqual([1]);
  refuse = false;
  await one.retry();
  expect(numbersIn((await journal()).facts)).toEqual([1, 2, 3]);
});

describe("reading", () => {
  const mine = factsOfWriter([entry(1), entry(2), entry(3)], "laptop-2025");

  test("a writer killed at any byte of an append loses no finished fact, and the next writer goes on", async () => {
    const bytes = Buffer.from(mine.map((fact) => `${encodeFact(fact)}\n`).join(""));
    await mkdir(folder, { recursive: true });
    const path = join(folder, "laptop-2025.jsonl");
    for (let cut = 0; cut <= bytes.length; cut += 7) {
      await writeFile(path, bytes.subarray(0, cut));
      const finished = bytes.subarray(0, cut).toString().split("\n").length - 1;
      const read = await journal();
      expect(numbersIn(read.facts).slice(0, finished)).toEqual([1, 2, 3].slice(0, finished));
      expect(read.problems.length).toBeLessThanOrEqual(1);
    }
    await writeFile(path, bytes.subarray(0, bytes.length - 20));
    const next = await journal();
    await next.append(entry(4));
    expect((await readFile(path)).equals(bytes.subarray(0, bytes.length - 20))).toBe(true);
    expect(numbersIn((await journal()).facts).sort()).toEqual([1, 2, 4]);
  });

  test("torn, foreign, doubled and newer lines are set aside and named, the file is left as it is, and the rest counts", async () => {
    const lines = mine.map(encodeFact);
    const newer = JSON.stringify({ ...mine[0], v: 9 });
    const text = `\uFEFF${lines[0]}\r\n${lines[1]?.slice(0, 30)}\n# notes\n${lines[2]}\n${lines[2]}\n\0\0\n${newer}\t${crc32(newer)}\n`;
    await mkdir(folder, { recursive: true });
    const path = join(folder, "old.jsonl");
    await writeFile(path, text);
    const read = await journal();
    expect(numbersIn(read.facts)).toEqual([1, 3]);
    expect(read.problems.map(({ file, line }) => [file, line])).toEqual([2, 3, 6, 7].map((line) => [path, line]));
    expect(read.problems[3]?.message).toContain("newer version");
    await read.append(entry(7));
    expect(await readFile(path, "utf8")).toBe(text);
  });

  test("a file that cannot be read costs only itself", async () => {
    await mkdir(join(folder, "trap.jsonl"), { recursive: true });
    await writeFile(join(folder, "laptop-2025.jsonl"), mine.map((fact) => `${encodeFact(fact)}\n`).join(""));
    await writeFile(join(folder, "notes.txt"), "mine");
    const read = await journal();
    expect(numbersIn(read.facts)).toEqual([1, 2, 3]);
    expect(read.problems).toEqual([{ file: join(folder, "trap.jsonl"), message: expect.stringContaining("no regular file") }]);
  });

  test.runIf(process.platform !== "win32")("a pipe that nobody writes to, or a device without end, keeps nobody waiting", async () => {
    await mkdir(folder, { recursive: true });
    execFileSync("mkfifo", [join(folder, "pipe.jsonl")]);
    await symlink("/dev/zero", join(folder, "zero.jsonl"));
    await writeFile(join(folder, "laptop-2025.jsonl"), mine.map((fact) => `${encodeFact(fact)}\n`).join(""));
    const read = await journal();
    expect(numbersIn(read.facts)).toEqual([1, 2, 3]);
    expect(read.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining("no regular file"),
      expect.stringContaining("no regular file"),
    ]);
  });

  test("a long history is decoded where the caller wants it, a short one in place", async () => {
    await mkdir(folder, { recursive: true });
    const long = factsOfWriter(
      Array.from({ length: 2000 }, (_, index) => entry(index)),
      "laptop-2024",
      9,
    );
    await writeFile(join(folder, "long.jsonl"), long.map((fact) => `${encodeFact(fact)}\n`).join(""));
    await writeFile(join(folder, "short.jsonl"), mine.map((fact) => `${encodeFact(fact)}\n`).join(""));
    const lengths: number[] = [];
    const read = await journal({
      decode: async (texts) => {
        lengths.push(texts.length);
        return summariseJournals(texts);
      },
    });
    expect(read.facts).toEqual([...long, ...mine]);
    expect(lengths).toEqual([2]);
    const broken = await journal({ decode: () => Promise.reject(new Error("no threads")) });
    expect(broken.facts).toEqual(read.facts);
    expect(broken.problems).toEqual([]);
    await rm(join(folder, "long.jsonl"));
    const short = await journal({ decode: () => Promise.reject(new Error("not asked for")) });
    expect(short.facts).toEqual(mine);
  });

  test("the same journal copied into two files counts once", async () => {
    await mkdir(folder, { recursive: true });
    const text = mine.map((fact) => `${encodeFact(fact)}\n`).join("");
    for (const name of ["a.jsonl", "a (copy).jsonl"]) await writeFile(join(folder, name), text);
    expect((await journal()).facts).toEqual(mine);
  });
});

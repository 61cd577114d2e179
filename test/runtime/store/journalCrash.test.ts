/** Writers that die in the middle of an append, and several at once: no finished fact is lost, and what was set aside is told. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { NewFact } from "../../../src/contract/journal";
import { mulberry32 } from "../../../src/core/random";
import { type Journal, type JournalFile, openJournal } from "../../../src/runtime/store/journal";

let bundles: string;
let folder: string;
beforeAll(async () => {
  bundles = await mkdtemp(join(tmpdir(), "writer-"));
  await build({
    entryPoints: [join(import.meta.dirname, "../../fixtures/journalWriter.ts")],
    outfile: join(bundles, "writer.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "silent",
  });
});
afterAll(() => rm(bundles, { recursive: true, force: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "crash-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const entry = (name: string): NewFact => ({ fact: "snapshot", lab: "1.1", folder: name });
const namesIn = ({ facts }: Journal): string[] => facts.flatMap((fact) => (fact.fact === "snapshot" ? [fact.folder] : []));
const NAMES = ["first", "sécond \u{1F40D}", "third", "fourth", "fifth", "sixth"];
const look = (from = folder) => openJournal(from, { machine: "reader", now: () => 0 });

/** A file whose writer dies after `left` bytes: they are on the disk, and the call never comes back. */
function dyingAfter(left: number) {
  let died: () => void = () => undefined;
  const death = new Promise<void>((resolve) => {
    died = resolve;
  });
  const openFile = async (path: string, flags: "wx" | "r+"): Promise<JournalFile> => {
    const handle = await open(path, flags);
    const write = handle.write.bind(handle);
    const dying = async (bytes: Uint8Array, offset: number, length: number, position: number) => {
      const part = Math.min(left, length);
      if (part > 0) await write(bytes, offset, part, position);
      left -= part;
      if (part === length) return { bytesWritten: part, buffer: bytes };
      await handle.close();
      died();
      return new Promise<never>(() => undefined);
    };
    // What dies loses nothing that the kernel has, so flushing makes no difference here; it only takes its time.
    return Object.assign(handle, { write: dying, sync: async () => undefined });
  };
  return { openFile, death };
}

test("killed at every byte of its appends, a thousand times, a writer loses no finished fact", { timeout: 120_000 }, async () => {
  const sizes: number[] = [];
  const probe = await openJournal(folder, { machine: "desk", now: () => 0 });
  for (const name of NAMES) {
    await probe.append(entry(name));
    const [file] = await readdir(folder);
    sizes.push((await readFile(join(folder, file ?? ""))).length);
  }
  const last = sizes.at(-1) ?? 0;
  expect(last).toBeGreaterThanOrEqual(1000);
  for (let cut = 0; cut < last; cut += 1) {
    const own = join(folder, `${cut}`);
    const { openFile, death } = dyingAfter(cut);
    const writer = await openJournal(own, { machine: "desk", now: () => 0, openFile });
    const finished: string[] = [];
    const writing = (async () => {
      for (const name of NAMES) {
        await writer.append(entry(name));
        finished.push(name);
      }
    })();
    await Promise.race([death, writing]);
    const read = await look(own);
    // A line that lacks only its line feed is whole, though nobody was told that it is.
    const whole = sizes.filter((size) => size - 1 <= cut).length;
    expect(finished).toEqual(NAMES.slice(0, sizes.filter((size) => size <= cut).length));
    expect(namesIn(read)).toEqual(NAMES.slice(0, whole));
    const torn = cut > (sizes[whole - 1] ?? 0);
    expect(read.problems.map(({ line }) => line)).toEqual(torn ? [whole + 1] : []);
    if (torn) expect(read.problems[0]?.message).toContain("not written to its end");
    await rm(own, { recursive: true });
  }
});

test("killed between two writes of several facts at once, what was asked for together is read as far as it came", async () => {
  for (let cut = 0; cut < 700; cut += 13) {
    const own = join(folder, `${cut}`);
    const { openFile, death } = dyingAfter(cut);
    const writer = await openJournal(own, { machine: "desk", now: () => 0, openFile });
    const all = ["a", "b", "c", "d"].map((name) => writer.append(entry(name)));
    await Promise.race([death, Promise.all(all)]);
    const names = namesIn(await look(own));
    expect(names).toEqual(["a", "b", "c", "d"].slice(0, names.length));
  }
});

interface Writer {
  process: ChildProcess;
  /** Entries whose `append` had resolved before the process ended. */
  told: string[];
  ended: Promise<unknown>;
}

/** @param options `dies`: at that byte of what it writes; `killedAfter`: from outside, once that many entries were told */
function start(machine: string, entries: number, options: { dies?: number; killedAfter?: number } = {}): Writer {
  const { dies, killedAfter = Number.POSITIVE_INFINITY } = options;
  const args = [join(bundles, "writer.mjs"), folder, machine, `${entries}`, ...(dies === undefined ? [] : [`${dies}`])];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const told: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    told.push(`${machine} ${line}`);
    if (told.length >= killedAfter) child.kill("SIGKILL");
  });
  return { process: child, told, ended: once(child, "close") };
}

test("a process that kills itself in the middle of a write", { timeout: 60_000 }, async () => {
  const finished: string[] = [];
  for (const [index, cut] of [0, 1, 100, 199, 200, 201, 202, 333, 512, 999, 1500, 2000].entries()) {
    const writer = start(`desk${index}`, 1000, { dies: cut });
    await writer.ended;
    expect(writer.process.signalCode ?? writer.process.exitCode).not.toBe(0);
    finished.push(...writer.told);
  }
  const read = await look();
  const names = namesIn(read);
  expect(names).toEqual(expect.arrayContaining(finished));
  expect(new Set(names).size).toBe(names.length);
  // Each left at most one line half-written, and each of those is told.
  expect(new Set(read.problems.map(({ file }) => file)).size).toBe(read.problems.length);
  expect(read.problems.length).toBeGreaterThan(0);
  expect(read.problems.every(({ message }) => message.includes("not written to its end"))).toBe(true);
});

test("two windows that append at once, killed from outside whenever it comes", { timeout: 60_000 }, async () => {
  const random = mulberry32(11);
  const finished: string[] = [];
  for (let round = 0; round < 4; round += 1) {
    const pair = ["desk", "laptop"].map((name) => start(`${name}${round}`, 100_000, { killedAfter: 5 + Math.floor(random() * 40) }));
    for (const { told, ended } of pair) {
      await ended;
      finished.push(...told);
    }
  }
  const read = await look();
  const names = namesIn(read);
  expect(finished.length).toBeGreaterThan(40);
  expect(names).toEqual(expect.arrayContaining(finished));
  expect(new Set(names).size).toBe(names.length);
  // Each writer's entries are there from the first to the last that was finished, and none is missing between.
  const writers = new Set(names.map((name) => name.replace(/ .*/, "")));
  expect(writers.size).toBe(8);
  for (const writer of writers) {
    const own = names.filter((name) => name.startsWith(`${writer} `));
    expect(own).toEqual(own.map((_, number) => `${writer} ${number}`));
  }
});

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import * as v from "valibot";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RunEvent } from "../../../src/contract/events";
import { newRun, reduceRun, settle } from "../../../src/core/run";
import { type KitOptions, type KitRun, startKit } from "../../../src/runtime/process/kit";
import { isAlive, pythonForTests } from "../../fixtures/processes";

const kitRoot = join(import.meta.dirname, "../../fixtures/kits");
const onPosix = process.platform !== "win32";
let python: string;
let work: string;
let runs: KitRun[] = [];

beforeAll(async () => {
  python = await pythonForTests();
});
beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), "kit-"));
});
afterEach(async () => {
  await Promise.all(runs.map((run) => run.dispose()));
  runs = [];
  await rm(work, { recursive: true, force: true });
});

/** Starts the stand-in kit, which behaves as `behaviour` names. */
function start(behaviour: string, over: Partial<KitOptions> = {}): KitRun {
  const run = startKit({
    python,
    kitRoot,
    libsRoot: join(kitRoot, "libs"),
    courseRoot: "/course",
    action: "check",
    lab: behaviour,
    work,
    ...over,
  });
  runs.push(run);
  return run;
}

async function all(run: KitRun): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of run.events) events.push(event);
  return events;
}

/** Reads on until an event of a kind came; returns what was read. */
async function until(run: KitRun, kind: RunEvent["event"]): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for (;;) {
    const next = await run.events.next();
    if (next.done) throw new Error(`the run ended without ${kind}`);
    events.push(next.value);
    if (next.value.event === kind) return events;
  }
}

const PidsSchema = v.object({ pids: v.array(v.number()) });
function pidsIn(events: RunEvent[]): number[] {
  const note = events.find((event) => event.event === "note");
  if (note?.event !== "note") throw new Error("the kit told no process ids");
  return v.parse(PidsSchema, JSON.parse(note.text)).pids;
}
const kinds = (events: RunEvent[]) => events.map((event) => event.event);
const settled = (events: RunEvent[], lab: string) => settle(events.reduce(reduceRun, newRun(lab, "check", "")));

describe("a run", () => {
  test("gives the kit's events in order and then its exit", async () => {
    const events = await all(start("whole"));
    expect(kinds(events)).toEqual(["hello", "plan", "check-finished", "check-finished", "done", "exit"]);
    expect(events.at(-1)).toEqual({ event: "exit", code: 0, signal: null, started: true });
    expect(settled(events, "whole").outcome).toBe("passed");
  });

  test("is started with the lab, its limits, the kit's packages and nothing else of Python's environment", async () => {
    process.env.PYTHONSTARTUP = "/evil.py";
    try {
      const events = await all(
        start("arguments", {
          checks: ["one", "two"],
          packages: ["/store/aiohttp"],
          limits: { callSeconds: 5, cpuSeconds: 7, memoryMegabytes: 100, processes: 8, outputKilobytes: 9 },
        }),
      );
      const note = events.find((event) => event.event === "note");
      const told = JSON.parse(note?.event === "note" ? note.text : "null");
      expect(told.argv).toEqual([
        "check",
        "arguments",
        "--work",
        work,
        "--course",
        "/course",
        "--json",
        "--watch-stdin",
        "--call-seconds",
        "5",
        "--cpu-seconds",
        "7",
        "--memory-mb",
        "100",
        "--processes",
        "8",
        "--output-kb",
        "9",
        "--check",
        "one",
        "--check",
        "two",
      ]);
      expect(told.env).toEqual({
        PYTHONPATH: [kitRoot, join(kitRoot, "libs"), "/store/aiohttp"].join(delimiter),
        PYTHONDONTWRITEBYTECODE: "1",
        PYTHONUTF8: "1",
        PYTHONUNBUFFERED: "1",
        LABKIT_RUN: expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
      expect(told.path).not.toContain(work);
    } finally {
      delete process.env.PYTHONSTARTUP;
    }
  });

  test("puts bytes together however they arrive, and takes a last line without its end", async () => {
    const events = await all(start("split"));
    expect(events[1]).toEqual({ seq: 1, event: "note", level: "info", text: "grün \u{1F40D}" });
    expect(kinds(events)).toEqual(["hello", "note", "done", "exit"]);
  });
});

describe("what goes wrong comes as an event", () => {
  test("lines that are no events are malformed; one of 3 MB is skipped to its end and the next is read", async () => {
    const events = await all(start("garbage"));
    expect(kinds(events)).toEqual(["hello", "malformed", "malformed", "malformed", "plan", "malformed", "exit"]);
    const long = events[3];
    expect(long?.event === "malformed" && [long.reason, long.line.length]).toEqual([expect.stringMatching(/longer than 1048576/), 200]);
    expect(settled(events, "garbage").outcome).toBe("inconclusive");
  });

  test("standard error is handed on up to its limit", async () => {
    const events = await all(start("complains"));
    const length = events.reduce((sum, event) => sum + (event.event === "kit-error" ? event.text.length : 0), 0);
    expect(length).toBe(64 * 1024);
    expect(events.at(-1)).toMatchObject({ event: "exit", code: 1 });
  });

  test("a newer kit is told and ended", async () => {
    const run = start("newer");
    const events = await all(run);
    expect(kinds(events)).toEqual(["newer", "exit"]);
    expect(settled(events, "newer").outcome).toBe("setup");
  });

  test.each<[string, () => Partial<KitOptions>, RegExp]>([
    ["an interpreter that does not exist", () => ({ python: join(work, "python") }), /python: it does not exist \(ENOENT\)/],
    [
      "an interpreter that may not be run",
      () => ({ python: import.meta.filename }),
      /kit\.test\.ts: permission denied \(EACCES\)|kit\.test\.ts: /,
    ],
    ["a work folder that does not exist", () => ({ work: join(work, "gone") }), /gone: it does not exist/],
  ])("%s", async (_what, over, reason) => {
    const events = await all(start("whole", over()));
    expect(events).toEqual([{ event: "exit", code: null, signal: null, started: false, error: expect.stringMatching(reason) }]);
    expect(settled(events, "whole").outcome).toBe("setup");
  });

  test("a NUL in an argument, which no system takes, does not throw", async () => {
    expect(kinds(await all(start("who\0le")))).toEqual(["exit"]);
  });

  test.runIf(onPosix)("a killed kit: the signal, its results so far, and nothing of its tree left", async () => {
    const events = await all(start("killed"));
    expect(events.at(-1)).toEqual({ event: "exit", code: null, signal: "SIGKILL", started: true });
    expect(settled(events, "killed").checks.map((check) => check.status)).toEqual(["passed", "inconclusive"]);
    if (process.platform === "linux") expect(pidsIn(events).filter(isAlive)).toEqual([]);
  });

  test.runIf(process.platform === "linux")("a process the kit left behind is ended, and the run does not wait for it", async () => {
    const events = await all(start("leaves"));
    expect(pidsIn(events).filter(isAlive)).toEqual([]);
    expect(events.at(-1)).toMatchObject({ event: "exit", code: 0 });
  });
});

describe("cancelling", () => {
  test("lets a kit that listens end by itself", async () => {
    const run = start("polite");
    const before = await until(run, "check-finished");
    await run.cancel();
    const events = [...before, ...(await all(run))];
    expect(kinds(events).slice(2)).toEqual(["check-finished", "cancelled", "done", "exit"]);
    expect(events.at(-1)).toMatchObject({ code: 130 });
    const state = settled(events, "polite");
    expect(state).toMatchObject({ cancelled: true, outcome: "inconclusive" });
    expect(state.checks.map((check) => check.status)).toEqual(["passed", "inconclusive"]);
  });

  test.runIf(onPosix)("ends the tree of one that does not listen within a second, and keeps its results", async () => {
    const run = start("stubborn");
    const before = await until(run, "note");
    const pids = pidsIn(before);
    expect(pids.filter(isAlive)).toEqual(pids);
    const begin = performance.now();
    await run.cancel();
    const took = performance.now() - begin;
    console.info(`cancel of a kit that does not listen: ${Math.round(took)} ms`);
    // The daemon is an orphan in a session of its own; only Linux tells what it was started for.
    expect((process.platform === "linux" ? pids : pids.slice(0, 3)).filter(isAlive)).toEqual([]);
    const events = [...before, ...(await all(run))];
    expect(kinds(events).slice(-2)).toEqual(["cancelled", "exit"]);
    expect(settled(events, "stubborn").checks[0]?.status).toBe("passed");
  });

  test.runIf(onPosix)("ends one that floods, though nobody reads", async () => {
    const run = start("flood");
    await until(run, "output");
    await run.cancel();
    expect(kinds(await all(run)).slice(-1)).toEqual(["exit"]);
  });

  test("by the signal, also one aborted before the start", async () => {
    const early = await all(start("stubborn", { signal: AbortSignal.abort() }));
    expect(kinds(early)).toContain("cancelled");
    expect(kinds(early).at(-1)).toBe("exit");
    const control = new AbortController();
    const run = start("polite", { signal: control.signal });
    await until(run, "check-finished");
    control.abort();
    expect(kinds(await all(run))).toEqual(["cancelled", "done", "exit"]);
  });

  test("twice is once, and after the end nothing", async () => {
    const run = start("polite");
    await until(run, "check-finished");
    await Promise.all([run.cancel(), run.cancel()]);
    await run.cancel();
    await run.dispose();
    expect(kinds(await all(run))).toEqual(["cancelled", "done", "exit"]);
    const ended = start("whole");
    const events = await all(ended);
    await ended.cancel();
    expect(events.at(-1)?.event).toBe("exit");
  });

  test.runIf(onPosix)("by disposing ends the tree at once", async () => {
    const run = start("stubborn");
    const pids = pidsIn(await until(run, "note"));
    await run.dispose();
    expect((process.platform === "linux" ? pids : pids.slice(0, 3)).filter(isAlive)).toEqual([]);
  });
});

test("an idle reader holds the kit back instead of filling the memory, and reading on lets it go on", async () => {
  const run = start("flood");
  await until(run, "output");
  const held = (): unknown => Reflect.get(run, "child").stdout.isPaused();
  await expect.poll(held, { timeout: 15_000 }).toBe(true);
  const unread: number = Reflect.get(run.events, "size");
  // One piece of the pipe holds some sixty of these events.
  expect(unread).toBeLessThan(2000 + 200);
  for (let count = 0; count < 2 * unread; count += 1) expect((await run.events.next()).done).toBe(false);
});

test("a reader that leaves its loop does not keep the kit from ending", async () => {
  const run = start("whole");
  for await (const event of run.events) if (event.event === "hello") break;
  await run.dispose();
  expect(await run.events.next()).toEqual({ done: true, value: undefined });
});

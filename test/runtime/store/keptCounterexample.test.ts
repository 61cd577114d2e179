import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { KEPT_COUNTEREXAMPLE_VERSION, type KeptCounterexample } from "../../../src/contract/keptCounterexample";
import { forgetCounterexample, keepCounterexample, LARGEST_KEPT, readCounterexample } from "../../../src/runtime/store/keptCounterexample";
import { step } from "../../core/interleaving/sample";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kept-counterexample-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const kept: KeptCounterexample = {
  v: KEPT_COUNTEREXAMPLE_VERSION,
  lab: "2.1",
  check: "no-update-lost",
  startedAt: "2026-03-04T10:20:30.400Z",
  message: "two increments left 1: expected 2",
  counterexample: {
    check: "no-update-lost",
    form: "assertion",
    found: 4,
    limit: 1000,
    confirmed: 3,
    python: "3.13.2",
    steps: [step("T1 4 read Counter.value 0", { locals: { self: "Counter" } })],
    blocked: [],
    schedule: { version: 1, turns: [[0, 2]] },
  },
};

describe("a kept interleaving", () => {
  test("comes back as it was kept, and the next one takes its place", async () => {
    expect(await keepCounterexample(folder, kept)).toBe(true);
    expect(await readCounterexample(folder, "2.1", "no-update-lost")).toEqual({ found: "kept", kept });
    const next = { ...kept, message: "two increments left 0: expected 2" };
    await keepCounterexample(folder, next);
    expect(await readCounterexample(folder, "2.1", "no-update-lost")).toEqual({ found: "kept", kept: next });
    expect(await readdir(join(folder, "2.1"))).toEqual(["no-update-lost.json"]);
  });

  test("is gone when it is forgotten, and was never there before", async () => {
    expect(await readCounterexample(folder, "2.1", "no-update-lost")).toEqual({ found: "none" });
    await keepCounterexample(folder, kept);
    await forgetCounterexample(folder, "2.1", "no-update-lost");
    await forgetCounterexample(folder, "2.1", "no-update-lost");
    expect(await readCounterexample(folder, "2.1", "no-update-lost")).toEqual({ found: "none" });
  });

  test("that is too large is not kept, and the smaller one before does not stand for it", async () => {
    await keepCounterexample(folder, kept);
    expect(await keepCounterexample(folder, { ...kept, message: "x".repeat(LARGEST_KEPT) })).toBe(false);
    expect(await readCounterexample(folder, "2.1", "no-update-lost")).toEqual({ found: "none" });
  });
});

describe("a file that is not what was kept", () => {
  const given = async (text: string) => {
    await mkdir(join(folder, "2.1"), { recursive: true });
    await writeFile(join(folder, "2.1", "no-update-lost.json"), text);
    return readCounterexample(folder, "2.1", "no-update-lost");
  };

  test.each([
    ["empty", ""],
    ["torn", JSON.stringify(kept).slice(0, 200)],
    ["a list", "[]"],
    ["of a later version", JSON.stringify({ ...kept, v: 99 })],
    ["with a step without a line", JSON.stringify({ ...kept, counterexample: { ...kept.counterexample, steps: [{ thread: "T1" }] } })],
    ["with more than is known", JSON.stringify({ ...kept, more: 1 })],
    ["of another check", JSON.stringify({ ...kept, check: "another" })],
    ["of another lab", JSON.stringify({ ...kept, lab: "2.4" })],
  ])("is refused with the reason: %s", async (_, text) => {
    const read = await given(text);
    expect(read.found).toBe("refused");
    expect(read.found === "refused" && read.reason.length).toBeGreaterThan(5);
  });

  test("is not read at all when it is too large", async () => {
    expect(await given(" ".repeat(LARGEST_KEPT + 1))).toMatchObject({ found: "refused", reason: expect.stringContaining("bytes") });
  });
});

test("ids that lead elsewhere keep and read nothing", async () => {
  for (const [lab, check] of [
    ["../x", "a"],
    ["2.1", "../a"],
    ["2.1", ""],
    ["", "a"],
    ["2.1", "a/b"],
    ["2.1\0", "a"],
  ] as const) {
    expect(await keepCounterexample(folder, { ...kept, lab, check })).toBe(false);
    await forgetCounterexample(folder, lab, check);
    expect(await readCounterexample(folder, lab, check)).toEqual({ found: "none" });
  }
  expect(await readdir(folder)).toEqual([]);
});

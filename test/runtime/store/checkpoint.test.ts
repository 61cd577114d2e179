/** Opening by checkpoint and tail: what is decoded, and that a checkpoint which does not match the files is worth nothing. */
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Fact, NewFact } from "../../../src/contract/journal";
import { encodeFact } from "../../../src/core/journal/journalLine";
import { foldFacts } from "../../../src/core/progress";
import { type Journal, openJournal } from "../../../src/runtime/store/journal";
import { factsOfWriter } from "../../fixtures/facts";

let root: string;
let folder: string;
let path: string;
const LINES = 3000;

const run = (number: number): NewFact => ({
  fact: "checked",
  check: `1.${number % 5}/check-${number % 3}`,
  outcome: number % 2 === 0 ? "passed" : "failed",
});
const history = factsOfWriter(
  Array.from({ length: LINES }, (_, number) => (number % 500 === 0 ? { fact: "snapshot", lab: "1.1", folder: `${number}` } : run(number))),
  "desk-2025",
  3,
);
const textOf = (facts: readonly Fact[]) => facts.map((fact) => `${encodeFact(fact)}\n`).join("");
const more = factsOfWriter([run(1), { fact: "hint", lab: "1.1", hint: 2 }], "laptop-2026", 4);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "checkpoint-"));
  folder = join(root, "progress");
  path = join(root, "storage", "checkpoint");
  await mkdir(folder);
  await writeFile(join(folder, "desk-2025.jsonl"), textOf(history));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Opens and closes, so that the checkpoint is written. */
async function read(madeBy = "1.0.0", place = path): Promise<Journal> {
  const journal = await openJournal(folder, { machine: "desk", now: () => 0, checkpoint: { path: place, madeBy } });
  await journal.dispose();
  return journal;
}
const shown = (facts: readonly Fact[]) =>
  foldFacts([...facts].sort((a, b) => (a.writer < b.writer ? -1 : a.writer > b.writer ? 1 : a.n - b.n)));

describe("with a checkpoint", () => {
  test("only what came after it is decoded, and the progress is the same", async () => {
    const first = await read();
    expect(first.read).toEqual({ lines: LINES, decoded: LINES });
    const second = await read();
    expect(second.read).toEqual({ lines: LINES, decoded: 0 });
    expect(second.facts).toEqual(first.facts);
    expect(shown(second.facts)).toEqual(shown(history));

    await writeFile(join(folder, "laptop-2026.jsonl"), textOf(more));
    const later = factsOfWriter([...history.map((): NewFact => run(0)), run(4)], "desk-2025", 9).slice(-1);
    await appendFile(join(folder, "desk-2025.jsonl"), textOf(later));
    const third = await read();
    expect(third.read).toEqual({ lines: LINES + 3, decoded: 3 });
    expect(shown(third.facts)).toEqual(shown([...history, ...later, ...more]));
  });

  test("a short history writes none, and a long one only when much was decoded", async () => {
    await rm(join(folder, "desk-2025.jsonl"));
    await writeFile(join(folder, "laptop-2026.jsonl"), textOf(more));
    await read();
    await expect(stat(path)).rejects.toThrow("ENOENT");
    await writeFile(join(folder, "desk-2025.jsonl"), textOf(history));
    await read();
    const made = await readFile(path);
    await appendFile(join(folder, "laptop-2026.jsonl"), textOf(factsOfWriter([run(1), run(2), run(3)], "laptop-2026", 5).slice(2)));
    await read();
    expect((await readFile(path)).equals(made)).toBe(true);
  });

  test("lines set aside are told again, by their numbers, and a torn last line is looked at every time", async () => {
    const file = join(folder, "desk-2025.jsonl");
    await writeFile(file, `# notes\n${textOf(history)}${textOf(more).slice(0, 60)}`);
    const first = await read();
    const again = await read();
    expect(again.read).toEqual({ lines: LINES + 2, decoded: 1 });
    expect(again.problems).toEqual(first.problems);
    expect(again.problems.map(({ line }) => line)).toEqual([1, LINES + 2]);
    await writeFile(file, `# notes\n${textOf(history)}${textOf(more)}`);
    const whole = await read();
    expect(whole.read).toEqual({ lines: LINES + 3, decoded: 2 });
    expect(shown(whole.facts)).toEqual(shown([...history, ...more]));
  });

  test("a journal file that is gone takes its facts with it", async () => {
    await read();
    await rm(join(folder, "desk-2025.jsonl"));
    expect((await read()).facts).toEqual([]);
  });
});

describe("a checkpoint is not used", () => {
  const cut = history.slice(0, -1);
  test.each<[string, (file: string) => Promise<unknown>, readonly Fact[]]>([
    ["the journal was cut", (file) => writeFile(file, textOf(cut)), cut],
    [
      "one character of it was changed",
      (file) => writeFile(file, textOf(history).replace("passed", "failed")),
      history.filter(({ n }) => n !== 2),
    ],
    ["a line was put before it", (file) => writeFile(file, textOf([...more, ...history])), [...more, ...history]],
    ["the journal is empty", (file) => writeFile(file, ""), []],
  ])("when %s", async (_what, change, expected) => {
    await read();
    await change(join(folder, "desk-2025.jsonl"));
    const journal = await read();
    expect(journal.read.decoded).toBe(journal.read.lines);
    expect(shown(journal.facts)).toEqual(shown(expected));
  });

  test("when another version of the extension made it", async () => {
    await read("1.0.0");
    expect((await read("1.1.0")).read.decoded).toBe(LINES);
    expect((await read("1.1.0")).read.decoded).toBe(0);
  });

  test("when any of it is missing or changed: it is made again, and the progress is that of the files", async () => {
    const expected = (await read()).facts;
    const whole = await readFile(path);
    const step = Math.ceil(whole.length / 40);
    for (let at = 0; at < whole.length; at += step) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      for (const content of [whole.subarray(0, at), changed]) {
        await writeFile(path, content);
        const journal = await read();
        expect(journal.read.decoded).toBe(LINES);
        expect(journal.facts).toEqual(expected);
      }
    }
    for (const content of ["", "null", "{}", "\0".repeat(900)]) {
      await writeFile(path, content);
      expect((await read()).facts).toEqual(expected);
    }
    await rm(path);
    expect((await read()).facts).toEqual(expected);
    expect((await read()).read.decoded).toBe(0);
  });

  test("when it says more than the files: a fact it holds and they do not is not believed", async () => {
    await read();
    const [head, body] = (await readFile(path, "utf8")).split("\n");
    await writeFile(path, `${head}\n${body?.replaceAll('"1.1"', '"9.9"')}`);
    expect((await read()).facts.some((fact) => "lab" in fact && fact.lab === "9.9")).toBe(false);
  });
});

test("a place that cannot be written to costs nothing but the time", async () => {
  await writeFile(join(root, "storage"), "a file where the folder should be");
  const expected = await read();
  expect(expected.problems).toEqual([]);
  expect((await read()).read.decoded).toBe(LINES);
  expect(await readdir(root)).toEqual(["progress", "storage"]);
});

test("two windows that write one at the same time leave a whole one", async () => {
  await Promise.all(Array.from({ length: 8 }, () => read()));
  expect((await read()).read.decoded).toBe(0);
  expect(await readdir(join(root, "storage"))).toEqual(["checkpoint"]);
});

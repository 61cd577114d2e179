import { crc32 as zlibCrc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fact } from "../../../src/contract/journal";
import { crc32 } from "../../../src/core/journal/crc32";
import { decodeJournal } from "../../../src/core/journal/decodeJournal";
import { decodeLine, encodeFact } from "../../../src/core/journal/journalLine";
import { unionFacts } from "../../../src/core/journal/unionFacts";
import { mulberry32, shuffled } from "../../../src/core/random";
import { factsOfWriter } from "../../fixtures/facts";

const facts = factsOfWriter([
  { fact: "opened", lab: "1.1" },
  { fact: "checked", check: "1.1/order", outcome: "failed", misconception: "1.1/m3" },
  { fact: "predicted", lab: "1.1", prediction: "wall\tünï \u{1F40D}", values: { "8": 1.5 } },
  { fact: "passed", lab: "1.1", work: "a", checks: "b" },
]);
const drawing = factsOfWriter([{ fact: "drawn", lab: "1.7", timeline: "two-waits", lanes: [["running", "waiting", "absent"], []] }]);
const [first, second] = facts;
if (!first || !second) throw new Error("the fixture is empty");

/** A line with a right checksum, whatever its text says. */
const sealed = (json: string) => `${json}\t${crc32(json)}`;

test("the checksum is zlib's CRC-32 of the UTF-8 bytes", () => {
  expect(crc32("123456789")).toBe("cbf43926");
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(Number.parseInt(crc32(text), 16)).toBe(zlibCrc32(Buffer.from(text, "utf8")));
    }),
    { numRuns: 500, seed: 3 },
  );
  expect(Number.parseInt(crc32("\ud800x\udc00"), 16)).toBe(zlibCrc32(Buffer.from("\ud800x\udc00", "utf8")));
});

test("every fact is one line and comes back as it was", () => {
  for (const fact of [...facts, ...drawing]) {
    expect(encodeFact(fact)).not.toContain("\n");
    expect(decodeLine(encodeFact(fact))).toEqual({ ok: true, fact });
  }
});

test("any text in a fact survives", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.double({ noNaN: true, noDefaultInfinity: true }), (text, value) => {
      for (const fact of factsOfWriter([{ fact: "predicted", lab: text, prediction: text, values: { x: value === 0 ? 0 : value } }])) {
        expect(decodeLine(encodeFact(fact))).toEqual({ ok: true, fact });
      }
    }),
    { numRuns: 500, seed: 3 },
  );
});

describe("a line that holds no fact is told by its kind", () => {
  const line = encodeFact(first);
  test.each<[string, string, string]>([
    ["text of somebody else", "# my notes", "foreign"],
    ["a JSON object of somebody else", '{"type":"log"}', "torn"],
    ["a JSON object of somebody else with a right checksum", sealed('{"type":"log"}'), "foreign"],
    ["no JSON with a right checksum", sealed("hello"), "foreign"],
    ["a line without its end", line.slice(0, 40), "torn"],
    ["a line without a part of its checksum", line.slice(0, -1), "torn"],
    ["one changed character", line.replace("1.1", "1.2"), "checksum"],
    ["zeros in the middle", `${line.slice(0, 30)}${"\0".repeat(8)}${line.slice(38)}`, "checksum"],
    ["zeros alone", "\0".repeat(512), "foreign"],
    ["two lines in one", line + line, "torn"],
    ["a newer format", sealed(JSON.stringify({ ...first, v: 2, fact: "dreamt" })), "newer"],
    ["a fact of an unknown kind", sealed(JSON.stringify({ ...first, fact: "dreamt" })), "foreign"],
    ["a number that is none", sealed(JSON.stringify({ ...first, n: -1 })), "foreign"],
    ["an id that is none", sealed(JSON.stringify({ ...first, id: "1" })), "foreign"],
  ])("%s", (_what, text, kind) => {
    const decoded = decodeLine(text);
    expect(decoded).toMatchObject({ ok: false, kind });
    if (!decoded.ok) expect(decoded.reason).not.toBe("");
  });
});

test("a byte order mark and a carriage return do no harm", () => {
  expect(decodeLine(`\uFEFF${encodeFact(first)}\r`)).toEqual({ ok: true, fact: first });
});

test("one character of a line changed is always noticed", () => {
  const line = encodeFact(second);
  for (let at = 0; at < line.length; at += 1) {
    const changed = line.slice(0, at) + (line[at] === "x" ? "y" : "x") + line.slice(at + 1);
    expect(decodeLine(changed).ok).toBe(false);
  }
});

describe("a journal file", () => {
  const lines = facts.map(encodeFact);

  test("cut at any byte loses no line that was written to its end", () => {
    const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""), "utf8");
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const text = bytes.subarray(0, cut).toString("utf8");
      const { facts: read, bad } = decodeJournal(text);
      const whole = text.split("\n").length - 1;
      expect(read.slice(0, whole)).toEqual(facts.slice(0, whole));
      // A last line that only lacks its line feed is whole too.
      expect(read.length + bad.length).toBe(text.endsWith("\n") || text === "" ? whole : whole + 1);
    }
  });

  test("with bad lines between, before and after keeps the rest and numbers the bad", () => {
    const text = [
      "\uFEFF# notes",
      lines[0],
      lines[1]?.slice(0, 20),
      lines[2],
      "",
      "\0\0\0",
      `${lines[3]}\r`,
      sealed(JSON.stringify({ v: 7 })),
    ].join("\n");
    const { facts: read, bad } = decodeJournal(text);
    expect(read).toEqual([facts[0], facts[2], facts[3]]);
    expect(bad.map(({ line, kind }) => [line, kind])).toEqual([
      [1, "foreign"],
      [3, "torn"],
      [6, "foreign"],
      [8, "newer"],
    ]);
  });
});

describe("the union of journals", () => {
  const desk = facts;
  const laptop = factsOfWriter(
    [
      { fact: "opened", lab: "1.2" },
      { fact: "hint", lab: "1.2", hint: 1 },
    ],
    "laptop-2026",
    2,
  );

  test("has each fact once, by writer and number, whatever the order of the input and of the clock", () => {
    const backwards = desk.map((fact, n): Fact => ({ ...fact, at: new Date(1_800_000_000_000 - n * 1000).toISOString() }));
    const expected = [...backwards, ...laptop];
    for (let seed = 0; seed < 20; seed += 1) {
      const mixed = shuffled([...backwards, ...laptop, ...backwards], mulberry32(seed));
      expect(unionFacts([mixed.slice(0, 3), mixed.slice(3), laptop])).toEqual(expected);
    }
  });

  test("of nothing is nothing", () => {
    expect(unionFacts([])).toEqual([]);
    expect(unionFacts([[], []])).toEqual([]);
  });
});

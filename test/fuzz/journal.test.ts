/** The progress journal: whatever a file holds, the decoder answers, the facts fold, and no fact is made up or lost beyond the damage. */
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fact, NewFact } from "../../src/contract/journal";
import { crc32 } from "../../src/core/journal/crc32";
import { decodeJournal, summariseJournals } from "../../src/core/journal/decodeJournal";
import { decodeLine, encodeFact } from "../../src/core/journal/journalLine";
import { lastingFacts } from "../../src/core/journal/lastingFacts";
import { addFact, foldFacts, noProgress } from "../../src/core/progress";
import { quizScore } from "../../src/core/quiz";
import { quizFile } from "../fixtures/course";
import { factsOfWriter } from "../fixtures/facts";
import { fuzzRuns, fuzzTimeout } from "../fixtures/fuzz";
import { anyJson, anyText, mutated } from "../fixtures/mutated";

const bodies: NewFact[] = [
  { fact: "opened", lab: "1.1" },
  { fact: "checked", check: "1.1/order", outcome: "failed", misconception: "1.1/m3" },
  { fact: "passed", lab: "1.1", work: "a", checks: "b" },
  { fact: "hint", lab: "1.1", hint: 2 },
  { fact: "solution", lab: "1.1", solution: "pool" },
  { fact: "answered", quiz: "Q1", question: "q", answer: 0, correct: true },
  { fact: "predicted", lab: "1.1", prediction: "wall ünï \u{1F40D}", values: { "8": 1.5 } },
  { fact: "drawn", lab: "1.7", timeline: "two", lanes: [["running"], []] },
  { fact: "measured", lab: "1.1", samples: 3, verdicts: { pool: "faster" } },
  { fact: "snapshot", lab: "1.1", folder: "s" },
];
const facts = factsOfWriter(bodies);
const sealed = (json: string) => `${json}\t${crc32(json)}`;

/** What the pages ask of a progress, for any facts. */
function lookAt(list: readonly Fact[]): void {
  const progress = foldFacts(list);
  expect(isDeepStrictEqual(list.reduce(addFact, noProgress()), progress)).toBe(true);
  const lasting = lastingFacts(list);
  expect(isDeepStrictEqual(foldFacts(lastingFacts(lasting)), foldFacts(lasting))).toBe(true);
  quizScore(quizFile(), progress);
}

test("a line with a right checksum, whatever it says, is a fact that folds and comes back, or is told", { timeout: fuzzTimeout }, () => {
  fc.assert(
    fc.property(fc.oneof({ weight: 5, arbitrary: mutated(facts) }, { weight: 1, arbitrary: anyJson }), (value) => {
      const decoded = decodeLine(sealed(JSON.stringify(value) ?? ""));
      if (!decoded.ok) {
        expect(decoded.reason).not.toBe("");
        return;
      }
      expect(isDeepStrictEqual(decodeLine(encodeFact(decoded.fact)), decoded)).toBe(true);
      lookAt([...facts, decoded.fact]);
    }),
    fuzzRuns(1000),
  );
});

test("a line of any characters is never a fact", { timeout: fuzzTimeout }, () => {
  fc.assert(
    fc.property(fc.oneof(anyText(), fc.json()), (text) => {
      expect(decodeLine(text).ok).toBe(false);
    }),
    fuzzRuns(1000),
  );
});

test("a damaged file yields only facts that were in it, all that the damage spares, and a reason for the rest", {
  timeout: fuzzTimeout,
}, () => {
  const lines = facts.map((fact) => `${encodeFact(fact)}\n`);
  const bytes = Buffer.from(lines.join(""));
  const starts = lines.reduce<number[]>((list, one) => [...list, (list.at(-1) ?? 0) + Buffer.byteLength(one)], [0]);
  const written = new Set(
    facts.map((fact) => JSON.stringify(decodeLine(encodeFact(fact)))).map((text) => JSON.stringify(JSON.parse(text).fact)),
  );
  const damage = fc.record({
    at: fc.nat(bytes.length - 1),
    length: fc.nat(40),
    put: fc.uint8Array({ maxLength: 12 }),
  });
  fc.assert(
    fc.property(fc.array(damage, { maxLength: 4 }), (damages) => {
      // From the end, so that each place is still where it was; none reaches into the next.
      const ordered = [...damages].sort((a, b) => b.at - a.at);
      const ends = ordered.map(({ at, length }, index) => Math.min(at + length, ordered[index - 1]?.at ?? bytes.length));
      const damaged = ordered.reduce(
        (list, { at, put }, index) => Buffer.concat([list.subarray(0, at), put, list.subarray(ends[index])]),
        bytes,
      );
      const text = damaged.toString("utf8");
      const { facts: found, bad } = decodeJournal(text);
      for (const fact of found) expect(written.has(JSON.stringify(fact))).toBe(true);
      // A line between a place of damage and the next one is whole.
      const touched = (index: number) =>
        ordered.some(({ at }, one) => (ends[one] ?? 0) >= (starts[index] ?? 0) && at <= (starts[index + 1] ?? 0));
      const ids = new Set(found.map(({ id }) => id));
      for (const [index, { id }] of facts.entries()) if (!touched(index)) expect(ids.has(id)).toBe(true);
      const filled = text.split("\n").filter((one) => !/^[\uFEFF\s]*$/.test(one));
      expect(found.length + bad.length).toBe(filled.length);
      expect(summariseJournals([text]).files[0]?.bad).toEqual(bad);
    }),
    fuzzRuns(500),
  );
});

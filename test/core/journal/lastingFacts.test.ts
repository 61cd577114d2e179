import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fact, NewFact } from "../../../src/contract/journal";
import { lastingFacts } from "../../../src/core/journal/lastingFacts";
import { unionFacts } from "../../../src/core/journal/unionFacts";
import { foldFacts } from "../../../src/core/progress";
import { factsOfWriter } from "../../fixtures/facts";

const lab = fc.constantFrom("1.1", "1.2");
const slug = fc.constantFrom("a", "b");
const anyFact: fc.Arbitrary<NewFact> = fc.oneof(
  fc.record({ fact: fc.constant("opened" as const), lab }),
  fc.record({
    fact: fc.constant("checked" as const),
    check: fc.tuple(lab, slug).map((names) => names.join("/")),
    outcome: fc.constantFrom("passed" as const, "failed" as const),
  }),
  fc.record({ fact: fc.constant("passed" as const), lab, work: slug, checks: slug }),
  fc.record({ fact: fc.constant("hint" as const), lab, hint: fc.nat(4) }),
  fc.record({ fact: fc.constant("solution" as const), lab, solution: slug }),
  fc.record({ fact: fc.constant("answered" as const), quiz: slug, question: slug, answer: fc.nat(3), correct: fc.boolean() }),
  fc.record({ fact: fc.constant("predicted" as const), lab, prediction: slug, values: fc.dictionary(slug, fc.nat()) }),
  fc.record({
    fact: fc.constant("drawn" as const),
    lab,
    timeline: slug,
    lanes: fc.array(fc.array(fc.constantFrom("running" as const, "waiting" as const), { maxLength: 2 }), { maxLength: 2 }),
  }),
  fc.record({ fact: fc.constant("measured" as const), lab, samples: fc.nat(9), verdicts: fc.dictionary(slug, slug) }),
  fc.record({ fact: fc.constant("snapshot" as const), lab, folder: slug }),
);
/** Facts of up to three writers, whose clocks do not agree, dealt out over up to three files; some lie in two. */
const files = fc
  .tuple(
    fc.array(fc.tuple(fc.array(anyFact, { maxLength: 20 }), fc.constantFrom("desk", "laptop", "lab-room")), { maxLength: 3 }),
    fc.array(fc.tuple(fc.nat(2), fc.boolean(), fc.nat(9)), { minLength: 60, maxLength: 60 }),
  )
  .map(([writers, dealt]) => {
    const all = writers.flatMap(([facts, writer], index) => factsOfWriter(facts, `${writer}-${index}`, index));
    const out: Fact[][] = [[], [], []];
    all.forEach((fact, index) => {
      const [file, twice, minute] = dealt[index % dealt.length] ?? [0, false, 0];
      const at = new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
      out[file]?.push({ ...fact, at });
      if (twice) out[(file + 1) % 3]?.push({ ...fact, at });
    });
    return out;
  });

test("what is left out changes no fold, whatever other files say", () => {
  fc.assert(
    fc.property(files, (journals) => {
      const whole = unionFacts(journals);
      const lasting = unionFacts(journals.map(lastingFacts));
      expect(foldFacts(lasting)).toEqual(foldFacts(whole));
      expect(foldFacts(lastingFacts(lasting))).toEqual(foldFacts(whole));
      const latest = (facts: Fact[]) => facts.reduce((last, { at }) => (at > last ? at : last), "");
      expect(latest(lasting)).toBe(latest(whole));
      for (const fact of lasting) expect(whole).toContainEqual(fact);
    }),
    { numRuns: 300, seed: 7 },
  );
});

test("a thousand runs of the same checks leave the last ones", () => {
  const runs = Array.from(
    { length: 1000 },
    (_, run): NewFact => ({ fact: "checked", check: `1.1/${run % 4}`, outcome: run < 990 ? "failed" : "passed" }),
  );
  const facts = factsOfWriter(runs);
  expect(lastingFacts(facts)).toEqual(facts.slice(-4));
  expect(lastingFacts([])).toEqual([]);
});

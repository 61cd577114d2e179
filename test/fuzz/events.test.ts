/** Lines of the kit: whatever comes, the parser answers, the run folds, and nothing passes that was not reported as passed. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseEventLine } from "../../src/contract/events";
import { factsOf, newRun, reduceRun, settle } from "../../src/core/run";
import { readEventLine } from "../../src/core/verdict/eventLine";
import { LineSplitter } from "../../src/runtime/process/lines";
import { aLab } from "../fixtures/course";
import { numbered, wholeRun } from "../fixtures/events";
import { fuzzRuns, fuzzTimeout } from "../fixtures/fuzz";
import { anyJson, anyText, mutatedText } from "../fixtures/mutated";

const golden = join(import.meta.dirname, "../golden/events/valid");
const events: unknown[] = [
  ...numbered(wholeRun),
  ...readdirSync(golden).map((name): unknown => JSON.parse(readFileSync(join(golden, name), "utf8"))),
];
const line = fc.oneof(
  { weight: 1, arbitrary: anyText() },
  { weight: 1, arbitrary: anyJson.map((value) => JSON.stringify(value) ?? "") },
  { weight: 6, arbitrary: mutatedText(events) },
);

describe("a line of the kit", () => {
  test("is an event, or refused with the reason", { timeout: fuzzTimeout }, () => {
    fc.assert(
      fc.property(line, (text) => {
        const parsed = parseEventLine(text);
        if (parsed.ok) expect(parseEventLine(JSON.stringify(parsed.event))).toEqual(parsed);
        else expect(parsed.reason).not.toBe("");
        expect(["malformed", "newer"].includes(readEventLine(text).event)).toBe(
          !parsed.ok || (parsed.event.event === "hello" && parsed.event.version > 2),
        );
      }),
      fuzzRuns(1000),
    );
  });
});

describe("a run of lines", () => {
  const lab = aLab();
  const own = numbered(wholeRun).map((event) => JSON.stringify(event));
  /** The lines of a run that passed, with some left out, repeated, replaced or put between. */
  const lines = fc
    .array(fc.tuple(fc.nat(own.length), fc.constantFrom("drop", "repeat", "replace", "insert"), line), { maxLength: 4 })
    .map((changes) =>
      changes.reduce((list, [at, kind, other]) => {
        const here = list.slice(at, at + 1);
        const instead = { drop: [], repeat: [...here, ...here], replace: [other], insert: [...here, other] }[kind] ?? here;
        return [...list.slice(0, at), ...instead, ...list.slice(at + 1)];
      }, own),
    );

  test("folds, gives each planned check one result, and passes only when it is the whole run", { timeout: fuzzTimeout }, () => {
    fc.assert(
      fc.property(lines, (list) => {
        const folded = [...list.map(readEventLine), { event: "exit" as const, code: 0, signal: null, started: true }].reduce(
          reduceRun,
          newRun("1.1", "check", "2026-11-21T10:00:00.000Z"),
        );
        const settled = settle(folded);
        expect(settled.outcome).toBeDefined();
        expect(settled.checks.every((check) => check.result !== undefined)).toBe(true);
        const facts = factsOf(settled, lab, { work: "a", checks: "b" });
        const said = list.map(readEventLine);
        for (const fact of facts)
          if (fact.fact === "checked" && fact.outcome === "passed")
            expect(said).toContainEqual(
              expect.objectContaining({ event: "check-finished", check: fact.check.slice(4), outcome: "passed" }),
            );
        if (settled.outcome !== "passed") expect(facts.some(({ fact }) => fact === "passed")).toBe(false);
        else expect(said.flatMap((event) => ("seq" in event ? [event.seq] : []))).toEqual(list.map((_, index) => index));
      }),
      fuzzRuns(500),
    );
  });
});

test("bytes cut anywhere are the same lines, and a line too long costs only itself", { timeout: fuzzTimeout }, () => {
  const limit = 40;
  fc.assert(
    fc.property(fc.array(anyText(60), { maxLength: 6 }), fc.array(fc.nat(200), { maxLength: 5 }), (texts, cuts) => {
      const bytes = Buffer.from(texts.join("\n"));
      const split = (at: readonly number[]) => {
        const found: string[] = [];
        const splitter = new LineSplitter({ limit, onLine: (text) => found.push(text), onTooLong: () => found.push("too long") });
        let from = 0;
        for (const to of [...at].sort((a, b) => a - b)) {
          splitter.write(bytes.subarray(from, to));
          from = Math.max(from, Math.min(to, bytes.length));
        }
        splitter.write(bytes.subarray(from));
        splitter.end();
        return found;
      };
      expect(split(cuts)).toEqual(split([]));
    }),
    fuzzRuns(500),
  );
});

/** Files kept on the learner's disk besides the journal: each is read, or refused with a sentence that says whether a newer version wrote it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type * as v from "valibot";
import { expect, test } from "vitest";
import { CheckpointSchema } from "../../src/contract/checkpoint";
import { KeptCounterexampleSchema } from "../../src/contract/keptCounterexample";
import { MeasurementSchema } from "../../src/contract/measurement";
import { readStored } from "../../src/contract/storedFormat";
import { summariseJournals } from "../../src/core/journal/decodeJournal";
import { fuzzRuns, fuzzTimeout } from "../fixtures/fuzz";
import { anyJson, anyText, mutatedText } from "../fixtures/mutated";

const formats = join(import.meta.dirname, "../fixtures/formats");
const written = (file: string): string => readFileSync(join(formats, file), "utf8");
const summary = summariseJournals([written("journal/v1/desk-2026-11-21T120000000Z-7QXK.jsonl")]);
const checkpoint = {
  v: 1,
  madeBy: "1.0.0",
  files: summary.files.map((file) => ({ name: "a.jsonl", bytes: 9, sha256: "0", ...file })),
  facts: summary.facts,
};

test.each<[string, v.GenericSchema, unknown[]]>([
  [
    "kept counterexample",
    KeptCounterexampleSchema,
    ["counterexample/v1/2.1/no-update-lost.json", "counterexample/v1/2.4/dinner-ends.json"].map((file): unknown =>
      JSON.parse(written(file)),
    ),
  ],
  ["measurement", MeasurementSchema, [JSON.parse(written("measurement/v1/.measurements/1.1-2026-11-21T12-00-00-000Z.json"))]],
  ["checkpoint", CheckpointSchema, [checkpoint]],
])("%s", { timeout: fuzzTimeout }, (_name, schema, values) => {
  const format = { field: "v", version: 1 } as const;
  for (const value of values) expect(readStored(JSON.stringify(value), schema, format)).toEqual({ ok: true, value });
  const text = fc.oneof(
    { weight: 6, arbitrary: mutatedText(values) },
    { weight: 1, arbitrary: anyJson.map((value) => JSON.stringify(value) ?? "") },
    { weight: 1, arbitrary: anyText() },
  );
  fc.assert(
    fc.property(text, (content) => {
      const stored = readStored(content, schema, format);
      if (stored.ok) expect(readStored(JSON.stringify(stored.value), schema, format)).toEqual(stored);
      else {
        expect(stored.reason).not.toBe("");
        expect(stored.reason.startsWith("written by a newer version")).toBe(stored.newer !== undefined);
      }
    }),
    fuzzRuns(300),
  );
});

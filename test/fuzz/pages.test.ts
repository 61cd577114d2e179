/** Messages of webviews and what pages keep: anything may come from a page; what is taken can be recorded and read back. */
import { posix } from "node:path";
import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { FromPageSchema, PageMemorySchema, parseFromPage, ToPageSchema } from "../../src/contract/pages";
import { decodeLine, encodeFact } from "../../src/core/journal/journalLine";
import { readLink, readPlace } from "../../src/editor/pages/links";
import { factsOfWriter } from "../fixtures/facts";
import { fuzzRuns, fuzzTimeout } from "../fixtures/fuzz";
import { anyJson, anyText, mutated } from "../fixtures/mutated";

const messages: unknown[] = [
  { type: "ready" },
  { type: "runChecks", check: "order" },
  { type: "solution", name: "pool" },
  { type: "openLab", lab: "1.1" },
  { type: "openModule", module: 1 },
  { type: "openPlace", file: "checker.py", line: 3 },
  { type: "openLink", href: "lab:1.1" },
  { type: "showInterleaving", check: "order" },
  { type: "step", step: 2, follow: true },
  { type: "openScenario", file: "scenarios/a.py", line: 1 },
  { type: "predict", prediction: "wall", values: { "8": 1.5, x: 4 } },
  { type: "draw", timeline: "two", lanes: [["running"], ["absent"]] },
  { type: "copy", text: "x" },
  { type: "answer", question: "q", answer: 1 },
];
/** What a structured clone brings and JSON would not. */
const beyondJson = fc.constantFrom<unknown>(
  undefined,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  10n,
  new Date(0),
  new Map(),
  new Uint8Array(3),
  /x/,
);
const raw = fc.oneof(
  { weight: 8, arbitrary: mutated(messages) },
  { weight: 1, arbitrary: anyJson },
  { weight: 1, arbitrary: beyondJson },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...messages), fc.nat(5), beyondJson)
      .map(([message, at, value]) =>
        Object.fromEntries(Object.entries(Object(message)).map(([key, own], index) => [key, index === at ? value : own])),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .dictionary(fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor")), fc.oneof(fc.double(), beyondJson))
      .map((values) => ({ type: "predict", prediction: "wall", values })),
  },
);

test("a message is one the contract lists, or refused with the reason", { timeout: fuzzTimeout }, () => {
  const types = new Set(FromPageSchema.options.map((option) => option.entries.type.literal));
  fc.assert(
    fc.property(raw, (value) => {
      const parsed = parseFromPage(value);
      if (!parsed.ok) {
        expect(parsed.reason).not.toBe("");
        return;
      }
      const { message } = parsed;
      expect(types.has(message.type)).toBe(true);
      expect(Object.getPrototypeOf(message)).toBe(Object.prototype);
      // What goes into the journal comes out of it.
      const bodies =
        message.type === "predict"
          ? [{ fact: "predicted" as const, lab: "1.1", prediction: message.prediction, values: message.values }]
          : message.type === "draw"
            ? [{ fact: "drawn" as const, lab: "1.1", timeline: message.timeline, lanes: message.lanes }]
            : [];
      for (const fact of factsOfWriter(bodies)) {
        const decoded = decodeLine(encodeFact(fact));
        expect(decoded).toEqual({ ok: true, fact: JSON.parse(JSON.stringify(fact)) });
      }
    }),
    fuzzRuns(1000),
  );
});

test("what a page kept, and what the host sends, is read or refused", { timeout: fuzzTimeout }, () => {
  const memories = [{ page: "lab", subject: "1.1", scroll: 3, folds: { hints: true }, draft: "x" }];
  const sent = [
    { type: "samples", samples: [{ variant: "a", x: 1, round: 0, values: { wall: 1 } }] },
    { type: "progress", running: { action: "check", done: 1, total: 2, label: "x", searched: { schedules: 1, limit: 2 } } },
    { type: "reveal", anchor: "quiz" },
    { type: "state", state: { page: "timeline", lab: { id: "1.7", title: "t" }, timelines: [], kept: true } },
  ];
  fc.assert(
    fc.property(fc.oneof(mutated(memories), mutated(sent), anyJson, beyondJson), (value) => {
      for (const schema of [PageMemorySchema, ToPageSchema]) {
        const parsed = v.safeParse(schema, value);
        if (!parsed.success) expect(parsed.issues[0]?.message).not.toBe("");
      }
    }),
    fuzzRuns(500),
  );
});

test("a link or a place leads to something named here, or inside the folder, or nowhere", { timeout: fuzzTimeout }, () => {
  const piece = fc.constantFrom(
    "..",
    ".",
    "/",
    "\\",
    "%2e%2e",
    "%2F",
    "a",
    "solutions",
    "SOLUTIONS",
    "hints.md",
    ":",
    "C:",
    "#",
    "L3",
    "\0",
    "%",
    "%00",
    "lab:",
    "1.1",
    "https://",
    "vscode://",
    "javascript:",
    "file:///",
    " ",
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 8 }).map((parts) => parts.join("")),
    anyText(),
    anyText().map((rest) => `https://${rest}`),
  );
  fc.assert(
    fc.property(text, fc.option(fc.double(), { nil: undefined }), (href, line) => {
      for (const target of [readLink(href), readPlace(href, line)]) {
        if (target.kind === "refused") expect(target.reason).not.toBe("");
        if (target.kind === "web") expect(new URL(target.url).protocol).toBe("https:");
        if (target.kind === "module" || target.kind === "quiz") expect(Number.isInteger(target.number)).toBe(true);
        if (target.kind !== "file") continue;
        const inside = posix.join("/folder", target.path);
        expect(inside.startsWith("/folder/")).toBe(true);
        expect(target.path).not.toMatch(/[\0\\:]/);
        expect(target.path.toLowerCase().split("/")[0]).not.toMatch(/^(solutions|mutants|hints\.md)$/);
        if (target.line !== undefined) expect(target.line).toBeGreaterThanOrEqual(1);
      }
    }),
    fuzzRuns(1000),
  );
});

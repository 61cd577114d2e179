import { expect, test } from "vitest";
import { parseEventLine } from "../../src/contract/events";
import { numbered, wholeRun } from "../fixtures/events";

test("every event of a whole run is read back as it was written", () => {
  for (const event of numbered(wholeRun)) expect(parseEventLine(JSON.stringify(event))).toEqual({ ok: true, event });
});

test.each<[string, string, RegExp]>([
  ["text", "Traceback (most recent call last):", /not JSON/],
  ["nothing", "", /not JSON/],
  ["half an event", '{"seq":0,"event":"no', /not JSON/],
  ["a number", "42", /Object|Invalid/],
  ["null", "null", /Object|Invalid/],
  ["a list", "[]", /Object|Invalid|event/],
  ["an unknown event", '{"seq":0,"event":"grade","outcome":"passed"}', /event/],
  ["an unknown field", '{"seq":0,"event":"check-started","check":"a","extra":1}', /extra/],
  ["a missing number", '{"event":"check-started","check":"a"}', /seq/],
  ["a negative number", '{"seq":-1,"event":"check-started","check":"a"}', /seq/],
  ["an unknown outcome", '{"seq":0,"event":"done","outcome":"won","seconds":1}', /outcome/],
  ["a number too large to be finite", '{"seq":0,"event":"sample","variant":"a","x":1e999,"round":0,"values":{}}', /x/],
  [
    "a line number of 0",
    '{"seq":0,"event":"finding","rule":"BP1.1","message":"m","cure":"c","place":{"file":"a.py","line":0}}',
    /place\.line/,
  ],
])("a line with %s is refused with the reason", (_what, line, reason) => {
  const parsed = parseEventLine(line);
  expect(parsed).toMatchObject({ ok: false });
  if (!parsed.ok) expect(parsed.reason).toMatch(reason);
});

test("a prototype key in the values of a sample changes no prototype", () => {
  const parsed = parseEventLine('{"seq":0,"event":"sample","variant":"a","x":1,"round":0,"values":{"__proto__":5}}');
  expect(Object.prototype).not.toHaveProperty("5");
  expect({}.constructor).toBe(Object);
  expect(parsed.ok).toBe(true);
});

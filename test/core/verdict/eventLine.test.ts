import { expect, test } from "vitest";
import { EVENT_VERSION } from "../../../src/contract/events";
import { readEventLine } from "../../../src/core/verdict/eventLine";
import { hello, numbered } from "../../fixtures/events";

test("an event is read as it is", () => {
  const [event] = numbered([hello]);
  expect(readEventLine(JSON.stringify(event))).toEqual(event);
});

test("a newer hello is told by its version, though its other fields are unknown", () => {
  expect(readEventLine('{"seq":0,"event":"hello","version":9,"who":{"kit":"2"}}')).toEqual({
    event: "newer",
    version: 9,
    supported: EVENT_VERSION,
  });
  expect(readEventLine(JSON.stringify({ ...hello, seq: 0, version: EVENT_VERSION + 1 }))).toEqual({
    event: "newer",
    version: EVENT_VERSION + 1,
    supported: EVENT_VERSION,
  });
});

test("what is no event is malformed, with the beginning of the line and the reason", () => {
  expect(readEventLine("x".repeat(5000))).toEqual({ event: "malformed", reason: "not JSON", line: "x".repeat(200) });
  expect(readEventLine('{"event":"hello","version":"9"}')).toMatchObject({ event: "malformed" });
  expect(readEventLine('"hello"')).toMatchObject({ event: "malformed" });
  expect(readEventLine('{"event":"hello","version":1.5}')).toMatchObject({ event: "malformed" });
});

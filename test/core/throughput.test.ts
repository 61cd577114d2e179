import { expect, test } from "vitest";
import { newRun, reduceRun } from "../../src/core/run";
import { readEventLine } from "../../src/core/verdict/eventLine";
import { hello, type KitEventBody, numbered, plan } from "../fixtures/events";

test("the work per event does not grow with the number of events before it", () => {
  const bodies: KitEventBody[] = [hello, plan];
  for (let index = 0; index < 40_000; index += 1) {
    bodies.push(
      index % 2 === 0
        ? { event: "output", check: "order", stream: "stdout", text: `line ${index}\n` }
        : { event: "sample", variant: "threads", x: index % 8, round: index, values: { wall: index / 7 } },
    );
  }
  const lines = numbered(bodies).map((event) => JSON.stringify(event));
  let state = newRun("1.1", "check", "");
  let arrays = 0;
  // A copy would be a new array; the shared one only grows.
  const slice = Array.prototype.slice;
  Array.prototype.slice = function counted<T>(this: T[], ...range: [number?, number?]): T[] {
    arrays += 1;
    return slice.apply(this, range);
  };
  const start = performance.now();
  try {
    for (const line of lines) state = reduceRun(state, readEventLine(line));
  } finally {
    Array.prototype.slice = slice;
  }
  const perSecond = Math.round(lines.length / ((performance.now() - start) / 1000));
  console.info(`parse and fold: ${perSecond.toLocaleString("en")} events/s`);
  expect(state.output.length + state.samples.length).toBe(40_000);
  expect(state.broken).toBeUndefined();
  expect(arrays).toBe(0);
});

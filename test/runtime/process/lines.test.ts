import fc from "fast-check";
import { expect, test } from "vitest";
import { LineSplitter } from "../../../src/runtime/process/lines";

function split(chunks: Buffer[], limit = 1000): { lines: string[]; long: string[] } {
  const lines: string[] = [];
  const long: string[] = [];
  const splitter = new LineSplitter({ limit, onLine: (line) => lines.push(line), onTooLong: (start) => long.push(start) });
  for (const chunk of chunks) splitter.write(chunk);
  splitter.end();
  return { lines, long };
}

test("however the bytes are cut, the lines are the same", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "grapheme", maxLength: 12 }).filter((line) => !/[\r\n]/.test(line))),
      fc.array(fc.nat(200)),
      (texts, cuts) => {
        const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(""), "utf8");
        const at = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
        const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
        expect(split(chunks)).toEqual({ lines: texts, long: [] });
      },
    ),
    { numRuns: 500, seed: 2 },
  );
});

test("a line of exactly the limit passes, one character more does not, and the line after it is read", () => {
  const limit = 10;
  expect(split([Buffer.from(`${"a".repeat(10)}\n${"b".repeat(11)}\nc\n`)], limit)).toEqual({
    lines: ["aaaaaaaaaa", "c"],
    long: ["b".repeat(11)],
  });
});

test("an endless line is told once, and of it no more than the limit and a chunk is held", () => {
  const chunk = Buffer.alloc(64 * 1024, "x");
  const before = process.memoryUsage().heapUsed;
  const { lines, long } = split(
    Array.from({ length: 2000 }, () => chunk),
    1024,
  );
  expect([lines, long.length, long[0]?.length]).toEqual([[], 1, 200]);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1024 * 1024);
});

test("bytes that are no UTF-8 become replacement characters, also at the very end", () => {
  expect(split([Buffer.from([0x61, 0xff, 0x0a, 0xf0, 0x9f])]).lines).toEqual(["a\ufffd", "\ufffd"]);
});

test("nothing gives nothing; empty lines and CRLF are kept apart from that", () => {
  expect(split([]).lines).toEqual([]);
  expect(split([Buffer.from("\n\r\na\r\nb\r")]).lines).toEqual(["", "", "a", "b"]);
});

import { expect, test } from "vitest";
import { newUlid } from "../../../src/core/journal/ulid";
import { mulberry32 } from "../../../src/core/random";

test("the time part is that of the specification's example", () => {
  expect(newUlid(1_469_918_176_385, mulberry32(1)).slice(0, 10)).toBe("01ARYZ6S41");
});

test("later ids sort later, and ids of one millisecond differ", () => {
  const random = mulberry32(1);
  expect(newUlid(1000, random) < newUlid(2000, random)).toBe(true);
  expect(new Set(Array.from({ length: 10_000 }, () => newUlid(5, random))).size).toBe(10_000);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, -5, 2 ** 60, 1.5])("a clock that says %s still gives an id", (now) => {
  expect(newUlid(now, () => 0.9999999999)).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
});

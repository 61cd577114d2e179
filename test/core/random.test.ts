import { expect, test } from "vitest";
import { mulberry32, shuffled } from "../../src/core/random";

test("the same seed gives the same numbers, in [0, 1), spread evenly", () => {
  const a = mulberry32(42);
  const b = mulberry32(42);
  const numbers = Array.from({ length: 10_000 }, () => a());
  expect(numbers.slice(0, 50)).toEqual(Array.from({ length: 50 }, () => b()));
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(numbers.reduce((sum, number) => sum + number, 0) / numbers.length).toBeCloseTo(0.5, 1);
});

test("a shuffle keeps every item, changes no input and reaches every order", () => {
  const items = [1, 2, 3];
  const random = mulberry32(1);
  const orders = new Set(Array.from({ length: 300 }, () => shuffled(items, random).join("")));
  expect(orders.size).toBe(6);
  expect(items).toEqual([1, 2, 3]);
  expect(shuffled([], random)).toEqual([]);
});

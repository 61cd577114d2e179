import { expect, test } from "vitest";
import { factor, figure, moment, reading, span, withUnit } from "../../../src/webview/page/quantity";

test("figures have three significant digits, and thousands are whole", () => {
  expect([0.123456, 12.3456, 123.456, 1234.56, 2, 0, -0.5].map(figure)).toEqual(["0.123", "12.3", "123", "1,235", "2", "0", "-0.5"]);
});

test("measured values keep their trailing zeros, so that a column lines up", () => {
  expect([0.15, 1.3, 24, 1234.5].map((value) => reading(value, "s"))).toEqual(["0.150 s", "1.30 s", "24.0 s", "1,235 s"]);
  expect(withUnit(2, "")).toBe("2");
});

test("factors are fine near 1 and coarse when large", () => {
  expect([1.064, 1.999, 2, 9.12, 11.83, 250.4].map(factor)).toEqual(["1.06", "2.00", "2.0", "9.1", "11.8", "250"]);
});

test("time spans use the unit people would", () => {
  expect([0.0854, 0.9994, 4.21, 59.94, 80, 119.6, 3600].map(span)).toEqual([
    "85 ms",
    "999 ms",
    "4.2 s",
    "59.9 s",
    "1 min 20 s",
    "2 min 0 s",
    "60 min 0 s",
  ]);
});

test("a time that is none is shown as it came", () => {
  expect(moment("yesterday")).toBe("yesterday");
  expect(moment("2026-11-21T10:14:00Z")).toMatch(/2026/);
});

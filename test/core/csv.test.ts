import { expect, test } from "vitest";
import type { BenchDeclaration } from "../../src/contract/lab";
import { samplesCsv } from "../../src/core/csv";

const bench: BenchDeclaration = {
  title: "t",
  workload: "w",
  x: { label: "workers", unit: "", values: [1], log: false },
  metrics: [
    { id: "wall", label: "Wall time", unit: "s" },
    { id: "peak", label: 'Peak, "RSS"', unit: "MB" },
  ],
  variants: [{ id: "threads", label: "Threads" }],
  rounds: 1,
  warmup: 0,
  predictions: [{ id: "p", kind: "x", question: "q" }],
  comparisons: [],
  notice: "n",
};
const machine = { python: "3.13.0", implementation: "CPython", gil: true, system: "=cmd|'/c calc'!A1", cores: 2 };

test("a row a sample, units in the heading, fields quoted where they must be", () => {
  expect(samplesCsv(bench, [{ variant: "threads", x: 1, round: 0, values: { wall: 0.5, peak: -3e-7 } }])).toBe(
    'variant,workers,round,Wall time (s),"Peak, ""RSS"" (MB)",python,gil,cores,system\r\nthreads,1,0,0.5,-3e-7,,,,\r\n',
  );
});

test("a sample that names its line is listed under that name", () => {
  const rows = samplesCsv(bench, [{ variant: "threads", x: 2, round: 1, values: { wall: 1 }, label: "threads (a solution of lab 1.1)" }]);
  expect(rows.split("\r\n")[1]).toBe("threads (a solution of lab 1.1),2,1,1,,,,,");
});

test("a text that a spreadsheet would run as a formula is made plain, and a missing value is empty", () => {
  const row = samplesCsv(bench, [{ variant: "threads", x: 2, round: 1, values: { wall: 1 } }], machine).split("\r\n")[1];
  expect(row).toBe("threads,2,1,1,,3.13.0,yes,2,'=cmd|'/c calc'!A1");
});

import type { LabEntry, PathId } from "../../contract/course";
import type { CourseProblem, Lab, Module } from "../../core/course";

/** One row of the course tree. */
export type Row =
  | { row: "upNext"; lab: Lab }
  | { row: "path"; path: PathId }
  | { row: "module"; module: Module }
  | { row: "lab"; lab: Lab; onPath: boolean }
  | { row: "brokenLab"; entry: LabEntry; problem: CourseProblem }
  | { row: "step"; lab: Lab; number: number }
  | { row: "quiz"; module: Module };

/** The lab a row stands for, when a command is called from the tree with a row as its argument. */
export function labOfRow(argument: unknown): Lab | undefined {
  const row = asRow(argument);
  return row && "lab" in row ? row.lab : undefined;
}

export function moduleOfRow(argument: unknown): Module | undefined {
  const row = asRow(argument);
  return row && "module" in row ? row.module : undefined;
}

const made = new WeakSet<object>();

/** Marks a row as one of ours, so that what another extension hands to a command is not mistaken for it. */
export function row<T extends Row>(value: T): T {
  made.add(value);
  return value;
}

function asRow(argument: unknown): Row | undefined {
  return typeof argument === "object" && argument !== null && made.has(argument) ? (argument as Row) : undefined;
}

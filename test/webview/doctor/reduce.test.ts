import { expect, test } from "vitest";
import type { DoctorPageState } from "../../../src/contract/doctor";
import { type DoctorView, initial, reduce, verdict } from "../../../src/webview/doctor/reduce";
import { idle, looking, restricted, trouble, well } from "../samples/doctor";
import { results } from "../samples/lab";

const told = (...states: DoctorPageState[]): string =>
  states.reduce((view: DoctorView, state) => reduce(view, { type: "state", state }), initial).announcement;
const with1 = (page: DoctorPageState, id: string, state: "stops" | "attention"): DoctorPageState => ({
  ...page,
  groups: page.groups.map((group) => ({ ...group, rows: group.rows.map((row) => (row.id === id ? { ...row, state } : row)) })),
});

test("the beginning and the end are announced, the end with what it came to", () => {
  expect(told(idle)).toBe("");
  expect(told(idle, looking)).toBe("The Doctor is looking.");
  expect(told(idle, looking, well)).toBe("Nothing stops the labs.");
  expect(told(idle, looking, trouble)).toBe("2 things stop labs: Module 1: Quick Start, Loopback. 1 needs attention: Progress journal.");
});

test("what is in the way is announced as it comes, once, and good news is not", () => {
  const stopped = with1(looking, "loopback", "stops");
  expect(told(looking, stopped)).toBe("Loopback: stops labs.");
  expect(told(looking, stopped, with1(stopped, "cores", "attention"))).toBe("Cores: needs attention.");
  const better: DoctorPageState = { ...looking, groups: well.groups };
  expect(told(looking, better)).toBe("The Doctor is looking.");
});

test("looking again begins anew", () => {
  expect(told(looking, trouble, looking)).toBe("The Doctor is looking.");
});

test("a cancelled look is announced, a restricted one judges nothing", () => {
  expect(told(looking, { ...looking, phase: "cancelled" })).toBe("Cancelled. What was found so far stays.");
  expect(told({ ...looking, restricted: true }, restricted)).toBe("The Doctor is looking.");
});

test("the sum counts in words", () => {
  const texts = (page: DoctorPageState): string[] => verdict(page).map(({ text }) => text);
  expect(texts(well)).toEqual(["Nothing stops the labs."]);
  expect(texts(with1(well, "cores", "attention"))).toEqual(["Nothing stops the labs.", "1 needs attention"]);
  expect(texts(with1(well, "cores", "stops"))).toEqual(["1 thing stops labs"]);
});

test("other messages and other pages change nothing", () => {
  const state = reduce(initial, { type: "state", state: well });
  expect(reduce(state, { type: "state", state: results })).toBe(state);
  expect(reduce(state, { type: "samples", samples: [] })).toBe(state);
  expect(reduce(state, { type: "reveal", anchor: "1" })).toBe(state);
});

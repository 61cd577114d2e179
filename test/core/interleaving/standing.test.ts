import { describe, expect, test } from "vitest";
import { layOut } from "../../../src/core/interleaving/layout";
import { lineNow, standings, waitCycle } from "../../../src/core/interleaving/standing";
import { blockedThread, interleaving, lostDeposit, step, twoLocks } from "./sample";

describe("where threads stand", () => {
  test("who acts stands on its step, the others on what they do next, and who has not begun or has ended nowhere", () => {
    const at = (index: number) => standings(lostDeposit, layOut(lostDeposit), index).map(({ place }) => place?.line);
    expect(at(0)).toEqual([3, undefined, undefined]);
    expect(at(4)).toEqual([21, 12, undefined]);
    expect(at(11)).toEqual([21, undefined, undefined]);
  });

  test("a blocked thread stands on the line it waits at, with the locks it holds", () => {
    const [main, first, second] = standings(twoLocks, layOut(twoLocks), 7);
    expect(first).toMatchObject({ state: { is: "acts" }, place: { line: 10 }, holds: ["lock@9"] });
    expect(second).toMatchObject({ state: { is: "waits", heldBy: "T1" }, place: { line: 10 }, holds: ["lock@10"] });
    expect(main).toMatchObject({ state: { is: "waits", object: "T1" }, place: { line: 21 } });
  });

  test("a step without a line leaves its thread on the line before, and locals belong to the line", () => {
    const given = {
      steps: [step("A 4 read v 1", { locals: { n: "25" } }), step("A 0 end -"), step("B 7 read v 1", { lab: true, locals: { x: "1" } })],
      blocked: [],
    };
    expect(standings(given, layOut(given), 1)).toMatchObject([
      { thread: "A", place: { line: 4, lab: false }, locals: { n: "25" } },
      { thread: "B", place: { line: 7, lab: true }, locals: { x: "1" } },
    ]);
  });

  test("a step that does not exist has nobody standing", () => {
    expect(standings(lostDeposit, layOut(lostDeposit), 99)).toEqual([]);
  });
});

describe("a circle of waits", () => {
  test("is found wherever it begins", () => {
    expect(waitCycle(twoLocks)).toEqual(["T1", "T2"]);
    const tail = [blockedThread("main 1 join T1", "T1"), ...twoLocks.blocked];
    expect(waitCycle({ blocked: tail })).toEqual(["T1", "T2"]);
  });

  test("of one thread is one, and a chain is none", () => {
    expect(waitCycle({ blocked: [blockedThread("A 1 acquire l", "A")] })).toEqual(["A"]);
    expect(waitCycle({ blocked: [blockedThread("A 1 acquire l", "B"), blockedThread("B 1 acquire m", null)] })).toEqual([]);
    expect(waitCycle(interleaving([]))).toEqual([]);
  });
});

describe("a line that has moved", () => {
  const texts = ["def deposit(self, amount):", "    with self._lock:", "        self.balance += amount", "", "    self.balance += amount"];
  test("is found where it stands now, the nearest of several", () => {
    expect(lineNow(texts, { line: 2, source: "self.balance += amount" })).toBe(3);
    expect(lineNow(texts, { line: 5, source: "self.balance += amount" })).toBe(5);
    expect(lineNow(texts, { line: 900, source: "self.balance += amount" })).toBe(5);
  });
  test("is not found when no line reads like it", () => {
    expect(lineNow(texts, { line: 2, source: "balance -= amount" })).toBeUndefined();
    expect(lineNow([], { line: 1, source: "x" })).toBeUndefined();
  });
});

import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parseEventLine } from "../../../src/contract/events";
import {
  firstLook,
  type Interleaving,
  type LaneState,
  layOut,
  MOST_CELLS,
  MOST_COLUMNS,
  nextSwitch,
  shorten,
} from "../../../src/core/interleaving/layout";
import { blockedThread, interleaving, lostDeposit, step, twoLocks } from "./sample";

/** A lane over time, a letter a row: A acts, r ready, w waits, . not begun, x ended. */
function lane(given: Interleaving, thread: string): string {
  const { threads, rows } = layOut(given);
  const letters: Record<LaneState["is"], string> = { acts: "A", ready: "r", waits: "w", unborn: ".", ended: "x" };
  return rows.map((row) => letters[row.lanes[threads.indexOf(thread)]?.is ?? "unborn"]).join("");
}

const waits = (given: Interleaving, thread: string, row: number) => {
  const { threads, rows } = layOut(given);
  return rows[row]?.lanes[threads.indexOf(thread)];
};

describe("the columns of an interleaving", () => {
  test("are the threads in the order they come, the locks, and the values that threads share", () => {
    const { threads, locks, values } = layOut(lostDeposit);
    expect(threads).toEqual(["main", "T1", "T2"]);
    expect(locks).toEqual([]);
    expect(values).toEqual(["Account.balance"]);
    expect(layOut(twoLocks).locks).toEqual(["lock@9", "lock@10"]);
  });

  test("a value that is only read once the threads run is no column, nor one that a single thread uses", () => {
    expect(layOut(twoLocks).values).toEqual([]);
    const alone = interleaving(["main 1 start -", "T1 2 write Own.list 1", "T1 3 write Own.list 1 -> 2", "T2 4 read Other.x 1"]);
    expect(layOut(alone).values).toEqual([]);
  });

  test("what only the lab's own scenario touches is no column", () => {
    const lab = { lab: true };
    const steps = [
      step("main 1 start -"),
      step("A 2 write Teller.answer 1", lab),
      step("A 3 write Own.x 1"),
      step("main 4 read Teller.answer 1", lab),
      step("main 5 read Own.x 1", lab),
    ];
    expect(layOut({ steps, blocked: [] }).values).toEqual(["Own.x"]);
  });

  test("are few enough to be read", () => {
    const lines = Array.from({ length: 30 }, (_, at) => [`A 1 acquire l${at}`, `B 1 write v${at} 1`, `A 2 read v${at} 1`]).flat();
    const { locks, values } = layOut(interleaving(lines));
    expect([locks.length, values.length]).toEqual([MOST_COLUMNS, MOST_COLUMNS]);
  });

  test("a thread that never did anything but is blocked has a column", () => {
    expect(layOut(interleaving(["main 1 start -"], [blockedThread("T9 4 acquire gate", "main")])).threads).toEqual(["main", "T9"]);
  });
});

describe("the rows of an interleaving", () => {
  test("show of every thread whether it acts, could, waits, has not begun or has ended", () => {
    expect(lane(lostDeposit, "main")).toBe("AAAwwwwwwwrA");
    expect(lane(lostDeposit, "T1")).toBe("...AArrrrAAx");
    expect(lane(lostDeposit, "T2")).toBe(".....AAAAxxx");
  });

  test("mark where another thread takes over", () => {
    expect(
      layOut(lostDeposit)
        .rows.map((row) => (row.switched ? "s" : "-"))
        .join(""),
    ).toBe("---s-s---s-s");
  });

  test("show the value where a step touches it, and the holder of a lock as long as it is held", () => {
    expect(layOut(lostDeposit).rows.map((row) => row.values[0] ?? "")).toEqual([
      "30",
      "",
      "",
      "",
      "30",
      "",
      "30",
      "30 -> 40",
      "",
      "40 -> 55",
      "",
      "",
    ]);
    const held = interleaving(["A 1 acquire l", "B 2 read v 1", "A 3 release l", "B 4 acquire l", "B 5 release l"]);
    expect(layOut(held).rows.map((row) => row.holders[0] ?? "")).toEqual(["A", "A", "", "B", ""]);
  });

  test("a thread waits from the moment its lock is taken until it is released", () => {
    const given = interleaving(["B 1 read v 1", "A 1 acquire l", "A 2 write v 1 -> 2", "A 3 release l", "B 4 acquire l", "B 5 release l"]);
    expect(lane(given, "B")).toBe("AwwrAA");
    expect(waits(given, "B", 1)).toEqual({ is: "waits", op: "acquire", object: "l", heldBy: "A" });
  });

  test("a thread that waits for a lock it holds itself waits for somebody's signal", () => {
    const given = interleaving(["A 1 acquire waiter", "B 2 release waiter", "A 1 acquire waiter"]);
    expect(lane(given, "A")).toBe("ArA");
    const never = interleaving(["A 1 acquire waiter", "B 2 read v 1", "A 1 acquire waiter"]);
    expect(waits(never, "A", 1)).toEqual({ is: "waits", op: "acquire", object: "waiter" });
  });

  test("a lock that is held is not taken by a try, nor by an acquire whose time is up", () => {
    const given = interleaving(["A 1 acquire l", "B 2 try+acquire l", "B 3 acquire l", "A 4 release l", "B 5 try+acquire l"]);
    expect(layOut(given).rows.map((row) => row.holders[0] ?? "")).toEqual(["A", "A", "A", "", "B"]);
    expect(layOut(given).rows.map((row) => row.refused)).toEqual([false, true, true, false, false]);
  });

  test("at the end of a deadlock everyone who is blocked waits, with the holder the kit names", () => {
    const last = layOut(twoLocks).rows.at(-1);
    expect(last?.lanes).toEqual([
      { is: "waits", op: "join", object: "T1" },
      { is: "acts" },
      { is: "waits", op: "acquire", object: "lock@9", heldBy: "T1" },
    ]);
    expect(lane(twoLocks, "main")).toBe("AAwwwwww");
  });

  test("a join of a thread nobody knows is no wait, and a sleep is one", () => {
    const given = interleaving(["A 1 read v 1", "B 1 read v 1", "A 2 join nobody", "B 3 read v 1", "A 4 sleep -"]);
    expect(lane(given, "A")).toBe("ArAwA");
  });

  test("when the start is left out, threads have begun already", () => {
    const given = interleaving(["A 1 read v 1", "B 1 read v 1", "A 0 end -"], [], 40);
    expect(lane(given, "B")).toBe("rAr");
  });

  test("of nothing there is nothing", () => {
    expect(layOut(interleaving([]))).toEqual({ threads: [], locks: [], values: [], rows: [] });
    expect(firstLook(interleaving([]))).toBe(0);
    expect(nextSwitch(layOut(interleaving([])), 0, 1)).toBe(0);
  });

  test.each(["counterexample.jsonl", "counterexample-of-a-deadlock.jsonl"])("the golden %s has a row for each step", (name) => {
    const parsed = parseEventLine(readFileSync(path.join(import.meta.dirname, "../../golden/events/valid", name), "utf8"));
    if (!parsed.ok || parsed.event.event !== "counterexample") throw new Error("the golden event is none");
    const { rows, threads } = layOut(parsed.event);
    expect(rows).toHaveLength(parsed.event.steps.length);
    for (const row of rows) expect(row.lanes).toHaveLength(threads.length);
  });
});

describe("ways through an interleaving", () => {
  test("the first look is at the first line of another thread than the first", () => {
    expect(firstLook(lostDeposit)).toBe(4);
    expect(firstLook(interleaving(["main 1 read v 1"]))).toBe(0);
    const lab = { lab: true };
    const steps = [step("main 1 start -"), step("A 2 read Teller.args 1", lab), step("A 3 read v 1")];
    expect(firstLook({ steps })).toBe(2);
    expect(firstLook({ steps: steps.slice(0, 2) })).toBe(1);
  });

  test("from switch to switch, and to the ends where there is none", () => {
    const board = layOut(lostDeposit);
    expect([
      nextSwitch(board, 0, 1),
      nextSwitch(board, 3, 1),
      nextSwitch(board, 5, 1),
      nextSwitch(board, 9, 1),
      nextSwitch(board, 11, 1),
    ]).toEqual([3, 5, 9, 11, 11]);
    expect([nextSwitch(board, 11, -1), nextSwitch(board, 9, -1), nextSwitch(board, 3, -1), nextSwitch(board, 1, -1)]).toEqual([9, 5, 0, 0]);
  });
});

describe("an interleaving that is too long for a board", () => {
  test("keeps its last steps and counts the others", () => {
    const long = interleaving(
      Array.from({ length: 5000 }, (_, at) => `T${at % 2} ${at + 1} read v ${at}`),
      [],
      7,
    );
    const short = shorten(long);
    expect(short.steps.at(-1)?.value).toBe("4999");
    expect((short.omitted ?? 0) + short.steps.length).toBe(5007);
    expect(short.steps.length * (2 + 2 * MOST_COLUMNS)).toBeLessThanOrEqual(MOST_CELLS);
    expect(shorten(lostDeposit)).toBe(lostDeposit);
  });

  test("of twenty thousand threads still shows a step", () => {
    const wide = interleaving(Array.from({ length: 20_000 }, (_, at) => `T${at} 1 read v 1`));
    expect(shorten(wide).steps).toHaveLength(1);
    expect(layOut(shorten(wide)).threads).toHaveLength(1);
  });
});

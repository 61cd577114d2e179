import { expect, test } from "vitest";
import { doing, waiting } from "../../../src/core/interleaving/words";
import { step } from "./sample";

const t = (message: string, ...values: string[]) => message.replace(/\{(\d)\}/g, (_, at: string) => values[Number(at)] ?? "");

test.each([
  ["T 1 begin -", "begins"],
  ["T 1 end -", "ends"],
  ["T 1 start -", "starts a thread"],
  ["T 1 start T2", "starts T2"],
  ["T 1 join T2", "joins T2"],
  ["T 1 read Account.balance 30", "reads Account.balance: 30"],
  ["T 1 read list", "reads list"],
  ["T 1 write Account.balance 30 -> 40", "writes Account.balance: 30 -> 40"],
  ["T 1 acquire lock@3", "acquires lock@3"],
  ["T 1 try+acquire lock@3", "acquires lock@3"],
  ["T 1 release lock@3", "releases lock@3"],
  ["T 1 locked lock@3", "asks whether lock@3 is taken"],
  ["T 1 is_alive T2", "asks whether T2 is alive"],
  ["T 1 sleep -", "wakes up"],
  ["T 1 teleport home now", "teleport home now"],
])("%s: %s", (written, words) => {
  expect(doing(t, step(written), false)).toBe(words);
});

test("a lock that is held is found taken, or not waited for any longer", () => {
  expect(doing(t, step("T 1 try+acquire lock@3"), true)).toBe("finds lock@3 taken");
  expect(doing(t, step("T 1 acquire lock@3"), true)).toBe("stops waiting for lock@3");
});

test("waits say for what, and who is in the way", () => {
  expect(waiting(t, { op: "acquire", object: "lock@3", heldBy: "T2" })).toBe("waits for lock@3, held by T2");
  expect(waiting(t, { op: "acquire", object: "lock@3" })).toBe("waits for lock@3");
  expect(waiting(t, { op: "join", object: "T2", heldBy: "T2" })).toBe("waits for T2 to end");
  expect(waiting(t, { op: "sleep", object: "" })).toBe("sleeps");
  expect(waiting(t, { op: "acquire", object: "" })).toBe("waits (acquire)");
});

/** Interleavings as a kit would report them, written short. */
import type { BlockedThread, InterleavingStep } from "../../../src/contract/events";
import type { Interleaving } from "../../../src/core/interleaving/layout";

/** `"T1 12 write balance 30 -> 40"`: thread, line (0 for none), operation, object, value; `+` stands for a space in an operation, `-` for no object. */
export function step(text: string, more: Partial<InterleavingStep> = {}): InterleavingStep {
  const [thread = "", line = "0", op = "", object = "-", ...value] = text.split(" ");
  return {
    thread,
    op: op.replaceAll("+", " "),
    object: object === "-" ? "" : object,
    file: line === "0" ? "" : "bank.py",
    line: Number(line),
    source: line === "0" ? "" : `line ${line}`,
    value: value.join(" "),
    locals: {},
    ...more,
  };
}

export function blockedThread(text: string, heldBy: string | null): BlockedThread {
  const [thread = "", line = "0", op = "", object = ""] = text.split(" ");
  return { thread, op, object, heldBy, file: "bank.py", line: Number(line), source: `line ${line}` };
}

export function interleaving(lines: string[], blocked: BlockedThread[] = [], omitted?: number): Interleaving {
  return { steps: lines.map((line) => step(line)), blocked, ...(omitted === undefined ? {} : { omitted }) };
}

export const lostDeposit = interleaving([
  "main 3 write Account.balance 30",
  "main 20 start -",
  "main 20 start -",
  "T1 0 begin -",
  "T1 12 read Account.balance 30",
  "T2 0 begin -",
  "T2 12 read Account.balance 30",
  "T2 12 write Account.balance 30 -> 40",
  "T2 0 end -",
  "T1 12 write Account.balance 40 -> 55",
  "T1 0 end -",
  "main 21 join T1",
]);

export const twoLocks = interleaving(
  [
    "main 20 start -",
    "main 20 start -",
    "T1 0 begin -",
    "T1 9 acquire lock@9",
    "T2 0 begin -",
    "T2 9 acquire lock@10",
    "T2 10 read Account.lock lock",
    "T1 10 read Account.lock lock",
  ],
  [blockedThread("T1 10 acquire lock@10", "T2"), blockedThread("T2 10 acquire lock@9", "T1"), blockedThread("main 21 join T1", null)],
);

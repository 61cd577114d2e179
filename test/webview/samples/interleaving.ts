/** The interleaving page in the states a learner meets. */
import type { InterleavingStep } from "../../../src/contract/events";
import type { InterleavingPageState } from "../../../src/contract/pages";

const scenario = `import threading

import tour_bank


def scenario(opening=30):
    account = tour_bank.Account(opening)
    threads = [threading.Thread(target=account.deposit, args=(n,), name=f"payday {n}") for n in (25, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return account.balance
`;

const lines = ["", ...scenario.split("\n")];
const own = (thread: string, op: string, object: string, line: number, value = ""): InterleavingStep => ({
  thread,
  op,
  object,
  value,
  file: "scenarios/payday.py",
  line,
  source: lines[line]?.trim() ?? "",
  locals: { opening: "30" },
  lab: true,
});
const theirs = (thread: string, op: string, line: number, source: string, value: string, amount: string, object = "Account.balance") => ({
  thread,
  op,
  object,
  value,
  file: "tour_bank.py",
  line,
  source,
  locals: { self: "Account", amount },
});
const silent = (thread: string, op: string): InterleavingStep => ({
  thread,
  op,
  object: "",
  value: "",
  file: "",
  line: 0,
  source: "",
  locals: {},
});

export const lost: InterleavingPageState = {
  page: "interleaving",
  lab: { id: "0.0", title: "Five-minute tour" },
  check: { id: "no-deposit-lost", title: "No deposit is lost" },
  status: "failed",
  startedAt: "2026-03-04T10:20:30.400Z",
  message: "Two deposits of 25 and 10 onto 30 left 55: expected 65.",
  misconception: {
    key: "0.0/m1",
    title: "A line is not a step",
    feedback: "`self.balance += amount` reads, adds and writes. Another thread fits between the read and the write.",
  },
  counterexample: {
    form: "assertion",
    found: 4,
    limit: 1000,
    confirmed: 3,
    python: "3.13.2",
    steps: [
      theirs("main", "write", 8, "self.balance = opening", "30", "30"),
      own("main", "start", "payday 25", 10),
      own("main", "start", "payday 10", 10),
      silent("payday 25", "begin"),
      theirs("payday 25", "read", 12, "self.balance += amount", "30", "25"),
      silent("payday 10", "begin"),
      theirs("payday 10", "read", 12, "self.balance += amount", "30", "10"),
      theirs("payday 10", "write", 12, "self.balance += amount", "30 -> 40", "10"),
      silent("payday 10", "end"),
      theirs("payday 25", "write", 12, "self.balance += amount", "40 -> 55", "25"),
      silent("payday 25", "end"),
      own("main", "join", "payday 25", 12),
      own("main", "join", "payday 10", 12),
      theirs("main", "read", 13, "return account.balance", "55", ""),
    ],
    blocked: [],
  },
  at: 4,
  changed: [],
  scenarios: [{ file: "scenarios/payday.py", text: scenario }],
};

export const deadlock: InterleavingPageState = {
  ...lost,
  lab: { id: "2.1", title: "Thread-Safe Counter & Bank Account" },
  check: { id: "transfers-finish", title: "Opposite `transfer` calls finish" },
  message: "Two opposite transfers wait for each other for ever.",
  misconception: undefined,
  counterexample: {
    form: "deadlock",
    found: 1204,
    limit: 4000,
    confirmed: 3,
    python: "3.11.7",
    omitted: 12,
    steps: [
      own("main", "start", "there", 10),
      own("main", "start", "back", 10),
      silent("there", "begin"),
      theirs("there", "acquire", 31, "with source.lock:", "", "5", "lock@31"),
      silent("back", "begin"),
      theirs("back", "acquire", 31, "with source.lock:", "", "7", "lock@32"),
      theirs("there", "read", 32, "with target.lock:", "lock", "5", "Account.lock"),
      theirs("back", "read", 32, "with target.lock:", "lock", "7", "Account.lock"),
    ],
    blocked: [
      {
        thread: "main",
        op: "join",
        object: "there",
        heldBy: "there",
        file: "scenarios/payday.py",
        line: 12,
        source: "thread.join()",
        lab: true,
      },
      { thread: "there", op: "acquire", object: "lock@32", heldBy: "back", file: "tour_bank.py", line: 32, source: "with target.lock:" },
      { thread: "back", op: "acquire", object: "lock@31", heldBy: "there", file: "tour_bank.py", line: 32, source: "with target.lock:" },
    ],
  },
  at: 6,
  changed: ["tour_bank.py"],
};

export const passedSince: InterleavingPageState = { ...lost, status: "passed", at: 9 };

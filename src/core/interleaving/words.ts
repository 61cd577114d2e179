/** A step, or a wait, in words: the operation's name as the kit gives it, turned into a verb. */
import type { InterleavingStep } from "../../contract/events";
import type { Wait } from "./layout";

/** Puts a sentence into the reader's language; `{0}`, `{1}` stand for the values. English is the key. */
export type Translate = (message: string, ...values: string[]) => string;

/** @param refused whether the step tried to take a lock that another holds */
export function doing(t: Translate, { op, object, value }: Pick<InterleavingStep, "op" | "object" | "value">, refused: boolean): string {
  switch (op) {
    case "begin":
      return t("begins");
    case "end":
      return t("ends");
    case "start":
      return object === "" ? t("starts a thread") : t("starts {0}", object);
    case "join":
      return object === "" ? t("joins a thread") : t("joins {0}", object);
    case "read":
      return value === "" ? t("reads {0}", object) : t("reads {0}: {1}", object, value);
    case "write":
      return value === "" ? t("writes {0}", object) : t("writes {0}: {1}", object, value);
    case "acquire":
      return refused ? t("stops waiting for {0}", object) : t("acquires {0}", object);
    case "try acquire":
      return refused ? t("finds {0} taken", object) : t("acquires {0}", object);
    case "release":
      return t("releases {0}", object);
    case "locked":
      return t("asks whether {0} is taken", object);
    case "is_alive":
      return t("asks whether {0} is alive", object);
    case "sleep":
      return t("wakes up");
    case "clock":
      return t("reads the clock");
    case "exit":
      return t("exits");
    default:
      // A kit with more operations than this page knows: its own words.
      return [op, object, value].filter((part) => part !== "").join(" ");
  }
}

export function waiting(t: Translate, { op, object, heldBy }: Wait): string {
  if (op === "sleep") return t("sleeps");
  if (op === "join") return object === "" ? t("waits for a thread to end") : t("waits for {0} to end", object);
  if (object === "") return t("waits ({0})", op);
  return heldBy === undefined ? t("waits for {0}", object) : t("waits for {0}, held by {1}", object, heldBy);
}

import type { Fact } from "../../contract/journal";
import { unionFacts } from "./unionFacts";

/**
 * The facts that still count, in order. Whatever other facts are added to them, their fold is the fold of all: what is left
 * out here was replaced by a later fact, or said again, and the one that did so is kept. The latest time stays among them.
 */
export function lastingFacts(facts: Iterable<Fact>): Fact[] {
  const lasting = new Map<string, Fact>();
  let latest: Fact | undefined;
  for (const fact of unionFacts([facts])) {
    if (latest === undefined || fact.at > latest.at) latest = fact;
    const { about, keep } = standing(fact);
    const earlier = lasting.get(about);
    if (earlier === undefined || keep === "last" || (keep === "highest" && outdoes(fact, earlier))) lasting.set(about, fact);
  }
  if (latest) lasting.set(`latest ${latest.id}`, latest);
  return unionFacts([lasting.values()]);
}

/** What a fact is about, and which of several facts about the same counts. Facts that all count are each about themselves. */
function standing(fact: Fact): { about: string; keep: "first" | "last" | "highest" } {
  const about = (...names: string[]) => JSON.stringify([fact.fact, ...names]);
  switch (fact.fact) {
    case "opened":
    case "passed":
      return { about: about(fact.lab), keep: "first" };
    case "checked":
      return { about: about(fact.check), keep: "last" };
    case "hint":
      return { about: about(fact.lab), keep: "highest" };
    case "solution":
      return { about: about(fact.lab, fact.solution), keep: "first" };
    case "predicted":
      return { about: about(fact.lab, fact.prediction), keep: "last" };
    case "drawn":
      return { about: about(fact.lab, fact.timeline), keep: "last" };
    case "measured":
      return { about: about(fact.lab), keep: "last" };
    case "answered":
    case "snapshot":
      return { about: about(fact.id), keep: "first" };
    default: {
      const unknown: never = fact;
      return unknown;
    }
  }
}

const outdoes = (fact: Fact, earlier: Fact): boolean => fact.fact === "hint" && earlier.fact === "hint" && fact.hint > earlier.hint;

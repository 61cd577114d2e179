import type { Fact } from "../../contract/journal";
import { type BadLine, decodeLine } from "./journalLine";

/** `line` is base 1. */
export interface BadJournalLine extends Omit<BadLine, "ok"> {
  line: number;
}

/** Reads a whole journal file. Every line counts for itself: a bad one is listed with its reason and the rest is kept. */
export function decodeJournal(text: string): { facts: Fact[]; bad: BadJournalLine[] } {
  const facts: Fact[] = [];
  const bad: BadJournalLine[] = [];
  text.split("\n").forEach((line, index) => {
    if (/^[\uFEFF\s]*$/.test(line)) return;
    const decoded = decodeLine(line);
    if (decoded.ok) facts.push(decoded.fact);
    else bad.push({ line: index + 1, kind: decoded.kind, reason: decoded.reason });
  });
  return { facts, bad };
}

/** Merges journals: the union by id, in the order (writer, n). The order of the input and the clock do not matter. */
export function unionFacts(journals: Iterable<Iterable<Fact>>): Fact[] {
  const byId = new Map<string, Fact>();
  for (const facts of journals) for (const fact of facts) if (!byId.has(fact.id)) byId.set(fact.id, fact);
  return [...byId.values()].sort((a, b) => (a.writer === b.writer ? a.n - b.n : a.writer < b.writer ? -1 : 1));
}

import type { Fact } from "../../contract/journal";

/** Merges journals: the union by id, in the order (writer, n). The order of the input and the clock do not matter. */
export function unionFacts(journals: Iterable<Iterable<Fact>>): Fact[] {
  const byId = new Map<string, Fact>();
  for (const facts of journals) for (const fact of facts) if (!byId.has(fact.id)) byId.set(fact.id, fact);
  return [...byId.values()].sort((a, b) => compare(a.writer, b.writer) || a.n - b.n || compare(a.id, b.id));
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

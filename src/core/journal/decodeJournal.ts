import type { BadJournalLine, JournalSummary } from "../../contract/checkpoint";
import type { Fact } from "../../contract/journal";
import { decodeLine } from "./journalLine";
import { lastingFacts } from "./lastingFacts";

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

/** Reads a stretch of a journal file that starts at the beginning of a line. A last line without a line feed counts as one. */
export function summariseJournal(text: string): JournalSummary {
  const { facts, bad } = decodeJournal(text);
  const lines = text.split("\n").length - (text === "" || text.endsWith("\n") ? 1 : 0);
  return { lines, facts: lastingFacts(facts), bad };
}

/** Two stretches of a file, one after the other, as one. */
export function joinSummaries(first: JournalSummary, second: JournalSummary): JournalSummary {
  return {
    lines: first.lines + second.lines,
    facts: second.facts.length === 0 ? first.facts : lastingFacts([...first.facts, ...second.facts]),
    bad: [...first.bad, ...second.bad.map((one) => ({ ...one, line: first.lines + one.line }))],
  };
}

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

/** Reads stretches of journal files, each from the beginning of a line. A last line without a line feed counts as one. */
export function summariseJournals(texts: readonly string[]): JournalSummary {
  const decoded = texts.map(decodeJournal);
  const files = texts.map((text, index) => ({
    lines: text.split("\n").length - (text === "" || text.endsWith("\n") ? 1 : 0),
    bad: decoded[index]?.bad ?? [],
  }));
  return { files, facts: lastingFacts(decoded.flatMap(({ facts }) => facts)) };
}

import * as v from "valibot";
import type { BadLineKind } from "../../contract/checkpoint";
import { type Fact, FactSchema, JOURNAL_VERSION } from "../../contract/journal";
import { crc32 } from "./crc32";

/** Why a line holds no fact. */
export type BadLine = { ok: false; kind: BadLineKind; reason: string };
export type DecodedLine = { ok: true; fact: Fact } | BadLine;

/** One line without its line feed: JSON, a tab, the CRC-32 of the JSON's UTF-8 bytes in 8 hexadecimal digits. JSON escapes tabs, so the first one is ours. */
export function encodeFact(fact: Fact): string {
  const json = JSON.stringify(fact);
  return `${json}\t${crc32(json)}`;
}

/** Reads one line. Never throws; a byte order mark before it and a carriage return after it (an editor's work) do no harm. */
export function decodeLine(line: string): DecodedLine {
  const text = line.replace(/^\uFEFF/, "").replace(/\r$/, "");
  const tab = text.indexOf("\t");
  if (tab < 0 || !/^\t[0-9a-f]{8}$/.test(text.slice(tab))) {
    return text.startsWith("{")
      ? bad("torn", "the line has no complete checksum: it was not written to its end")
      : bad("foreign", "not a line of a progress journal");
  }
  const json = text.slice(0, tab);
  if (crc32(json) !== text.slice(tab + 1)) return bad("checksum", "the checksum does not match: the line was changed or damaged");
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return bad("foreign", "not JSON");
  }
  const version = v.safeParse(v.looseObject({ v: v.number() }), value);
  if (version.success && version.output.v > JOURNAL_VERSION) {
    return bad("newer", `written by a newer version (format ${version.output.v}, this one reads ${JOURNAL_VERSION})`);
  }
  const fact = v.safeParse(FactSchema, value);
  if (fact.success) return { ok: true, fact: fact.output };
  const issue = fact.issues[0];
  const path = v.getDotPath(issue);
  return bad("foreign", path ? `${path}: ${issue.message}` : issue.message);
}

function bad(kind: BadLineKind, reason: string): BadLine {
  return { ok: false, kind, reason };
}

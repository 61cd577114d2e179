import type { BadLineKind } from "../../contract/checkpoint";
import { type Fact, FactSchema, JOURNAL_VERSION } from "../../contract/journal";
import { readStored } from "../../contract/storedFormat";
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
  const fact = readStored(json, FactSchema, { field: "v", version: JOURNAL_VERSION });
  if (fact.ok) return { ok: true, fact: fact.value };
  return bad(fact.newer === undefined ? "foreign" : "newer", fact.reason);
}

function bad(kind: BadLineKind, reason: string): BadLine {
  return { ok: false, kind, reason };
}

import * as v from "valibot";
import { EVENT_VERSION, parseEventLine, type RunEvent } from "../../contract/events";

const ForeignHelloSchema = v.looseObject({
  event: v.literal("hello"),
  version: v.pipe(v.number(), v.integer(), v.minValue(EVENT_VERSION + 1)),
});

/** One line of the kit as a run event: what it says, or that it says nothing this contract knows, or that it speaks a newer one. */
export function readEventLine(line: string): RunEvent {
  const parsed = parseEventLine(line);
  if (parsed.ok && !(parsed.event.event === "hello" && parsed.event.version > EVENT_VERSION)) return parsed.event;
  const version = parsed.ok && parsed.event.event === "hello" ? parsed.event.version : foreignVersion(line);
  if (version !== undefined) return { event: "newer", version, supported: EVENT_VERSION };
  return { event: "malformed", reason: parsed.ok ? "" : parsed.reason, line: line.slice(0, 200) };
}

/** A newer `hello` may carry fields this contract does not know; its version must be readable all the same. */
function foreignVersion(line: string): number | undefined {
  if (!line.includes('"hello"')) return undefined;
  try {
    const result = v.safeParse(ForeignHelloSchema, JSON.parse(line));
    return result.success ? result.output.version : undefined;
  } catch {
    return undefined;
  }
}

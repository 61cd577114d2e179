import * as v from "valibot";
import { type KitReport, KitReportSchema } from "../../contract/doctor";
import { errorText } from "../errorText";
import { doctorCommand, type KitPlaces } from "./kitCommand";
import { runTool } from "./tool";

/** Milliseconds the kit may take; it tries to import packages, which a cold disk slows down. */
const TIME_LIMIT_MS = 60_000;
/** Characters of the report's line. */
const LINE_LIMIT = 1024 * 1024;

/**
 * The kit's report on its interpreter and machine; a clause about the kit when it gave none.
 * @throws the signal's reason when it is aborted, with the process tree gone
 */
export async function examineKit(places: KitPlaces, signal?: AbortSignal, timeLimitMs = TIME_LIMIT_MS): Promise<KitReport | string> {
  const { command, args, env } = doctorCommand(places);
  const late = AbortSignal.timeout(timeLimitMs);
  try {
    const { output } = await runTool(command, args, {
      env,
      cwd: places.kitRoot,
      lineLimit: LINE_LIMIT,
      signal: signal ? AbortSignal.any([signal, late]) : late,
    });
    return readReport(output);
  } catch (error) {
    signal?.throwIfAborted();
    return late.aborted ? `it did not answer within ${timeLimitMs / 1000} seconds` : `it could not be started: ${errorText(error)}`;
  }
}

function readReport(output: readonly string[]): KitReport | string {
  const line = output.findLast((candidate) => candidate.startsWith("{"));
  if (line === undefined) return `it said "${output.at(-1)?.trim().slice(0, 200) || "nothing"}"`;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return "its answer was cut short";
  }
  const parsed = v.safeParse(KitReportSchema, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  return `its answer is not understood (${v.getDotPath(issue) ?? "report"}: ${issue.message})`;
}

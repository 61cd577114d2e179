import type { NewFact } from "../../contract/journal";
import { exitCodes, mergeOutcomes, type Outcome } from "../../contract/outcome";
import type { Lab } from "../content/lab";
import type { CheckRun, RunState } from "./runState";

/**
 * Ends a run: every planned check gets a result and the reason, and the run its outcome. Passed is only what the kit
 * reported as passed in an unbroken run that ended by itself; whatever is missing, broken or silent is not decided.
 */
export function settle(state: RunState): RunState {
  const reason = state.broken === undefined ? endOf(state) : undefined;
  const checks = state.checks.map((check): CheckRun => {
    if (state.broken !== undefined && (check.result === undefined || check.result.outcome === "passed")) {
      return {
        ...check,
        ...unreported(
          check,
          "inconclusive",
          `This result does not count, because the kit's report is incomplete or not the kit's own. ${state.broken} Run the checks again.`,
        ),
      };
    }
    if (check.result !== undefined) return check;
    const when = check.status === "running" ? "ended" : "began";
    const why = reason ?? { outcome: "inconclusive" as const, text: "The kit ended without a result for this check." };
    return { ...check, ...unreported(check, why.outcome, why.text.replace("{when}", `before this check ${when}`)) };
  });
  const outcomes: Outcome[] = checks.flatMap((check) => check.result?.outcome ?? []);
  if (state.done) outcomes.push(state.done.outcome);
  if (reason) outcomes.push(reason.outcome);
  if (state.broken !== undefined || (state.action === "check" && checks.length === 0)) outcomes.push("inconclusive");
  const message =
    state.broken ?? state.message ?? reason?.text.replace("{when}", state.cancelled ? "before it ended" : "before the run ended");
  return { ...state, phase: "ended", checks, outcome: mergeOutcomes(outcomes), message, progress: undefined };
}

/** Why the run did not end by itself, or undefined when it did. `{when}` stands for how far a check had come. */
function endOf(state: RunState): { outcome: "setup" | "inconclusive"; text: string } | undefined {
  const { exit, done } = state;
  if (state.newer !== undefined) return { outcome: "setup", text: lastNote(state) ?? "The kit speaks a newer contract." };
  if (exit && !exit.started) return { outcome: "setup", text: `The kit could not be started: ${exit.error ?? "no reason was given"}.` };
  if (state.cancelled) return { outcome: "inconclusive", text: "The run was cancelled {when}." };
  const how =
    exit === undefined
      ? "its process did not report its end"
      : exit.signal !== null
        ? `killed by ${exit.signal}`
        : `it exited with code ${exit.code}`;
  if (done === undefined) {
    const said = state.lastError === undefined ? "" : `, after saying "${state.lastError}"`;
    return { outcome: exit?.code === exitCodes.setup ? "setup" : "inconclusive", text: `The kit stopped {when}: ${how}${said}.` };
  }
  if (exit === undefined || exit.signal !== null || (done.outcome === "passed" && exit.code !== exitCodes.passed)) {
    return { outcome: "inconclusive", text: `The kit's process did not end as its report says: ${how}.` };
  }
  return undefined;
}

function lastNote(state: RunState): string | undefined {
  return state.notes.toArray().findLast((note) => note.level === "error")?.text;
}

function unreported(check: CheckRun, outcome: Outcome, message: string): Pick<CheckRun, "status" | "result" | "reported"> {
  return {
    status: outcome,
    result: { check: check.id, outcome, seconds: check.result?.seconds ?? 0, message, details: [] },
    reported: false,
  };
}

/**
 * What a settled check run adds to the journal: the results the kit reported, and the lab's pass when this one run
 * passed every check the lab declares. A benchmark adds nothing here; its facts need the verdicts.
 * @param hashes SHA-256, first 16 hexadecimal digits, of the learner's files and of the checks
 */
export function factsOf(state: RunState, lab: Pick<Lab, "id" | "file">, hashes: { work: string; checks: string }): NewFact[] {
  if (state.action !== "check" || state.outcome === undefined) return [];
  const facts: NewFact[] = [];
  const passed = new Set<string>();
  for (const check of state.checks) {
    if (!check.reported || check.result === undefined) continue;
    const { outcome, misconception } = check.result;
    if (outcome === "passed") passed.add(check.id);
    facts.push({
      fact: "checked",
      check: `${lab.id}/${check.id}`,
      outcome,
      ...(misconception ? { misconception: misconception.key } : {}),
    });
  }
  if (state.outcome === "passed" && lab.file.checks.every((check) => passed.has(check.id))) {
    facts.push({ fact: "passed", lab: lab.id, work: hashes.work, checks: hashes.checks });
  }
  return facts;
}

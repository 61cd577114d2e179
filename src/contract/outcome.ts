/** How a check, a step, a lab or a run ended. One vocabulary for every room. */
import * as v from "valibot";

/**
 * `failed`: the learner's program breaks the rule the check states. `setup`: the check could not run
 * (missing package, port, Python too old). `inconclusive`: it ran and nothing could be decided
 * (shown to people as "not decided"). Only `passed` counts as done.
 */
export const outcomes = ["failed", "setup", "inconclusive", "passed"] as const;
export const OutcomeSchema = v.picklist(outcomes);
export type Outcome = (typeof outcomes)[number];

/** What a surface can show: an outcome, or a state before one. */
export const StatusSchema = v.picklist([...outcomes, "notRun", "running"]);
export type Status = v.InferOutput<typeof StatusSchema>;

/** The worse outcome wins: failed, set-up, not decided, passed. Nothing at all is not decided. */
export function mergeOutcomes(list: Iterable<Outcome>): Outcome {
  let worst: number = outcomes.length;
  for (const outcome of list) worst = Math.min(worst, outcomes.indexOf(outcome));
  return outcomes[worst] ?? "inconclusive";
}

/** Exit codes of `python -m labkit`. */
export const exitCodes = { passed: 0, failed: 1, setup: 2, inconclusive: 3, cancelled: 130 } as const;

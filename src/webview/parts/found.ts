/** How a failing interleaving was found. */
import type { Counterexample } from "../../contract/events";
import { counted } from "../page/localise";
import { figure } from "../page/quantity";

export function foundWords({ found, limit, confirmed }: Pick<Counterexample, "found" | "limit" | "confirmed">): string {
  return counted(
    confirmed,
    "Found in schedule {1} of at most {2}, replayed once.",
    "Found in schedule {1} of at most {2}, replayed {0} times.",
    figure(found),
    figure(limit),
  );
}

/** Steps and waits in the reader's language. */
import type { InterleavingStep } from "../../contract/events";
import type { LaneState, Wait } from "../../core/interleaving/layout";
import * as words from "../../core/interleaving/words";
import { t } from "../page/localise";
import * as strings from "./strings";

export const doing = (step: InterleavingStep, refused: boolean): string => words.doing(t, step, refused);
export const waiting = (wait: Wait): string => words.waiting(t, wait);

/** What a thread that does not act is about. */
export function resting(state: Exclude<LaneState, { is: "acts" }>): string {
  switch (state.is) {
    case "waits":
      return waiting(state);
    case "ready":
      return strings.ready;
    case "unborn":
      return strings.unborn;
    case "ended":
      return strings.ended;
    default:
      return state satisfies never;
  }
}

import type { LaneStates, Timeline } from "../contract/lab";

/** Whether a drawing has the size of the timeline. A later version of a lab may have given it other lanes. */
export function fits(drawing: LaneStates, { lanes, slots }: Pick<Timeline, "lanes" | "slots">): boolean {
  return drawing.length === lanes.length && drawing.every((states) => states.length === slots);
}

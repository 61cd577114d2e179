/** A drawing beside what was recorded. */
import type { LaneState, LaneStates } from "../../contract/lab";

/** A stretch of one lane in which drawing and recording differ in the same way. Slots from 1. */
export interface Difference {
  lane: string;
  first: number;
  last: number;
  drawn: LaneState;
  recorded: LaneState;
}

export interface Agreement {
  cells: number;
  agree: number;
  differences: Difference[];
}

export function agreement(lanes: readonly string[], recorded: LaneStates, drawn: LaneStates): Agreement {
  const found: Agreement = { cells: 0, agree: 0, differences: [] };
  lanes.forEach((lane, row) => {
    let open: Difference | undefined;
    recorded[row]?.forEach((was, column) => {
      const said = drawn[row]?.[column] ?? "absent";
      found.cells += 1;
      if (said === was) {
        found.agree += 1;
        open = undefined;
      } else if (open?.drawn === said && open.recorded === was) open.last = column + 1;
      else {
        open = { lane, first: column + 1, last: column + 1, drawn: said, recorded: was };
        found.differences.push(open);
      }
    });
  });
  return found;
}

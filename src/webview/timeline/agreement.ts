/** A drawing beside what was recorded. */
import type { LaneState, LaneStates } from "../../contract/lab";

/** The slots of one lane in which drawing and recording differ in the same way: stretches, first and last, from 1. */
export interface Difference {
  lane: string;
  drawn: LaneState;
  recorded: LaneState;
  stretches: { first: number; last: number }[];
}

export interface Agreement {
  cells: number;
  agree: number;
  differences: Difference[];
}

export function agreement(lanes: readonly string[], recorded: LaneStates, drawn: LaneStates): Agreement {
  const found: Agreement = { cells: 0, agree: 0, differences: [] };
  lanes.forEach((lane, row) => {
    const own: Difference[] = [];
    recorded[row]?.forEach((was, column) => {
      const said = drawn[row]?.[column] ?? "absent";
      found.cells += 1;
      if (said === was) found.agree += 1;
      else note(own, lane, said, was, column + 1);
    });
    found.differences.push(...own);
  });
  return found;
}

function note(own: Difference[], lane: string, drawn: LaneState, recorded: LaneState, slot: number): void {
  const same = own.find((one) => one.drawn === drawn && one.recorded === recorded);
  const last = same?.stretches.at(-1);
  if (last?.last === slot - 1) last.last = slot;
  else if (same) same.stretches.push({ first: slot, last: slot });
  else own.push({ lane, drawn, recorded, stretches: [{ first: slot, last: slot }] });
}

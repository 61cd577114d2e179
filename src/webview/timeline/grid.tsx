/** The grid the learner paints: one tab stop, arrows inside, as the grid pattern of WAI-ARIA asks. */
import { useRef, useState } from "preact/hooks";
import type { LaneState, LaneStates } from "../../contract/lab";
import { nextState } from "./reduce";
import * as strings from "./strings";

export interface GridProps {
  caption: string;
  lanes: readonly string[];
  slots: number;
  drawing: LaneStates;
  describedBy: string;
  onPaint(lane: number, slot: number, state: LaneState): void;
}

/** Columns are slots: both tables of the page start with them. */
export function SlotHeads({ slots }: { slots: number }) {
  return (
    <>
      {Array.from({ length: slots }, (_, slot) => (
        <th key={slot} scope="col" class="slot" aria-label={strings.slot(slot + 1)}>
          {slot + 1}
        </th>
      ))}
    </>
  );
}

const steps: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export function Grid({ caption, lanes, slots, drawing, describedBy, onPaint }: GridProps) {
  const table = useRef<HTMLTableElement>(null);
  const brush = useRef<LaneState | undefined>(undefined);
  const [cursor, setCursor] = useState({ lane: 0, slot: 0 });
  const stateAt = (lane: number, slot: number): LaneState => drawing[lane]?.[slot] ?? "absent";
  const goTo = (lane: number, slot: number) => {
    setCursor({ lane, slot });
    table.current?.querySelector<HTMLElement>(`[data-lane="${lane}"][data-slot="${slot}"]`)?.focus();
  };
  const press = (event: KeyboardEvent, lane: number, slot: number) => {
    const step = steps[event.key];
    if (step) {
      const to = { lane: clamp(lane + step[0], lanes.length), slot: clamp(slot + step[1], slots) };
      if (event.shiftKey) onPaint(to.lane, to.slot, stateAt(lane, slot));
      goTo(to.lane, to.slot);
    } else if (event.key === "Home") goTo(lane, 0);
    else if (event.key === "End") goTo(lane, slots - 1);
    else if (event.key === " " || event.key === "Enter") onPaint(lane, slot, nextState(stateAt(lane, slot)));
    else return;
    event.preventDefault();
  };
  return (
    <div class="scroller">
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the grid pattern wants a table whose cells take the focus */}
      <table ref={table} role="grid" class="timeline drawing" aria-describedby={describedBy}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{strings.lane}</th>
            <SlotHeads slots={slots} />
          </tr>
        </thead>
        <tbody>
          {lanes.map((name, lane) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {Array.from({ length: slots }, (_, slot) => {
                const state = stateAt(lane, slot);
                return (
                  <td
                    key={slot}
                    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of that grid
                    role="gridcell"
                    class="cell"
                    data-state={state}
                    data-lane={lane}
                    data-slot={slot}
                    aria-label={strings.cell(name, slot + 1, state)}
                    tabIndex={cursor.lane === lane && cursor.slot === slot ? 0 : -1}
                    onFocus={() => setCursor({ lane, slot })}
                    onKeyDown={(event) => press(event, lane, slot)}
                    onPointerDown={(event) => {
                      if (event.button !== 0) return;
                      // A finger holds the pointer to the cell it came down on; the others would never hear of it.
                      if (event.currentTarget.hasPointerCapture(event.pointerId))
                        event.currentTarget.releasePointerCapture(event.pointerId);
                      brush.current = nextState(state);
                      onPaint(lane, slot, brush.current);
                    }}
                    onPointerEnter={(event) => {
                      if ((event.buttons & 1) === 0) brush.current = undefined;
                      else if (brush.current !== undefined) onPaint(lane, slot, brush.current);
                    }}
                  >
                    <span>{strings.short[state]}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function clamp(value: number, size: number): number {
  return Math.min(Math.max(value, 0), size - 1);
}

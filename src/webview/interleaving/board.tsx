/**
 * The interleaving as a table: a row for each step, a column for each thread, lock and shared value. It is its own text form: what
 * colour and hatching show stands in the cells as words too, and a screen reader walks it like any table.
 */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { InterleavingStep } from "../../contract/events";
import type { LaneState, Layout, Row } from "../../core/interleaving/layout";
import type { InterleavingAction, InterleavingView } from "./reduce";
import * as strings from "./strings";
import { doing, waiting } from "./words";

/** Colours and line styles repeat after so many threads; the column's heading tells them apart then. */
const LANE_STYLES = 6;
export const laneClass = (lane: number): string => `lane-${lane % LANE_STYLES}`;

function Lane({
  lane,
  state,
  before,
  step,
  row,
}: {
  lane: number;
  state: LaneState;
  before?: LaneState;
  step: InterleavingStep;
  row: Row;
}) {
  switch (state.is) {
    case "acts":
      return (
        <td class={`acts ${laneClass(lane)}`}>
          {doing(step, row.refused)}
          {step.line > 0 ? <span class="muted">{`\u00a0:${step.line}`}</span> : null}
        </td>
      );
    case "waits": {
      const words = waiting(state);
      const goesOn = before?.is === "waits" && waiting(before) === words;
      return <td class={`waits ${laneClass(lane)}`}>{goesOn ? <span class="spoken">{words}</span> : <span class="why">{words}</span>}</td>;
    }
    case "ready":
      return <td class={`ready ${laneClass(lane)}`} />;
    case "unborn":
    case "ended":
      return <td class="absent" />;
    default:
      return state satisfies never;
  }
}

function Holder({ holder, before, threads }: { holder: string | undefined; before: string | undefined; threads: string[] }) {
  if (holder === undefined) return <td class="lock">{before === undefined ? null : <span class="muted">{strings.free}</span>}</td>;
  return (
    <td class={`lock held ${laneClass(threads.indexOf(holder))}`}>
      {holder === before ? <span class="spoken">{strings.held(holder)}</span> : holder}
    </td>
  );
}

interface StepRowProps {
  step: InterleavingStep;
  index: number;
  number: number;
  layout: Layout;
  current: boolean;
  act(action: InterleavingAction): void;
}

function StepRow({ step, index, number, layout, current, act }: StepRowProps) {
  const line = useRef<HTMLTableRowElement>(null);
  useLayoutEffect(() => {
    if (current) line.current?.scrollIntoView({ block: "nearest" });
  }, [current]);
  const row = layout.rows[index];
  const before = layout.rows[index - 1];
  if (row === undefined) return null;
  return (
    <tr
      ref={line}
      class={`${current ? "current" : ""} ${row.switched ? "switched" : ""}`}
      aria-current={current ? "step" : undefined}
      onClick={() => act({ type: "go", to: index })}
    >
      <th scope="row" class="number">
        <button type="button" class="link" tabIndex={current ? 0 : -1} aria-label={strings.stepNamed(number)}>
          {number}
        </button>
      </th>
      {row.lanes.map((state, lane) => (
        <Lane key={lane} lane={lane} state={state} before={before?.lanes[lane]} step={step} row={row} />
      ))}
      {row.holders.map((holder, at) => (
        <Holder key={at} holder={holder} before={before?.holders[at]} threads={layout.threads} />
      ))}
      {row.values.map((value, at) => (
        <td key={at} class="value">
          {value}
        </td>
      ))}
    </tr>
  );
}

export function Board({ state, act }: { state: InterleavingView; act(action: InterleavingAction): void }) {
  const { layout, page, step } = state;
  if (page === undefined) return null;
  const { steps, omitted = 0 } = page.counterexample;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="scroller board" tabIndex={0} aria-label={strings.board}>
      <table>
        <caption>
          {strings.boardCaption} {omitted > 0 ? strings.omitted(omitted) : null}
        </caption>
        <thead>
          <tr>
            <th scope="col" class="number">
              <span class="spoken">{strings.step}</span>
            </th>
            {layout.threads.map((thread, lane) => (
              <th key={thread} scope="col" class={`thread ${laneClass(lane)}`}>
                {thread}
              </th>
            ))}
            {layout.locks.map((lock) => (
              <th key={lock} scope="col">
                {strings.lock(lock)}
              </th>
            ))}
            {layout.values.map((value) => (
              <th key={value} scope="col">
                {value}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map((one, index) => (
            <StepRow key={index} step={one} index={index} number={index + 1 + omitted} layout={layout} current={index === step} act={act} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

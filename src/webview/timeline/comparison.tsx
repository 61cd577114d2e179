/** The recording over the drawing, lane by lane, and in words. */
import type { LaneStates } from "../../contract/lab";
import type { TimelineView } from "../../contract/pages";
import { Icon } from "../parts/icon";
import { Phrase } from "../parts/phrase";
import { agreement } from "./agreement";
import { SlotHeads } from "./grid";
import * as strings from "./strings";

export function Comparison({ timeline, drawn }: { timeline: TimelineView; drawn: LaneStates }) {
  const { lanes, slots, recorded, title } = timeline;
  return (
    <div class="scroller">
      <table class="timeline comparison">
        <caption>{strings.comparisonCaption(title)}</caption>
        <thead>
          <tr>
            <th scope="col">{strings.lane}</th>
            <th scope="col">{strings.whose}</th>
            <SlotHeads slots={slots} />
          </tr>
        </thead>
        {lanes.map((name, lane) => (
          <tbody key={name}>
            <tr>
              <th scope="rowgroup" rowSpan={2}>
                {name}
              </th>
              <th scope="row">{strings.theProgram}</th>
              {recorded[lane]?.map((state, slot) => {
                const other = drawn[lane]?.[slot] ?? "absent";
                return (
                  <td
                    key={slot}
                    class={state === other ? "cell" : "cell differs"}
                    data-state={state}
                    aria-label={strings.comparedCell(state, other)}
                  >
                    <span>{strings.short[state]}</span>
                    {state === other ? null : <Icon name="close" />}
                  </td>
                );
              })}
            </tr>
            <tr class="yours">
              <th scope="row">{strings.you}</th>
              {drawn[lane]?.map((state, slot) => (
                <td key={slot} class="cell" data-state={state} aria-label={strings.spoken[state]}>
                  <span>{strings.short[state]}</span>
                </td>
              ))}
            </tr>
          </tbody>
        ))}
      </table>
    </div>
  );
}

export function Findings({ timeline, drawn }: { timeline: TimelineView; drawn: LaneStates }) {
  const { agree, cells, differences } = agreement(timeline.lanes, timeline.recorded, drawn);
  return (
    <>
      <p class="agreement">
        <Icon name={agree === cells ? "pass" : "info"} /> {strings.agree(agree, cells)}
      </p>
      {differences.length === 0 ? null : (
        <>
          <h3>{strings.differences}</h3>
          <ul>
            {differences.map((one) => (
              <li key={`${one.lane} ${one.drawn} ${one.recorded}`}>{strings.difference(one)}</li>
            ))}
          </ul>
        </>
      )}
      <h3>{strings.notice}</h3>
      <p>
        <Phrase text={timeline.notice} />
      </p>
    </>
  );
}

/** Every thread at the step looked at: its line, what it does or waits for, what it holds, its local variables. */
import { standings } from "../../core/interleaving/standing";
import { laneClass } from "./board";
import { StepPlace } from "./place";
import type { InterleavingView } from "./reduce";
import * as strings from "./strings";
import { doing, resting } from "./words";

export function Threads({ state }: { state: InterleavingView }) {
  const { page, layout, step } = state;
  const now = page?.counterexample.steps[step];
  const row = layout.rows[step];
  if (page === undefined || now === undefined || row === undefined) return null;
  return (
    <section aria-labelledby="threads">
      <h2 id="threads">{strings.threads}</h2>
      <div class="scroller">
        <table class="threads">
          <thead>
            <tr>
              <th scope="col">{strings.thread}</th>
              <th scope="col">{strings.does}</th>
              <th scope="col">{strings.stands}</th>
              <th scope="col">{strings.holds}</th>
              <th scope="col">{strings.locals}</th>
            </tr>
          </thead>
          <tbody>
            {standings(page.counterexample, layout, step).map((one, lane) => (
              <tr key={one.thread} class={one.state.is === "acts" ? "current" : ""}>
                <th scope="row" class={`thread ${laneClass(lane)}`}>
                  {one.thread}
                </th>
                <td>{one.state.is === "acts" ? doing(now, row.refused) : resting(one.state)}</td>
                <td>
                  {one.place === undefined ? (
                    <span class="muted">{one.state.is === "unborn" || one.state.is === "ended" ? null : strings.nowhere}</span>
                  ) : (
                    <>
                      <StepPlace place={one.place} /> <code class="source">{one.place.source}</code>
                    </>
                  )}
                </td>
                <td>{one.holds.join(", ")}</td>
                <td>
                  {Object.entries(one.locals).map(([name, value]) => (
                    <code key={name} class="local">
                      {name} = {value}
                    </code>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

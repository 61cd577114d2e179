/** Who waits for whom at the end, on which line: a circle of waits as a drawn chain, and every wait in a table. */
import type { InterleavingPageState } from "../../contract/pages";
import { waitCycle } from "../../core/interleaving/standing";
import { Icon } from "../parts/icon";
import { StepPlace } from "./place";
import * as strings from "./strings";
import { waiting } from "./words";

export function Deadlock({ counterexample }: { counterexample: InterleavingPageState["counterexample"] }) {
  const { blocked } = counterexample;
  if (blocked.length === 0) return null;
  const cycle = waitCycle(counterexample);
  const wanted = (thread: string): string => blocked.find((one) => one.thread === thread && one.heldBy !== null)?.object ?? "";
  return (
    <section aria-labelledby="deadlock">
      <h2 id="deadlock">{strings.deadlock}</h2>
      <p>{cycle.length > 1 ? strings.cycle : strings.atTheEnd}</p>
      {cycle.length < 2 ? null : (
        <p class="cycle" aria-hidden="true">
          {cycle.map((thread) => (
            <span key={thread} class="row tight">
              <span class="node">{thread}</span>
              <Icon name="arrow-right" />
              <span class="edge">{wanted(thread)}</span>
              <Icon name="arrow-right" />
            </span>
          ))}
          <span class="node">{cycle[0]}</span>
        </p>
      )}
      <div class="scroller">
        <table>
          <thead>
            <tr>
              <th scope="col">{strings.thread}</th>
              <th scope="col">{strings.does}</th>
              <th scope="col">{strings.stands}</th>
            </tr>
          </thead>
          <tbody>
            {blocked.map((one, index) => (
              <tr key={index}>
                <th scope="row">{one.thread}</th>
                <td>{waiting({ op: one.op, object: one.object, ...(one.heldBy === null ? {} : { heldBy: one.heldBy }) })}</td>
                <td>
                  {one.line > 0 ? (
                    <>
                      <StepPlace place={{ file: one.file, line: one.line, lab: one.lab === true }} />{" "}
                      <code class="source">{one.source}</code>
                    </>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

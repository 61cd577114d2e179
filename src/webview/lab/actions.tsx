/** The lab's buttons; one of them is primary. While a run goes on: how far it is, and Cancel. */
import type { LabPageState } from "../../contract/pages";
import { usePage } from "../page/tools";
import { Button } from "../parts/button";
import { CancelRow } from "../parts/cancelRow";
import * as strings from "./strings";

export function Actions({ lab }: { lab: LabPageState }) {
  const { post } = usePage();
  const { hints, solutions, running, blocked } = lab;
  const idle = running === undefined && blocked === undefined;
  const describedBy = blocked === undefined ? undefined : "blocked-reason";
  const first = solutions.names[0];
  return (
    <div class="actions">
      <div class="row">
        <Button kind="primary" icon="play" disabled={!idle} describedBy={describedBy} onClick={() => post({ type: "runChecks" })}>
          {strings.runChecks}
        </Button>
        {lab.hasBenchmark ? <Button onClick={() => post({ type: "showBenchmark" })}>{strings.benchmark}</Button> : null}
        {lab.timelines === undefined ? null : (
          <Button onClick={() => post({ type: "showTimelines" })}>{strings.timelines(lab.timelines.drawn, lab.timelines.total)}</Button>
        )}
        {lab.hasReport ? <Button onClick={() => post({ type: "fillReport" })}>{strings.fillReport}</Button> : null}
        {hints.total === 0 ? null : (
          <Button disabled={hints.opened.length >= hints.total} onClick={() => post({ type: "hint" })}>
            {strings.hint(hints.opened.length, hints.total)}
          </Button>
        )}
        {solutions.allowed && first !== undefined ? (
          <Button onClick={() => post({ type: "solution" })}>{strings.solutions}</Button>
        ) : (
          <Button title={strings.solutionsLaterTitle} onClick={() => post({ type: "solution" })}>
            {strings.solutionsLater}
          </Button>
        )}
        <Button title={strings.resetTitle} disabled={running !== undefined} onClick={() => post({ type: "reset" })}>
          {strings.reset}
        </Button>
      </div>
      {running === undefined ? null : <CancelRow running={running} />}
    </div>
  );
}

/** The earlier run beside the present one: what changed, line by line, and under which conditions. */
import { useRef } from "preact/hooks";
import type { BenchPageState, EarlierRun } from "../../contract/pages";
import { useFocusHeir } from "../page/focusHeir";
import { moment } from "../page/quantity";
import { usePage } from "../page/tools";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon";
import { Phrase } from "../parts/phrase";
import { changesOf, differences } from "./change";
import * as strings from "./strings";

export function Comparison({ bench, earlier, metric }: { bench: BenchPageState; earlier: EarlierRun; metric: string }) {
  const { post } = usePage();
  const section = useRef<HTMLElement>(null);
  useFocusHeir(section);
  const { words } = differences(earlier.machine, bench.machine);
  return (
    <section ref={section} aria-labelledby="comparison">
      <div class="line">
        <h2 id="comparison">{strings.comparedWith(moment(earlier.startedAt))}</h2>
        <Button kind="link" onClick={() => post({ type: "compareRuns" })}>
          {strings.compareAnother}
        </Button>
        <Button kind="link" label={strings.endComparisonLabel} onClick={() => post({ type: "endComparison" })}>
          {strings.endComparison}
        </Button>
      </div>
      {earlier.change ? (
        <ul class="verdicts">
          {changesOf(bench, metric).map(({ variant, decided, sentence }) => (
            <li key={variant}>
              <Icon name={decided ? "compare-changes" : "question"} />
              <span>
                <Phrase text={sentence} />
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p class="muted">{strings.comparisonPending}</p>
      )}
      {words.length === 0 ? (
        <p class="muted">{strings.sameConditions}</p>
      ) : (
        <div class="conditions">
          <p>
            <Icon name="warning" /> {strings.otherConditions}
          </p>
          <ul>
            {words.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </div>
      )}
      <p class="muted">{strings.comparisonMethod}</p>
    </section>
  );
}

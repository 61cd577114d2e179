/** How the whole run went, in one line; a set-up problem looks different from a wrong answer. */
import type { ResultsPageState } from "../../contract/pages";
import { moment, span } from "../page/quantity";
import { DoctorButton } from "../parts/banner";
import { Icon } from "../parts/icon";
import { OutcomeIcon, outcomeWord } from "../parts/outcome";
import { Phrase } from "../parts/phrase";
import * as strings from "./strings";

export function Summary({ results }: { results: ResultsPageState }) {
  const { outcome, seconds, message, running, startedAt } = results;
  const checks = results.steps.flatMap((step) => step.checks);
  const passed = checks.filter((check) => check.status === "passed").length;
  const facts = (
    <p class="facts muted">
      <span>{strings.checksPassed(passed, checks.length)}</span>
      {seconds === undefined ? null : <span>{strings.took(span(seconds))}</span>}
      <span>{strings.started(moment(startedAt))}</span>
    </p>
  );
  if (outcome === "setup")
    return (
      <section class="banner" aria-labelledby="setup-title">
        <h2 id="setup-title">
          <Icon name="tools" /> {strings.cannotRun}
        </h2>
        {message === undefined ? null : (
          <p>
            <Phrase text={message} />
          </p>
        )}
        {facts}
        <DoctorButton />
      </section>
    );
  return (
    <section class="summary" aria-label={outcome === undefined ? strings.running : outcomeWord(outcome)}>
      <p class="verdict">
        <OutcomeIcon status={running !== undefined ? "running" : (outcome ?? "notRun")} />{" "}
        <strong>{running !== undefined ? strings.running : outcomeWord(outcome ?? "notRun")}</strong>
        {message === undefined ? null : (
          <span>
            {" "}
            · <Phrase text={message} />
          </span>
        )}
      </p>
      {facts}
    </section>
  );
}

import type { ResultsPageState, StepView } from "../../contract/pages";
import { span } from "../page/quantity";
import type { ViewProps } from "../page/start";
import { Announcement } from "../parts/announcement";
import { Button } from "../parts/button";
import { CancelRow } from "../parts/cancelRow";
import { CheckDetail } from "../parts/checkDetail";
import { Icon } from "../parts/icon";
import { MachineLine } from "../parts/machine";
import { OutcomeMark } from "../parts/outcome";
import { Phrase } from "../parts/phrase";
import { PlaceLink } from "../parts/place";
import { Output } from "./output";
import type { ResultsView } from "./reduce";
import * as strings from "./strings";
import { Summary } from "./summary";

function Step({ step }: { step: StepView }) {
  return (
    <li class="step" id={`step-${step.number}`} tabIndex={-1}>
      <div class="line">
        <span class="number" aria-hidden="true">
          {step.number}
        </span>
        <h3>
          <Phrase text={step.title} />
        </h3>
        <OutcomeMark status={step.status} />
      </div>
      <ul class="checks">
        {step.checks.map((check) => (
          <li key={check.id} class={`check ${check.status}`}>
            <div class="line">
              <OutcomeMark status={check.status} />
              <h4 class="title">
                <Phrase text={check.title} />
              </h4>
              {check.result === undefined || check.status === "running" || check.status === "setup" ? null : (
                <span class="muted nowrap">{span(check.result.seconds)}</span>
              )}
            </div>
            <CheckDetail check={check} scope="results" />
          </li>
        ))}
      </ul>
    </li>
  );
}

function Findings({ findings }: { findings: ResultsPageState["findings"] }) {
  if (findings.length === 0) return null;
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">{strings.findings}</h2>
      <p class="muted">{strings.findingsIntro}</p>
      <ul class="findings">
        {findings.map((finding, index) => (
          <li key={index}>
            <p>
              <Icon name="lightbulb" /> <span class="label">{finding.rule}</span> <Phrase text={finding.message} />{" "}
              <PlaceLink file={finding.place.file} line={finding.place.line} />
            </p>
            <p class="muted">
              {strings.cure} <Phrase text={finding.cure} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Notes({ notes }: { notes: ResultsPageState["notes"] }) {
  if (notes.length === 0) return null;
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">{strings.notes}</h2>
      <ul class="notes">
        {notes.map((note, index) => (
          <li key={index}>
            <Icon name={note.level} class={`note-${note.level}`} /> <span class="label">{strings.level[note.level]}:</span>{" "}
            <Phrase text={note.text} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function View({ state, post }: ViewProps<ResultsView, never>) {
  const { results } = state;
  if (!results) return <p class="muted loading">{strings.loading}</p>;
  return (
    <main>
      <header>
        <h1>{strings.title(results.lab.id, results.lab.title)}</h1>
      </header>
      <div class="actions">
        <div class="row">
          <Button kind="primary" icon="play" disabled={results.running !== undefined} onClick={() => post({ type: "runChecks" })}>
            {strings.runAgain}
          </Button>
          <Button onClick={() => post({ type: "openLab", lab: results.lab.id })}>{strings.openLabPage}</Button>
        </div>
        {results.running === undefined ? null : <CancelRow running={results.running} />}
      </div>
      <Announcement text={state.announcement} />
      <Summary results={results} />
      <Notes notes={results.notes} />
      <section aria-labelledby="steps">
        <h2 id="steps">{strings.steps}</h2>
        <ol class="steps">
          {results.steps.map((step) => (
            <Step key={step.number} step={step} />
          ))}
        </ol>
      </section>
      <Findings findings={results.findings} />
      <Output results={results} />
      {results.machine === undefined ? null : <MachineLine machine={results.machine} />}
    </main>
  );
}

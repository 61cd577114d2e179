import type { CheckView, LabPageState, StepView } from "../../contract/pages";
import { usePage } from "../page/tools";
import { Button } from "../parts/button";
import { CheckDetail } from "../parts/checkDetail";
import { OutcomeMark } from "../parts/outcome";
import { Phrase, plainPhrase } from "../parts/phrase";
import { proofMeaning } from "../parts/proofs";
import * as strings from "./strings";

function Check({ check, runnable }: { check: CheckView; runnable: boolean }) {
  const { post } = usePage();
  return (
    <li class="check">
      <div class="line">
        <OutcomeMark status={check.status} />
        <span class="title">
          <Phrase text={check.title} />
        </span>
        <span class="muted proof" title={check.proof.map((kind) => `${kind}: ${proofMeaning(kind)}`).join("\n")}>
          {strings.proofBy} {check.proof.join(", ")}
        </span>
        <Button
          kind="link"
          icon="play"
          label={strings.runCheckNamed(plainPhrase(check.title))}
          title={strings.runThisCheck}
          disabled={!runnable}
          onClick={() => post({ type: "runChecks", check: check.id })}
        >
          {""}
        </Button>
      </div>
      <CheckDetail check={check} scope="lab" />
    </li>
  );
}

function Step({ step, runnable }: { step: StepView; runnable: boolean }) {
  return (
    <li class="step" id={`step-${step.number}`} tabIndex={-1}>
      <div class="line">
        <span class="number" aria-hidden="true">
          {step.number}
        </span>
        <h3>
          <Phrase text={step.title} /> {step.core ? null : <span class="muted">({strings.optional})</span>}
        </h3>
        <OutcomeMark status={step.status} />
      </div>
      <p class="goal">
        <Phrase text={step.goal} />
      </p>
      <ul class="checks">
        {step.checks.map((check) => (
          <Check key={check.id} check={check} runnable={runnable} />
        ))}
      </ul>
    </li>
  );
}

export function Steps({ lab }: { lab: LabPageState }) {
  const { post } = usePage();
  const runnable = lab.running === undefined && lab.blocked === undefined;
  const passed = lab.steps.filter((step) => step.status === "passed").length;
  const ran = lab.steps.some((step) => step.checks.some((check) => check.result !== undefined));
  return (
    <section aria-labelledby="steps">
      <div class="line">
        <h2 id="steps">{strings.steps}</h2>
        <span class="muted">{strings.stepsPassed(passed, lab.steps.length)}</span>
        {ran ? (
          <Button kind="link" onClick={() => post({ type: "showResults" })}>
            {strings.showResults}
          </Button>
        ) : null}
      </div>
      <ol class="steps">
        {lab.steps.map((step) => (
          <Step key={step.number} step={step} runnable={runnable} />
        ))}
      </ol>
    </section>
  );
}

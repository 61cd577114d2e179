import { useEffect, useRef } from "preact/hooks";
import type { InterleavingPageState } from "../../contract/pages";
import type { ViewProps } from "../page/start";
import { Announcement } from "../parts/announcement";
import { Button } from "../parts/button";
import { foundWords } from "../parts/found";
import { Icon } from "../parts/icon";
import { Markdown } from "../parts/markdown";
import { OutcomeMark } from "../parts/outcome";
import { Phrase } from "../parts/phrase";
import { Board } from "./board";
import { Controls } from "./controls";
import { Deadlock } from "./deadlock";
import { actionOf } from "./keys";
import { StepPlace } from "./place";
import type { InterleavingAction, InterleavingView } from "./reduce";
import { Scenario } from "./scenario";
import * as strings from "./strings";
import { Threads } from "./threads";
import { doing } from "./words";

/** How long a step stays while the interleaving plays. */
const STEP_MS = 1000;

function Header({ page }: { page: InterleavingPageState }) {
  const { counterexample } = page;
  return (
    <header>
      <h1>
        <span class="number">{page.lab.id}</span> <Phrase text={page.check.title} />
      </h1>
      <p class="summary">
        <OutcomeMark status={page.status} /> · <Phrase text={page.message} />
      </p>
      <p class="facts muted">
        <span>{strings.forms[counterexample.form]}</span>
        <span>{foundWords(counterexample)}</span>
        <span>{strings.python(counterexample.python)}</span>
      </p>
    </header>
  );
}

/** What stands between this interleaving and the learner's file as it is. */
function Outdated({ page, onRun }: { page: InterleavingPageState; onRun(): void }) {
  const said =
    page.status === "passed" ? [strings.passedSince] : page.status === "running" ? [strings.runningNow] : page.changed.map(strings.changed);
  if (said.length === 0) return null;
  return (
    <section class="banner" aria-label={said[0]}>
      {said.map((text) => (
        <p key={text}>
          <Icon name="info" /> {text}
        </p>
      ))}
      {page.status === "passed" || page.status === "running" ? null : (
        <Button icon="play" onClick={onRun}>
          {strings.runAgain}
        </Button>
      )}
    </section>
  );
}

function Now({ state }: { state: InterleavingView }) {
  const step = state.page?.counterexample.steps[state.step];
  const row = state.layout.rows[state.step];
  if (step === undefined || row === undefined) return null;
  return (
    <p class="now">
      <strong>{step.thread}</strong> {doing(step, row.refused)}{" "}
      {step.line > 0 ? (
        <>
          <StepPlace place={{ file: step.file, line: step.line, lab: step.lab === true }} /> <code class="source">{step.source}</code>
        </>
      ) : null}
    </p>
  );
}

export function View({ state, act, post }: ViewProps<InterleavingView, InterleavingAction>) {
  const { page, step, playing } = state;
  const told = useRef<string | undefined>(undefined);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const pressable = event.target instanceof Element && event.target.closest("button, summary, a, input") !== null;
      const action = actionOf(event, pressable);
      if (action === undefined) return;
      event.preventDefault();
      act(action);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setInterval(() => act({ type: "tick" }), STEP_MS);
    return () => clearInterval(timer);
  }, [playing]);
  useEffect(() => {
    if (page === undefined) return;
    // The first step is where the host left off: the editor marks it, and nothing is opened.
    post({ type: "step", step, follow: told.current === page.startedAt });
    told.current = page.startedAt;
  }, [page?.startedAt, step]);
  if (!page) return <p class="muted loading">{strings.loading}</p>;
  const now = page.counterexample.steps[step];
  return (
    <main>
      <Header page={page} />
      <Announcement text={state.announcement} />
      <Outdated page={page} onRun={() => post({ type: "runChecks", check: page.check.id })} />
      <Deadlock counterexample={page.counterexample} />
      <div class="stage">
        <Controls state={state} act={act} />
        <Now state={state} />
      </div>
      <Board state={state} act={act} />
      <Threads state={state} />
      {page.misconception === undefined ? null : (
        <section aria-labelledby="probably">
          <h2 id="probably">{strings.probably}</h2>
          <p class="label">
            <Phrase text={page.misconception.title} />
          </p>
          <Markdown source={page.misconception.feedback} />
        </section>
      )}
      {page.scenarios.map((source) => (
        <Scenario key={source.file} source={source} now={now} />
      ))}
    </main>
  );
}

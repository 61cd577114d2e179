import type { ModulePageState } from "../../contract/pages";
import { reveal } from "../page/reveal";
import type { ViewProps } from "../page/start";
import { ResourcesContext, usePage } from "../page/tools";
import { Announcement } from "../parts/announcement";
import { Button } from "../parts/button";
import { Fold } from "../parts/fold";
import { Markdown } from "../parts/markdown";
import { OutcomeMark } from "../parts/outcome";
import { Phrase } from "../parts/phrase";
import { Quiz } from "./quiz";
import type { ModuleAction, ModuleView } from "./reduce";
import * as strings from "./strings";

function Labs({ labs }: { labs: ModulePageState["labs"] }) {
  const { post } = usePage();
  return (
    <section aria-labelledby="labs">
      <h2 id="labs">{strings.labs}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{strings.lab}</th>
            <th scope="col">{strings.title}</th>
            <th scope="col" class="number">
              {strings.time}
            </th>
            <th scope="col">{strings.state}</th>
          </tr>
        </thead>
        <tbody>
          {labs.map((lab) => (
            <tr key={lab.id} class={lab.shipped ? "" : "disabled"}>
              <td>{lab.id}</td>
              <th scope="row">
                {lab.shipped ? (
                  <Button kind="link" onClick={() => post({ type: "openLab", lab: lab.id })}>
                    {lab.title}
                  </Button>
                ) : (
                  lab.title
                )}
              </th>
              <td class="number">{strings.minutes(lab.minutes)}</td>
              <td>{lab.shipped ? <OutcomeMark status={lab.status} /> : strings.notShipped}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Practices({ practices }: { practices: ModulePageState["practices"] }) {
  if (practices.length === 0) return null;
  return (
    <section aria-labelledby="practices">
      <h2 id="practices">{strings.practices}</h2>
      <dl class="practices">
        {practices.map((practice) => (
          <div key={practice.id}>
            <dt>
              <span class="label">{practice.id}</span> <Phrase text={practice.rule} />
            </dt>
            <dd>
              <Phrase text={practice.cure} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Names({ id, title, names }: { id: string; title: string; names: string[] }) {
  if (names.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul>
        {names.map((name) => (
          <li key={name}>
            <Phrase text={name} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The lab to go on with: the first shipped one that has not passed. */
function upNext(labs: ModulePageState["labs"]): ModulePageState["labs"][number] | undefined {
  return labs.find((lab) => lab.shipped && lab.status !== "passed");
}

export function View({ state, act, post }: ViewProps<ModuleView, ModuleAction>) {
  const { module } = state;
  if (!module) return <p class="muted loading">{strings.loading}</p>;
  const next = upNext(module.labs);
  // One primary button: the next lab, except while the quiz is under way.
  const underWay = module.quiz?.question !== undefined && (state.chosen !== undefined || module.quiz.answered > 0);
  const inQuiz = next === undefined || underWay;
  return (
    <ResourcesContext.Provider value={module.resources}>
      <main>
        <header>
          <p class="muted kicker">{strings.moduleNumber(module.number)}</p>
          <h1>{module.title}</h1>
          <p class="summary">
            <Phrase text={module.summary} />
          </p>
        </header>
        <div class="actions">
          <div class="row">
            {next === undefined ? null : (
              <Button kind={inQuiz ? "secondary" : "primary"} onClick={() => post({ type: "openLab", lab: next.id })}>
                {strings.continueWith(next.id, next.title)}
              </Button>
            )}
            {module.quiz === undefined ? null : <Button onClick={() => reveal("quiz")}>{strings.takeQuiz}</Button>}
          </div>
        </div>
        <Announcement text={state.announcement} />
        <Names id="goals" title={strings.goals} names={module.goals} />
        <Labs labs={module.labs} />
        <Fold id="lesson" open={true} summary={<h2>{strings.lesson}</h2>}>
          <Markdown source={module.markdown} />
        </Fold>
        <Names id="concepts" title={strings.concepts} names={module.concepts} />
        <Practices practices={module.practices} />
        {module.design === undefined ? null : (
          <Fold id="design" open={true} summary={<h2>{strings.design}</h2>}>
            <Markdown source={module.design} />
          </Fold>
        )}
        {module.quiz === undefined ? null : (
          <Quiz quiz={module.quiz} chosen={state.chosen} primary={inQuiz} onChoose={(answer) => act({ type: "choose", answer })} />
        )}
      </main>
    </ResourcesContext.Provider>
  );
}

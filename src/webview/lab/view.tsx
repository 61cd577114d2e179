import type { LabPageState } from "../../contract/pages";
import type { ViewProps } from "../page/start";
import { ResourcesContext } from "../page/tools";
import { Announcement } from "../parts/announcement";
import { BlockedBanner } from "../parts/banner";
import { Button } from "../parts/button";
import { Fold } from "../parts/fold";
import { Icon } from "../parts/icon";
import { Markdown } from "../parts/markdown";
import { Phrase } from "../parts/phrase";
import { PlaceLink } from "../parts/place";
import { Actions } from "./actions";
import { Header } from "./header";
import type { LabView } from "./reduce";
import { splitSections } from "./sections";
import { Steps } from "./steps";
import * as strings from "./strings";

function Hints({ lab, onNext }: { lab: LabPageState; onNext(): void }) {
  const { opened, total } = lab.hints;
  if (opened.length === 0) return null;
  return (
    <section aria-labelledby="hints">
      <h2 id="hints">{strings.hints}</h2>
      {opened.map((markdown, index) => (
        <Fold key={index} id={`hint-${index + 1}`} open={true} summary={<h3>{strings.hintNumber(index + 1)}</h3>}>
          <Markdown source={markdown} />
        </Fold>
      ))}
      {opened.length < total ? <Button onClick={onNext}>{strings.nextHint}</Button> : null}
    </section>
  );
}

function Solutions({ lab, onCompare }: { lab: LabPageState; onCompare(name: string): void }) {
  if (!lab.solutions.allowed || lab.solutions.names.length === 0) return null;
  return (
    <section aria-labelledby="solutions">
      <h2 id="solutions">{strings.solutions}</h2>
      <p>
        {strings.solutionsIntro} {lab.status === "passed" ? null : strings.solutionsUsed}
      </p>
      <p class="row">
        {lab.solutions.names.map((name) => (
          <Button key={name} icon="diff" onClick={() => onCompare(name)}>
            {strings.compareWith(name)}
          </Button>
        ))}
      </p>
    </section>
  );
}

function Passed({ lab, onNext }: { lab: LabPageState; onNext(id: string): void }) {
  const { next } = lab;
  return (
    <section class="ending" aria-labelledby="ending">
      <h2 id="ending">
        <Icon name="pass-filled" class="outcome-passed" /> {strings.passedTitle}
      </h2>
      {next === undefined ? (
        <p>{strings.courseEnd}</p>
      ) : (
        <p>
          <Button kind="link" onClick={() => onNext(next.id)}>
            {strings.nextLab(next.id, next.title)}
          </Button>
        </p>
      )}
    </section>
  );
}

export function View({ state, post }: ViewProps<LabView, never>) {
  const { lab } = state;
  if (!lab) return <p class="muted loading">{strings.loading}</p>;
  const { problem, sections } = splitSections(lab.markdown);
  return (
    <ResourcesContext.Provider value={lab.resources}>
      <main>
        <Header lab={lab} />
        <Actions lab={lab} />
        <Announcement text={state.announcement} />
        {lab.blocked === undefined ? null : <BlockedBanner blocked={lab.blocked} />}
        {lab.status === "passed" ? <Passed lab={lab} onNext={(id) => post({ type: "openLab", lab: id })} /> : null}
        <Markdown source={problem} class="problem" />
        <p class="row">
          <span class="label">{strings.files}</span>
          {lab.lab.files.map((file) => (
            <PlaceLink key={file} file={file} />
          ))}
        </p>
        <Fold id="goals" summary={<h2>{strings.goals}</h2>}>
          <ul>
            {lab.lab.goals.map((goal) => (
              <li key={goal}>
                <Phrase text={goal} />
              </li>
            ))}
          </ul>
        </Fold>
        <Steps lab={lab} />
        <Hints lab={lab} onNext={() => post({ type: "hint" })} />
        <Solutions lab={lab} onCompare={(name) => post({ type: "solution", name })} />
        {sections.map((section) => (
          <Fold key={section.title} id={`section-${section.title}`} open={true} summary={<Markdown source={`## ${section.title}`} />}>
            <Markdown source={section.markdown} />
          </Fold>
        ))}
      </main>
    </ResourcesContext.Provider>
  );
}

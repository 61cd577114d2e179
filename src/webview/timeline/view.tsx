import type { TimelineView } from "../../contract/pages";
import { reveal } from "../page/reveal";
import type { ViewProps } from "../page/start";
import { Announcement } from "../parts/announcement";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon";
import { Markdown } from "../parts/markdown";
import { Phrase } from "../parts/phrase";
import { PlaceLink } from "../parts/place";
import { agreement } from "./agreement";
import { Comparison, Findings } from "./comparison";
import { Grid } from "./grid";
import { drawingOf, finished, nextToDraw, shownTimeline, type TimelinesAction, type TimelinesView } from "./reduce";
import * as strings from "./strings";

type Part = ViewProps<TimelinesView, TimelinesAction>;

function Programs({ state, act }: Pick<Part, "state" | "act">) {
  const shown = shownTimeline(state);
  return (
    <nav aria-label={strings.programs}>
      <ol class="programs">
        {state.page?.timelines.map((one) => {
          const done = finished(state, one);
          return (
            <li key={one.id}>
              <span class="row">
                <button
                  type="button"
                  class="link"
                  aria-current={one.id === shown?.id ? "true" : undefined}
                  onClick={() => act({ type: "choose", id: one.id })}
                >
                  <Icon name={done ? "pass" : state.drafts[one.id] ? "edit" : "circle-large-outline"} />
                  <Phrase text={one.title} />
                </button>
                <span class="muted">{stateOf(state, one)}</span>
              </span>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function stateOf(state: TimelinesView, timeline: TimelineView): string {
  const done = finished(state, timeline);
  if (!done) return state.drafts[timeline.id] ? strings.inProgress : strings.notDrawn;
  const { agree, cells } = agreement(timeline.lanes, timeline.recorded, done);
  return strings.agreeShort(agree, cells);
}

const meanings = ["running", "waiting", "absent"] as const;

function Legend({ compared }: { compared: boolean }) {
  return (
    <ul class="legend" aria-label={strings.legend}>
      {meanings.map((state) => (
        <li key={state}>
          <span class="cell" data-state={state} aria-hidden="true" /> {strings.meaning[state]}
        </li>
      ))}
      {compared ? (
        <li>
          <span class="cell differs" aria-hidden="true" /> {strings.differ}
        </li>
      ) : null}
    </ul>
  );
}

function Timeline({ state, act, post, timeline }: Part & { timeline: TimelineView }) {
  const done = finished(state, timeline);
  const draft = state.drafts[timeline.id];
  const next = nextToDraw(state);
  const run = () => {
    if (!draft) return;
    post({ type: "draw", timeline: timeline.id, lanes: draft });
    act({ type: "run" });
  };
  const goTo = (id: string) => {
    act({ type: "choose", id });
    reveal("program");
  };
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{strings.timeline}</h2>
      {done ? (
        <Comparison timeline={timeline} drawn={done} />
      ) : (
        <Grid
          key={timeline.id}
          caption={strings.drawingCaption(timeline.title)}
          lanes={timeline.lanes}
          slots={timeline.slots}
          drawing={drawingOf(state, timeline)}
          describedBy="how"
          onPaint={(lane, slot, now) => act({ type: "paint", lane, slot, state: now })}
        />
      )}
      <div class="row">
        {done ? (
          <Button key="again" onClick={() => act({ type: "draw-again" })}>
            {strings.drawAgain}
          </Button>
        ) : (
          <Button key="run" kind="primary" icon="play" disabled={!draft} describedBy={draft ? undefined : "draw-first"} onClick={run}>
            {strings.run}
          </Button>
        )}
        {done && next ? (
          <Button kind="primary" onClick={() => goTo(next.id)}>
            {strings.nextProgram(next.title)}
          </Button>
        ) : null}
        {done || draft ? null : (
          <span id="draw-first" class="muted">
            {strings.drawFirst}
          </span>
        )}
      </div>
      {done ? (
        <Findings timeline={timeline} drawn={done} />
      ) : (
        <p id="how" class="muted">
          {strings.how}
        </p>
      )}
      <Legend compared={done !== undefined} />
      <p class="muted">{strings.clock}</p>
    </section>
  );
}

export function View({ state, act, post }: Part) {
  const { page } = state;
  const timeline = shownTimeline(state);
  if (!page || !timeline) return <p class="muted loading">{strings.loading}</p>;
  return (
    <main>
      <header>
        <h1>{strings.title(page.lab.id, page.lab.title)}</h1>
        <p class="summary">{strings.intro}</p>
      </header>
      {page.kept ? null : <p class="muted">{strings.notKept}</p>}
      <Announcement text={state.announcement} />
      <Programs state={state} act={act} />
      <div class="sides">
        <section aria-labelledby="program">
          <div class="line">
            <h2 id="program">
              {strings.program} <span class="muted">{timeline.title}</span>
            </h2>
            <PlaceLink file={timeline.file} />
          </div>
          <Markdown source={`\`\`\`\`python\n${timeline.source.trimEnd()}\n\`\`\`\``} />
        </section>
        <Timeline state={state} act={act} post={post} timeline={timeline} />
      </div>
      <p>
        <Button kind="link" onClick={() => post({ type: "openLab", lab: page.lab.id })}>
          {strings.openLabPage}
        </Button>
      </p>
    </main>
  );
}

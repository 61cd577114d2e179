import { type LaneState, type LaneStates, laneStates } from "../../contract/lab";
import type { TimelinePageState, TimelineView, ToPage } from "../../contract/pages";
import { agreement } from "./agreement";
import * as strings from "./strings";

export interface TimelinesView {
  page?: TimelinePageState;
  /** Id of the program shown. */
  chosen?: string;
  /** Painted and not run yet, by id. */
  drafts: Readonly<Record<string, LaneStates>>;
  /** Run since the page was opened, by id: shown without waiting for the journal, and where there is none. */
  run: Readonly<Record<string, LaneStates>>;
  /** What a screen reader is told; empty when nothing happened. */
  announcement: string;
}
export type TimelinesAction =
  | { type: "choose"; id: string }
  | { type: "paint"; lane: number; slot: number; state: LaneState }
  | { type: "run" }
  | { type: "draw-again" };
export const initial: TimelinesView = { drafts: {}, run: {}, announcement: "" };

export function reduce(state: TimelinesView, message: ToPage | TimelinesAction): TimelinesView {
  const shown = shownTimeline(state);
  switch (message.type) {
    case "state": {
      if (message.state.page !== "timeline") return state;
      const page = message.state;
      if (state.page?.lab.id !== page.lab.id) return { ...initial, page, chosen: firstToDraw(page.timelines) };
      return { ...state, page };
    }
    case "choose":
      return { ...state, chosen: message.id, announcement: "" };
    case "paint": {
      if (!shown || finished(state, shown)) return state;
      const drawing = drawingOf(state, shown).map((states, lane) =>
        lane === message.lane ? states.map((one, slot) => (slot === message.slot ? message.state : one)) : states,
      );
      return { ...state, drafts: { ...state.drafts, [shown.id]: drawing } };
    }
    case "run": {
      const drawing = shown && state.drafts[shown.id];
      if (!shown || !drawing) return state;
      const { [shown.id]: _, ...drafts } = state.drafts;
      const { agree, cells } = agreement(shown.lanes, shown.recorded, drawing);
      return { ...state, drafts, run: { ...state.run, [shown.id]: drawing }, announcement: strings.agree(agree, cells) };
    }
    case "draw-again":
      return shown
        ? { ...state, drafts: { ...state.drafts, [shown.id]: drawingOf(state, shown) }, announcement: strings.drawAgainSaid }
        : state;
    case "samples":
    case "progress":
    case "stats":
    case "drawChart":
    case "reveal":
      return state;
    default:
      return message satisfies never;
  }
}

export function shownTimeline({ page, chosen }: TimelinesView): TimelineView | undefined {
  return page?.timelines.find((one) => one.id === chosen) ?? page?.timelines[0];
}

/** The drawing that was run, while nobody draws it again. */
export function finished(state: TimelinesView, timeline: TimelineView): LaneStates | undefined {
  return state.drafts[timeline.id] ? undefined : (state.run[timeline.id] ?? timeline.drawn);
}

/** What is drawn so far; at first nobody is there. */
export function drawingOf(state: TimelinesView, timeline: TimelineView): LaneStates {
  return state.drafts[timeline.id] ?? state.run[timeline.id] ?? timeline.drawn ?? blank(timeline);
}

function blank({ lanes, slots }: TimelineView): LaneStates {
  return lanes.map(() => Array.from({ length: slots }, () => "absent" as const));
}

/** The state a cell takes when it is pressed: not there, runs, waits, and round again. */
export function nextState(state: LaneState): LaneState {
  return laneStates[(laneStates.indexOf(state) + 1) % laneStates.length] ?? "absent";
}

/** The program after the one shown that is not run yet, going round; undefined when all are. */
export function nextToDraw(state: TimelinesView): TimelineView | undefined {
  const list = state.page?.timelines ?? [];
  const at = list.findIndex((one) => one.id === shownTimeline(state)?.id);
  return [...list.slice(at + 1), ...list.slice(0, Math.max(at, 0))].find((one) => finished(state, one) === undefined);
}

function firstToDraw(list: readonly TimelineView[]): string | undefined {
  return (list.find((one) => one.drawn === undefined) ?? list[0])?.id;
}

import type { InterleavingPageState, ToPage } from "../../contract/pages";
import { firstLook, type Layout, layOut, nextSwitch } from "../../core/interleaving/layout";
import * as strings from "./strings";
import { doing, waiting } from "./words";

export interface InterleavingView {
  page?: InterleavingPageState;
  layout: Layout;
  /** The step looked at, base 0. */
  step: number;
  playing: boolean;
  /** What a screen reader is told; empty when nothing happened. */
  announcement: string;
}
export type InterleavingAction =
  | { type: "go"; to: number }
  | { type: "by"; steps: 1 | -1 }
  | { type: "switch"; by: 1 | -1 }
  | { type: "end"; of: "first" | "last" }
  | { type: "play" }
  /** The time of one step has passed while playing. */
  | { type: "tick" };

export const initial: InterleavingView = {
  layout: { threads: [], locks: [], values: [], rows: [] },
  step: 0,
  playing: false,
  announcement: "",
};

export function reduce(state: InterleavingView, message: ToPage | InterleavingAction): InterleavingView {
  const last = Math.max(0, state.layout.rows.length - 1);
  switch (message.type) {
    case "state":
      return message.state.page === "interleaving" ? show(state, message.state) : state;
    case "go":
      return goTo({ ...state, playing: false }, message.to);
    case "by":
      return goTo({ ...state, playing: false }, state.step + message.steps);
    case "switch":
      return goTo({ ...state, playing: false }, nextSwitch(state.layout, state.step, message.by));
    case "end":
      return goTo({ ...state, playing: false }, message.of === "first" ? 0 : last);
    case "play":
      if (state.playing || state.page === undefined || last === 0) return { ...state, playing: false };
      return { ...(state.step === last ? goTo(state, firstLook(state.page.counterexample)) : state), playing: true };
    case "tick": {
      if (!state.playing) return state;
      const next = goTo(state, state.step + 1);
      return { ...next, playing: next.step < last };
    }
    case "progress":
    case "samples":
    case "stats":
    case "drawChart":
    case "reveal":
      return state;
    default:
      return message satisfies never;
  }
}

/** The same interleaving keeps the step looked at; another begins where the host says. */
function show(state: InterleavingView, page: InterleavingPageState): InterleavingView {
  const { page: before } = state;
  const same = before?.lab.id === page.lab.id && before.check.id === page.check.id && before.startedAt === page.startedAt;
  if (same) return { ...state, page };
  return goTo({ ...initial, page, layout: layOut(page.counterexample), step: -1 }, page.at);
}

function goTo(state: InterleavingView, wanted: number): InterleavingView {
  const step = Math.max(0, Math.min(wanted, state.layout.rows.length - 1));
  return step === state.step ? state : { ...state, step, announcement: spoken({ ...state, step }) };
}

/** The step in one breath: its number, who does what, where, and who has to wait from here on. */
function spoken({ page, layout, step }: InterleavingView): string {
  const now = page?.counterexample.steps[step];
  const row = layout.rows[step];
  if (page === undefined || now === undefined || row === undefined) return "";
  const { omitted = 0, steps } = page.counterexample;
  const waits = row.lanes.flatMap((lane, index) =>
    lane.is === "waits" && layout.rows[step - 1]?.lanes[index]?.is !== "waits" ? [`${layout.threads[index]} ${waiting(lane)}.`] : [],
  );
  return [
    `${strings.stepOf(step + 1 + omitted, steps.length + omitted)}.`,
    `${now.thread} ${doing(now, row.refused)}.`,
    ...(now.line > 0 ? [strings.at(now.file, now.line)] : []),
    ...waits,
  ].join(" ");
}

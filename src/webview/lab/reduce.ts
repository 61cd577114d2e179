import type { LabPageState, ToPage } from "../../contract/pages";
import { checkNews } from "../page/checkNews";
import { hintOpened } from "./strings";

export interface LabView {
  lab?: LabPageState;
  /** What a screen reader is told; empty when nothing happened. */
  announcement: string;
}
export const initial: LabView = { announcement: "" };

export function reduce(state: LabView, message: ToPage): LabView {
  switch (message.type) {
    case "state":
      return message.state.page === "lab" ? { lab: message.state, announcement: news(state, message.state) } : state;
    case "progress":
      return state.lab ? { ...state, lab: { ...state.lab, running: message.running } } : state;
    case "samples":
    case "stats":
    case "drawChart":
    case "reveal":
      return state;
    default:
      return message satisfies never;
  }
}

function news({ lab: before, announcement }: LabView, after: LabPageState): string {
  const running = (lab: LabPageState) => lab.running?.action === "check";
  if (before && after.hints.opened.length > before.hints.opened.length) return hintOpened(after.hints.opened.length, after.hints.total);
  const text = checkNews(before && { steps: before.steps, running: running(before) }, { steps: after.steps, running: running(after) });
  return text === "" ? announcement : text;
}

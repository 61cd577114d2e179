import type { ResultsPageState, ToPage } from "../../contract/pages";
import { checkNews } from "../page/checkNews";

export interface ResultsView {
  results?: ResultsPageState;
  /** What a screen reader is told; empty when nothing happened. */
  announcement: string;
}
export const initial: ResultsView = { announcement: "" };

export function reduce(state: ResultsView, message: ToPage): ResultsView {
  switch (message.type) {
    case "state": {
      if (message.state.page !== "results") return state;
      const before = state.results?.lab.id === message.state.lab.id ? state.results : undefined;
      const text = checkNews(before && { steps: before.steps, running: before.running !== undefined }, {
        steps: message.state.steps,
        running: message.state.running !== undefined,
      });
      return { results: message.state, announcement: text === "" ? state.announcement : text };
    }
    case "progress":
      return state.results ? { ...state, results: { ...state.results, running: message.running } } : state;
    case "samples":
    case "stats":
    case "drawChart":
    case "reveal":
      return state;
    default:
      return message satisfies never;
  }
}

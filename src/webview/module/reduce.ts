import type { ModulePageState, ToPage } from "../../contract/pages";
import * as strings from "./strings";

export interface ModuleView {
  module?: ModulePageState;
  /** The answer chosen but not yet given, as an index into the question's answers. */
  chosen?: number;
  /** What a screen reader is told; empty when nothing happened. */
  announcement: string;
}
export type ModuleAction = { type: "choose"; answer: number };
export const initial: ModuleView = { announcement: "" };

export function reduce(state: ModuleView, message: ToPage | ModuleAction): ModuleView {
  switch (message.type) {
    case "state": {
      if (message.state.page !== "module") return state;
      const same =
        state.module?.quiz?.question?.id === message.state.quiz?.question?.id &&
        state.module?.quiz?.answered === message.state.quiz?.answered;
      const chosen = message.state.quiz?.given?.answer ?? (same ? state.chosen : undefined);
      const news = quizNews(state.module?.quiz, message.state.quiz);
      return { module: message.state, chosen, announcement: news === "" ? state.announcement : news };
    }
    case "choose":
      return state.module?.quiz?.given ? state : { ...state, chosen: message.answer };
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

function quizNews(before: ModulePageState["quiz"], after: ModulePageState["quiz"]): string {
  if (!before || !after) return "";
  if (after.given && !before.given) return after.given.correct ? strings.right : strings.wrong;
  return before.question && !after.question ? strings.score(after.correct, after.asked) : "";
}

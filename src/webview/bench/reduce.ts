import type { BenchPageState, ChartFormat, ToPage } from "../../contract/pages";
import { labelled } from "../../core/lineLabels";
import { moment } from "../page/quantity";
import { changesOf } from "./change";
import * as strings from "./strings";
import { verdictsOf } from "./verdict";

export interface BenchView {
  bench?: BenchPageState;
  /** Id of the metric shown; the first declared unless chosen. */
  metric?: string;
  /** What is typed into prediction fields and not set yet: by prediction id, then x. */
  drafts: Record<string, Record<string, string>>;
  /** The learner asked to change a prediction that was set. */
  changing: boolean;
  /** The last time the host asked for the chart as a file; `turn` counts them. */
  asked?: { format: ChartFormat; turn: number };
  /** What a screen reader is told; empty when nothing happened. */
  announcement: string;
}
export type BenchAction =
  | { type: "choose-metric"; metric: string }
  | { type: "draft"; prediction: string; key: string; text: string }
  | { type: "change-prediction" }
  | { type: "prediction-set" };
export const initial: BenchView = { drafts: {}, changing: false, announcement: "" };

export function reduce(state: BenchView, message: ToPage | BenchAction): BenchView {
  const { bench } = state;
  switch (message.type) {
    case "state":
      if (message.state.page !== "bench") return state;
      if (bench?.lab.id !== message.state.lab.id) return { ...initial, bench: message.state, asked: state.asked };
      return {
        ...state,
        bench: message.state,
        drafts: message.state.running ? {} : state.drafts,
        announcement: news(state, message.state, state.metric ?? message.state.bench.metrics[0]?.id ?? ""),
      };
    case "samples":
      return bench ? { ...state, bench: withSamples(bench, message.samples) } : state;
    case "progress":
      return bench ? { ...state, bench: { ...bench, running: message.running } } : state;
    case "stats":
      return bench ? { ...state, bench: { ...bench, stats: message.stats } } : state;
    case "choose-metric":
      return { ...state, metric: message.metric };
    case "draft":
      return {
        ...state,
        drafts: { ...state.drafts, [message.prediction]: { ...state.drafts[message.prediction], [message.key]: message.text } },
      };
    case "change-prediction":
      return { ...state, changing: true, drafts: {} };
    case "prediction-set":
      return { ...state, changing: false };
    case "drawChart":
      return { ...state, asked: { format: message.format, turn: (state.asked?.turn ?? 0) + 1 } };
    case "reveal":
      return state;
    default:
      return message satisfies never;
  }
}

function withSamples(page: BenchPageState, more: BenchPageState["samples"]): BenchPageState {
  const variants = labelled(page.bench.variants, more);
  return { ...page, samples: page.samples.concat(more), bench: { ...page.bench, variants } };
}

function news({ bench: before, announcement }: BenchView, after: BenchPageState, metric: string): string {
  if (!before?.running && after.running) return strings.running;
  if (before?.running && !after.running) {
    const sentences = verdictsOf(after.bench, after.stats?.comparisons ?? []).map((verdict) => verdict.sentence);
    return [after.ended?.outcome === "cancelled" ? strings.cancelled : strings.ended, ...sentences].join(" ");
  }
  if (before?.earlier && !after.earlier) return strings.comparisonEnded;
  if (after.earlier?.change && JSON.stringify(before?.earlier) !== JSON.stringify(after.earlier))
    return [strings.comparedWith(moment(after.earlier.startedAt)), ...changesOf(after, metric).map(({ sentence }) => sentence)].join(" ");
  return announcement;
}

/** What changed since the earlier run, as sentences; and whether it was made under the same conditions. */
import type { Machine } from "../../contract/events";
import type { BenchPageState } from "../../contract/pages";
import type { RunChange } from "../../contract/statistics";
import { t } from "../page/localise";
import { factor, moment } from "../page/quantity";
import * as strings from "./strings";
import { ratioWords } from "./verdict";

export interface Change {
  variant: string;
  decided: boolean;
  sentence: string;
}

/** One for each line of `metric` that is measured here, in the order declared; none while they are not calculated. */
export function changesOf({ bench, machine, earlier }: BenchPageState, metric: string): Change[] {
  if (!earlier?.change) return [];
  const { lines } = earlier.change;
  const unit = bench.metrics.find((one) => one.id === metric)?.unit ?? "";
  const when = [moment(earlier.startedAt), ...differences(earlier.machine, machine).briefly].join(", ");
  return bench.variants
    .filter(({ recorded }) => !recorded)
    .map(({ id, label }): Change => {
      const line = lines.find((one) => one.variant === id && one.metric === metric);
      if (!line) return { variant: id, decided: false, sentence: strings.nothingShared(label) };
      const then = earlier.labels[id] ?? label;
      const what = then === label ? t("on {0}", when) : t("{0} on {1}", then, when);
      return { variant: id, decided: line.verdict !== "undecided", sentence: sentenceOf(label, line, unit, what) };
    });
}

function sentenceOf(label: string, { ratio, low, high, verdict }: RunChange["lines"][number], unit: string, then: string): string {
  const { smaller, larger } = ratioWords(unit);
  switch (verdict) {
    case "smaller":
      return t("{0}: {1} ({2} to {3}) than {4}.", label, smaller(ratio), factor(low), factor(high), then);
    case "larger":
      return t("{0}: {1} ({2} to {3}) than {4}.", label, larger(1 / ratio), factor(1 / high), factor(1 / low), then);
    case "undecided":
      return low < 1 && high > 1
        ? t("{0}: not decided, between {1} and {2} than {3}.", label, larger(1 / low), smaller(high), then)
        : t("{0}: not decided, a point has too few runs.", label);
  }
}

export interface Differences {
  /** What is not the same, in a few words for the end of a date. */
  briefly: string[];
  /** Each difference with both values, and what is not recorded; empty when nothing differs. */
  words: string[];
}

export function differences(then: Machine | undefined, now: Machine | undefined): Differences {
  if (!then || !now)
    return {
      briefly: [t("under conditions that are not recorded")],
      words: [...(then ? [] : [strings.unknownThen]), ...(now ? [] : [strings.unknownNow])],
    };
  const rows: [string, string, string][] = [
    [strings.system, then.system, now.system],
    [strings.cores, String(then.cores), String(now.cores)],
    [strings.python, pythonWords(then), pythonWords(now)],
  ];
  const differing = rows.filter(([, before, after]) => before !== after);
  const differs = (what: string) => differing.some(([one]) => one === what);
  // `Linux 6.1` and `Linux 6.2` may be one machine before and after an update.
  const elsewhere = differs(strings.cores) || nameOf(then.system) !== nameOf(now.system);
  return {
    briefly: [
      ...(elsewhere ? [t("on another machine")] : differs(strings.system) ? [t("on another version of the system")] : []),
      ...(differs(strings.python) ? [t("with another Python")] : []),
    ],
    words: differing.map(([what, before, after]) => strings.thenAndNow(what, before, after)),
  };
}

const nameOf = (system: string): string => system.split(/[\s-]/, 1)[0] ?? system;

function pythonWords({ implementation, python, gil }: Machine): string {
  return `${implementation} ${python} ${gil ? t("with the GIL") : t("free-threaded")}`;
}

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
  const when = whenAndWhere(moment(earlier.startedAt), differences(earlier.machine, machine));
  return bench.variants
    .filter(({ recorded }) => !recorded)
    .map(({ id, label }): Change => {
      const line = lines.find((one) => one.variant === id && one.metric === metric);
      if (!line) return { variant: id, decided: false, sentence: strings.nothingShared(label) };
      return { variant: id, decided: line.verdict !== "undecided", sentence: sentenceOf(label, line, unit, when) };
    });
}

function sentenceOf(label: string, { ratio, low, high, verdict }: RunChange["lines"][number], unit: string, when: string): string {
  const { smaller, larger } = ratioWords(unit);
  switch (verdict) {
    case "smaller":
      return t("{0}: {1} ({2} to {3}) than on {4}.", label, smaller(ratio), factor(low), factor(high), when);
    case "larger":
      return t("{0}: {1} ({2} to {3}) than on {4}.", label, larger(1 / ratio), factor(1 / high), factor(1 / low), when);
    case "undecided":
      return low < 1 && high > 1
        ? t("{0}: not decided, between {1} and {2} than on {3}.", label, larger(1 / low), smaller(high), when)
        : t("{0}: not decided, a point has too few runs to compare it with {1}.", label, when);
  }
}

export interface Differences {
  machine: boolean;
  python: boolean;
  /** Each difference, and what is not recorded, for people; empty when nothing differs. */
  words: string[];
}

export function differences(then: Machine | undefined, now: Machine | undefined): Differences {
  if (!then || !now)
    return { machine: true, python: true, words: [...(then ? [] : [strings.unknownThen]), ...(now ? [] : [strings.unknownNow])] };
  const rows: [string, string, string][] = [
    [strings.system, then.system, now.system],
    [strings.cores, String(then.cores), String(now.cores)],
    [strings.python, pythonWords(then), pythonWords(now)],
  ];
  const differing = rows.filter(([, before, after]) => before !== after);
  return {
    machine: differing.some(([what]) => what !== strings.python),
    python: differing.some(([what]) => what === strings.python),
    words: differing.map(([what, before, after]) => strings.thenAndNow(what, before, after)),
  };
}

function pythonWords({ implementation, python, gil }: Machine): string {
  return `${implementation} ${python} ${gil ? t("with the GIL") : t("free-threaded")}`;
}

function whenAndWhere(when: string, { machine, python, words }: Differences): string {
  if (words.length === 0) return when;
  if (machine && python) return t("{0}, on another machine with another Python", when);
  return machine ? t("{0}, on another machine", when) : t("{0}, with another Python", when);
}

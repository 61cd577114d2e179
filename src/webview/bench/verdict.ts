/** A comparison's ratio as a sentence. */
import type { BenchDeclaration, Comparison } from "../../contract/lab";
import type { ComparisonStats } from "../../contract/statistics";
import { t } from "../page/localise";
import { factor } from "../page/quantity";

const timeUnits = new Set(["s", "ms", "us", "µs", "ns", "min"]);

export interface Verdict {
  id: string;
  decided: boolean;
  sentence: string;
}

/** A ratio above 1 in words: `smaller` for what has become so, `larger` for the opposite. */
export function ratioWords(unit: string): Record<"smaller" | "larger", (ratio: number) => string> {
  return timeUnits.has(unit)
    ? { smaller: (ratio) => t("{0}x faster", factor(ratio)), larger: (ratio) => t("{0}x slower", factor(ratio)) }
    : { smaller: (ratio) => t("{0}x less", factor(ratio)), larger: (ratio) => t("{0}x more", factor(ratio)) };
}

export function verdictOf(comparison: Comparison, stats: ComparisonStats, bench: Pick<BenchDeclaration, "metrics">): Verdict {
  const unit = bench.metrics.find((metric) => metric.id === comparison.metric)?.unit ?? "";
  const { smaller, larger } = ratioWords(unit);
  const { id, ratio, low, high, verdict } = stats;
  switch (verdict) {
    case "smaller":
      return { id, decided: true, sentence: t("{0} {1} ({2} to {3}).", comparison.label, smaller(ratio), factor(low), factor(high)) };
    case "larger":
      return {
        id,
        decided: true,
        sentence: t("{0} {1} ({2} to {3}).", comparison.label, larger(1 / ratio), factor(1 / high), factor(1 / low)),
      };
    case "undecided": {
      if (low === high) return { id, decided: false, sentence: t("{0}: not decided, too few runs.", comparison.label) };
      if (low < 1 && high > 1)
        return {
          id,
          decided: false,
          sentence: t("{0} between {1} and {2}: not decided.", comparison.label, larger(1 / low), smaller(high)),
        };
      return { id, decided: false, sentence: t("{0}: not decided, too few runs for an interval.", comparison.label) };
    }
  }
}

/** The verdicts of a finished or running benchmark, in the order declared. */
export function verdictsOf(bench: BenchDeclaration, stats: readonly ComparisonStats[]): Verdict[] {
  const known = new Map(stats.map((one) => [one.id, one]));
  return bench.comparisons.flatMap((comparison) => {
    const one = known.get(comparison.id);
    return one ? [verdictOf(comparison, one, bench)] : [];
  });
}

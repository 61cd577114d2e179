import type { Sample } from "../contract/events";
import type { BenchDeclaration } from "../contract/lab";

type Variants = BenchDeclaration["variants"];

/** A line may stand for something else than the lab says, a solution in place of the learner's file: then its samples name it. */
export function labelled(variants: Variants, samples: readonly Pick<Sample, "variant" | "label">[]): Variants {
  const labels = new Map(samples.flatMap(({ variant, label }) => (label === undefined ? [] : [[variant, label] as const])));
  return labels.size === 0 ? variants : variants.map((variant) => ({ ...variant, label: labels.get(variant.id) ?? variant.label }));
}

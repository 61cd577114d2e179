/** Predictions as the learner types them and as they are sent. */
import type { Prediction } from "../../contract/lab";

/** Keys of a prediction's fields: its x values, or `x` for the place of a vertical line. */
export function fieldsOf(prediction: Prediction): string[] {
  return prediction.kind === "x" ? ["x"] : prediction.at.map(String);
}

/** The typed number, with a decimal comma or point; undefined when it is none. Any finite number counts. */
export function readNumber(text: string): number | undefined {
  const plain = text.trim().replace(",", ".");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

/** All fields as numbers; undefined while one is missing. */
export function readPrediction(prediction: Prediction, texts: Record<string, string>): Record<string, number> | undefined {
  const values: Record<string, number> = {};
  for (const key of fieldsOf(prediction)) {
    const value = readNumber(texts[key] ?? "");
    if (value === undefined) return undefined;
    values[key] = value;
  }
  return values;
}

/** What is set, with the fields typed since over it: what the chart draws while the learner still thinks. */
export function drawnPredictions(
  predictions: Prediction[],
  set: Record<string, Record<string, number>>,
  drafts: Record<string, Record<string, string>>,
): Record<string, Record<string, number>> {
  return Object.fromEntries(
    predictions.map((prediction) => {
      const typed = Object.entries(drafts[prediction.id] ?? {}).flatMap(([key, text]) => {
        const value = readNumber(text);
        return value === undefined ? [] : [[key, value] as const];
      });
      return [prediction.id, { ...set[prediction.id], ...Object.fromEntries(typed) }];
    }),
  );
}

/** True when every prediction the lab asks for is set. */
export function allPredicted(predictions: Prediction[], set: Record<string, Record<string, number>>): boolean {
  return predictions.every((prediction) => fieldsOf(prediction).every((key) => set[prediction.id]?.[key] !== undefined));
}

/** How far the axes reach. */
import type { ChartModel } from "./chartModel";

/** A predicted value this many times above all measured ones leaves the chart at the top instead of flattening the rest. */
const PREDICTION_REACH = 10;

/** The largest y the axis must show; 0 where nothing is above it. */
export function highest({ series, earlier, curves }: ChartModel): number {
  let measured = 0;
  for (const { medians, band } of [...series, ...earlier]) {
    for (const point of medians) measured = Math.max(measured, point.y);
    for (const point of band) measured = Math.max(measured, point.high);
  }
  for (const { runs } of series) for (const point of runs) measured = Math.max(measured, point.y);
  const predicted = Math.max(0, ...curves.flatMap(({ points }) => points.map((point) => point.y)));
  return measured > 0 && predicted > measured * PREDICTION_REACH ? measured : Math.max(measured, predicted);
}

/** From the smallest to the largest x that is measured or predicted. */
export function reach({ xValues, earlier, curves }: ChartModel): { min: number; max: number } {
  const xs = [
    ...xValues,
    ...earlier.flatMap(({ medians }) => medians.map(({ x }) => x)),
    ...curves.flatMap(({ points }) => points.map(({ x }) => x)),
  ];
  return { min: Math.min(...xs), max: Math.max(...xs) };
}

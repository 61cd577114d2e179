/** The plot of a saved chart: grid, axes, bands, runs, lines, predictions. */
import { figure } from "../../page/quantity";
import { highest, reach } from "../chart/axes";
import type { ChartModel, Point } from "../chart/chartModel";
import { earlierDash, predictionDash, seriesStyle } from "../chart/seriesStyle";
import * as strings from "../strings";
import { marker } from "./markers";
import type { Paper } from "./paper";
import { type Shape, type Spot, textWidth } from "./shapes";
import { apart, roundTicks } from "./ticks";

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}
const TEXT = 13;

/** Pixels that the figures and the name of the y axis take at the left of the plot. */
export function yAxisSpace(model: ChartModel): number {
  return Math.max(...roundTicks(highest(model)).map((tick) => textWidth(figure(tick), TEXT))) + 40;
}

/** The shapes in the box and those of its axes around it: 20 px above it, 46 px below, `yAxisSpace` at its left. */
export function plot(model: ChartModel, box: Box, paper: Paper): Shape[] {
  const ticks = roundTicks(highest(model));
  const x = xScale(model, box);
  const y = (value: number) => box.bottom - (value / (ticks.at(-1) ?? 1)) * (box.bottom - box.top);
  const spot = (point: Point): Spot => ({ x: x(point.x), y: y(point.y) });
  const shapes: Shape[] = [];
  const text = (at: Spot, text: string, more: Partial<Extract<Shape, { kind: "text" }>> = {}) =>
    shapes.push({ kind: "text", at, text, size: TEXT, colour: paper.muted, ...more });

  for (const tick of ticks) {
    const at = y(tick);
    shapes.push({
      kind: "lines",
      paths: [
        [
          { x: box.left, y: at },
          { x: box.right, y: at },
        ],
      ],
      colour: paper.line,
      width: 1,
    });
    text({ x: box.left - 8, y: at + 4 }, figure(tick), { anchor: "end" });
  }
  const places = [...new Set(model.xValues)].map((value) => ({ at: x(value), text: figure(value), width: textWidth(figure(value), TEXT) }));
  for (const place of apart(places)) text({ x: place.at, y: box.bottom + 20 }, place.text, { anchor: "middle" });
  text({ x: (box.left + box.right) / 2, y: box.bottom + 44 }, model.xLabel, { anchor: "middle", colour: paper.foreground });
  const beside = box.left - yAxisSpace(model) + TEXT;
  text({ x: beside, y: (box.top + box.bottom) / 2 }, model.yLabel, { anchor: "middle", upright: true, colour: paper.foreground });

  const ends = (band: { x: number; low: number; high: number }[]) =>
    band.flatMap(({ x: at, low, high }): Spot[][] => {
      const [a, b] = [spot({ x: at, y: high }), spot({ x: at, y: low })];
      const across = ({ x, y }: Spot) => [
        { x: x - 4, y },
        { x: x + 4, y },
      ];
      return b.y - a.y < 2 ? [] : [across(a), [a, b], across(b)];
    });
  for (const { style, band } of model.series) {
    const outline = [...band.map(({ x, high }) => ({ x, y: high })), ...band.map(({ x, low }) => ({ x, y: low })).reverse()];
    if (band.length > 1) shapes.push({ kind: "area", points: outline.map(spot), fill: paper.series(style), opacity: 0.16 });
    shapes.push({ kind: "lines", paths: ends(band), colour: paper.series(style), width: 1 });
  }
  for (const { style, band } of model.earlier) shapes.push({ kind: "lines", paths: ends(band), colour: paper.earlier(style), width: 1 });
  for (const { style, runs } of model.series) {
    // Variants stand side by side, so that dots of one x can be told apart.
    const dots = runs.map(spot).map(({ x, y }) => [
      { x: x + 3 * style - 1.5, y },
      { x: x + 3 * style + 1.5, y },
    ]);
    shapes.push({ kind: "lines", paths: dots, colour: paper.series(style), width: 3, opacity: 0.5 });
  }

  for (const { style, medians } of model.earlier) {
    const colour = paper.earlier(style);
    shapes.push({ kind: "lines", paths: [medians.map(spot)], colour, width: 2, dash: earlierDash });
    shapes.push(...medians.map((point) => marker(seriesStyle(style).marker, spot(point), colour, paper.background)));
  }
  for (const { style, points } of model.curves) {
    const colour = style === undefined ? paper.muted : paper.series(style);
    shapes.push({ kind: "lines", paths: inside(points.map(spot), box), colour, width: 1.5, dash: predictionDash });
    const shown = points.map(spot).filter(({ y }) => y >= box.top && y <= box.bottom);
    shapes.push(...shown.map((at) => marker("crossRot", at, colour)));
  }
  for (const { style, medians } of model.series) {
    const { dash, marker: kind } = seriesStyle(style);
    shapes.push({ kind: "lines", paths: [medians.map(spot)], colour: paper.series(style), width: 2, dash });
    shapes.push(...medians.map((point) => marker(kind, spot(point), paper.series(style))));
  }
  if (model.mark !== undefined) {
    // A place outside the axis is drawn at its edge; the label names it.
    const at = Math.min(box.right, Math.max(box.left, x(model.mark)));
    const words = `${strings.yourPrediction}: ${figure(model.mark)}`;
    const half = textWidth(words, TEXT) / 2;
    shapes.push({
      kind: "lines",
      paths: [
        [
          { x: at, y: box.top },
          { x: at, y: box.bottom },
        ],
      ],
      colour: paper.muted,
      width: 1.5,
      dash: predictionDash,
    });
    text({ x: Math.max(box.left + half, Math.min(box.right - half, at)), y: box.top - 8 }, words, { anchor: "middle" });
  }
  return shapes.filter((shape) => shape.kind !== "lines" || shape.paths.length > 0);
}

function xScale(model: ChartModel, { left, right }: Box): (value: number) => number {
  const { min, max } = reach(model);
  // A logarithm has no place for 0 and below: such values stand at the left edge.
  const on = (value: number) => (!model.log ? value : Math.log(Math.max(value, Number.MIN_VALUE)));
  const least = model.log ? on(Math.min(...[...model.xValues, max].filter((value) => value > 0))) : min;
  const span = on(max) - least;
  return (value) => (span > 0 ? left + Math.max(0, (on(value) - least) / span) * (right - left) : (left + right) / 2);
}

/** The parts of a line between top and bottom of the box. */
function inside(points: Spot[], { top, bottom }: Box): Spot[][] {
  return points.slice(1).flatMap((to, index): Spot[][] => {
    const from = points[index];
    if (!from || Math.max(from.y, to.y) < top || Math.min(from.y, to.y) > bottom) return [];
    const cut = (a: Spot, b: Spot): Spot => {
      const y = Math.min(bottom, Math.max(top, a.y));
      return y === a.y ? a : { x: a.x + ((b.x - a.x) * (y - a.y)) / (b.y - a.y), y };
    };
    return [[cut(from, to), cut(to, from)]];
  });
}

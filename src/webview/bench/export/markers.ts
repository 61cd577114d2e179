/** The markers of lines, as chart.js draws them on the page. */
import type { Marker } from "../chart/seriesStyle";
import type { Shape, Spot } from "./shapes";

const RADIUS = 4;

/** @param fill of closed markers: the line's colour, or the background where the marker is hollow */
export function marker(kind: Marker | "crossRot", at: Spot, colour: string, fill = colour): Shape {
  const around = (...turns: number[]): Spot[] =>
    turns.map((turn) => ({ x: at.x + RADIUS * Math.sin(turn * Math.PI), y: at.y - RADIUS * Math.cos(turn * Math.PI) }));
  const strokes = (...pairs: [number, number][]): Shape => ({
    kind: "lines",
    paths: pairs.map((pair) => around(...pair)),
    colour,
    width: 1.5,
  });
  switch (kind) {
    case "circle":
      return { kind: "circle", at, radius: RADIUS, fill, edge: colour };
    case "rect":
      return { kind: "area", points: around(0.25, 0.75, 1.25, 1.75), fill, edge: colour };
    case "rectRot":
      return { kind: "area", points: around(0, 0.5, 1, 1.5), fill, edge: colour };
    case "triangle":
      return { kind: "area", points: around(0, 2 / 3, 4 / 3), fill, edge: colour };
    case "cross":
      return strokes([0, 1], [0.5, 1.5]);
    case "crossRot":
      return strokes([0.25, 1.25], [0.75, 1.75]);
    case "star":
      return strokes([0, 1], [0.5, 1.5], [0.25, 1.25], [0.75, 1.75]);
  }
}

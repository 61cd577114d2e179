import { expect, test } from "vitest";
import { paint } from "../../../../src/webview/bench/export/png";
import type { Scene } from "../../../../src/webview/bench/export/shapes";

/** A canvas context that writes down what is done to it. */
function recorder() {
  const calls: string[] = [];
  const context = new Proxy({} as CanvasRenderingContext2D, {
    get:
      (_target, name) =>
      (...args: unknown[]) =>
        calls.push(`${String(name)}(${args.map((one) => JSON.stringify(one)).join(", ")})`),
    set(_target, name, value) {
      calls.push(`${String(name)} = ${String(value)}`);
      return true;
    },
  });
  return { calls, context };
}

test("a scene is painted on its background, each shape with a state of its own", () => {
  const { calls, context } = recorder();
  const scene: Scene = {
    width: 100,
    height: 50,
    background: "black",
    shapes: [
      {
        kind: "lines",
        paths: [
          [
            { x: 1, y: 2 },
            { x: 3, y: 4 },
          ],
        ],
        colour: "red",
        width: 2,
        dash: [1, 3],
        opacity: 0.5,
      },
      {
        kind: "area",
        points: [
          { x: 0, y: 0 },
          { x: 5, y: 5 },
        ],
        fill: "blue",
        edge: "white",
      },
      { kind: "circle", at: { x: 7, y: 8 }, radius: 4, fill: "black", edge: "red" },
      { kind: "text", at: { x: 9, y: 10 }, text: "wall (s)", size: 13, colour: "white", anchor: "middle", bold: true, upright: true },
    ],
  };
  paint(context, scene, "Ubuntu");
  expect(calls.slice(0, 2)).toEqual(["fillStyle = black", "fillRect(0, 0, 100, 50)"]);
  expect(calls).toEqual(
    expect.arrayContaining([
      "setLineDash([1,3])",
      "globalAlpha = 0.5",
      "lineTo(3, 4)",
      "arc(7, 8, 4, 0, 6.283185307179586)",
      "font = 600 13px Ubuntu",
      "textAlign = center",
      'fillText("wall (s)", 0, 0)',
    ]),
  );
  expect(calls.filter((call) => call === "save()")).toHaveLength(4);
  expect(calls.filter((call) => call === "restore()")).toHaveLength(4);
});

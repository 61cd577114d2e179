import type { Scene, Shape } from "./shapes";

/** Pixels of the file for one of the page. */
const SCALE = 2;
const HEADER = "data:image/png;base64,";

/** A scene as a PNG in base 64, at twice its size; undefined where no canvas can be drawn on. */
export function png(scene: Scene, fontFamily: string): string | undefined {
  const canvas = document.createElement("canvas");
  canvas.width = scene.width * SCALE;
  canvas.height = scene.height * SCALE;
  const context = canvas.getContext("2d");
  if (!context) return undefined;
  context.scale(SCALE, SCALE);
  paint(context, scene, fontFamily);
  const data = canvas.toDataURL("image/png");
  return data.startsWith(HEADER) ? data.slice(HEADER.length) : undefined;
}

/** Draws the scene with the context's own scale. */
export function paint(context: CanvasRenderingContext2D, { width, height, background, shapes }: Scene, fontFamily: string): void {
  context.fillStyle = background;
  context.fillRect(0, 0, width, height);
  for (const shape of shapes) {
    context.save();
    paintShape(context, shape, fontFamily);
    context.restore();
  }
}

function paintShape(context: CanvasRenderingContext2D, shape: Shape, fontFamily: string): void {
  switch (shape.kind) {
    case "lines":
      context.strokeStyle = shape.colour;
      context.lineWidth = shape.width;
      context.globalAlpha = shape.opacity ?? 1;
      context.setLineDash(shape.dash ?? []);
      context.beginPath();
      for (const path of shape.paths) path.forEach(({ x, y }, index) => void (index === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
      context.stroke();
      return;
    case "area":
      context.beginPath();
      for (const { x, y } of shape.points) context.lineTo(x, y);
      context.closePath();
      context.fillStyle = shape.fill;
      context.globalAlpha = shape.opacity ?? 1;
      context.fill();
      if (shape.edge !== undefined) outline(context, shape.edge);
      return;
    case "circle":
      context.beginPath();
      context.arc(shape.at.x, shape.at.y, shape.radius, 0, 2 * Math.PI);
      context.fillStyle = shape.fill;
      context.fill();
      outline(context, shape.edge);
      return;
    case "text":
      context.font = `${shape.bold ? "600 " : ""}${shape.size}px ${fontFamily}`;
      context.fillStyle = shape.colour;
      context.textAlign = shape.anchor === "middle" ? "center" : shape.anchor === "end" ? "right" : "left";
      context.translate(shape.at.x, shape.at.y);
      if (shape.upright) context.rotate(-Math.PI / 2);
      context.fillText(shape.text, 0, 0);
      return;
  }
}

function outline(context: CanvasRenderingContext2D, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.stroke();
}

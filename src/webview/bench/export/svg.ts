/** A scene as a document of its own: shapes and text, no script, no style sheet, nothing fetched. */
import type { Scene, Shape, Spot } from "./shapes";

const FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text for an element or attribute; characters that XML does not allow at all are left out. */
function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones.
      .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "")
      .replace(/[&<>"']/g, (character) => entities[character] ?? character)
  );
}

const number = (value: number) => String(Math.round(value * 10) / 10);

function element(name: string, attributes: Record<string, string | number | undefined>, content?: string): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${typeof value === "number" ? number(value) : escaped(value)}"`],
  );
  return `<${name}${written.join("")}${content === undefined ? "/>" : `>${content}</${name}>`}`;
}

const along = (points: Spot[]) => points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${number(x)} ${number(y)}`).join("");

function shapeElement(shape: Shape): string {
  switch (shape.kind) {
    case "lines": {
      const { colour, width, dash = [], opacity } = shape;
      const look = { stroke: colour, "stroke-width": width, "stroke-dasharray": dash.join(" ") || undefined, "stroke-opacity": opacity };
      return element("path", { d: shape.paths.map(along).join(""), fill: "none", ...look });
    }
    case "area": {
      const { points, fill, opacity, edge } = shape;
      return element("path", { d: `${along(points)}Z`, fill, "fill-opacity": opacity, stroke: edge, "stroke-width": edge && 1.5 });
    }
    case "circle":
      return element("circle", {
        cx: shape.at.x,
        cy: shape.at.y,
        r: shape.radius,
        fill: shape.fill,
        stroke: shape.edge,
        "stroke-width": 1.5,
      });
    case "text": {
      const { at, text, size, colour, anchor, bold, upright } = shape;
      const turn = upright ? `rotate(-90 ${number(at.x)} ${number(at.y)})` : undefined;
      const look = { "font-size": size, "font-weight": bold ? 600 : undefined, "text-anchor": anchor, fill: colour, transform: turn };
      return element("text", { x: at.x, y: at.y, ...look }, escaped(text));
    }
  }
}

/** @param description the chart in words, for those who do not see it */
export function svg({ width, height, background, shapes }: Scene, title: string, description: string): string {
  const lines = [
    element("title", { id: "title" }, escaped(title)),
    element("desc", { id: "desc" }, escaped(description)),
    element("rect", { width, height, fill: background }),
    ...shapes.map(shapeElement),
  ];
  const look = { role: "img", "aria-labelledby": "title desc", "font-family": FONT };
  const place = { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${number(width)} ${number(height)}` };
  return `${element("svg", { ...place, ...look }, `\n${lines.join("\n")}\n`)}\n`;
}

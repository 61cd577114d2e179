import type { ChartFormat } from "../contract/pages";

/** Pixels a side of a picture may have. */
const SIDE = 8192;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** All that a chart is drawn with: no script, no style sheet, no reference to anything. */
const ELEMENTS = new Set(["svg", "title", "desc", "rect", "path", "circle", "text"]);
const ATTRIBUTES = new Set(
  (
    "xmlns width height viewBox role aria-labelledby font-family id x y cx cy r d fill stroke stroke-width stroke-dasharray " +
    "stroke-opacity fill-opacity font-size font-weight text-anchor transform"
  ).split(" "),
);

/**
 * What a page says is a chart, as the bytes of a file; the reason where it is not one.
 * @param data the text of an SVG, or a PNG in base 64
 */
export function readChartFile(format: ChartFormat, data: string): { ok: true; bytes: Uint8Array } | { ok: false; reason: string } {
  const bytes = Buffer.from(data, format === "png" ? "base64" : "utf8");
  const reason = format === "png" ? pngFault(data, bytes) : svgFault(data);
  return reason === undefined ? { ok: true, bytes } : { ok: false, reason };
}

/** Chunks (length, type, data, checksum) from the header to the end, and nothing behind it. */
function pngFault(data: string, bytes: Buffer): string | undefined {
  if (bytes.toString("base64") !== data) return "it is not in base 64";
  if (!bytes.subarray(0, 8).equals(SIGNATURE)) return "it is not a PNG";
  let at = SIGNATURE.length;
  for (let first = true; at + 12 <= bytes.length; first = false) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    if (first && (type !== "IHDR" || length !== 13)) return "its header is missing";
    if (first && at + 25 <= bytes.length) {
      const [width, height] = [bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12)];
      if (width === 0 || height === 0 || width > SIDE || height > SIDE) return `it is ${width} by ${height} pixels large`;
    }
    at += 12 + length;
    if (type === "IEND") return at === bytes.length ? undefined : "something follows its end";
  }
  return "it is cut short";
}

/** Reads the document as tags and text: each tag known, each closed, one root. */
function svgFault(data: string): string | undefined {
  const open: string[] = [];
  let roots = 0;
  for (const [piece] of data.trim().matchAll(/<[^<]*?>|[^<]+|</g)) {
    const tag = /^<(\/?)([a-z]+)((?: [A-Za-z-]+="[^"<>]*")*)(\/?)>$/.exec(piece);
    if (!tag) {
      if (piece.startsWith("<")) return `it has a part that is no element of a chart: ${piece.slice(0, 40)}`;
      if (open.length === 0) return "it has text outside the drawing";
      continue;
    }
    const [, closing, name = "", written = "", empty] = tag;
    if (!ELEMENTS.has(name)) return `it has an element that no chart has: ${name}`;
    for (const [, attribute = "", value = ""] of written.matchAll(/ ([A-Za-z-]+)="([^"]*)"/g)) {
      if (!ATTRIBUTES.has(attribute)) return `it has an attribute that no chart has: ${attribute}`;
      if (attribute !== "xmlns" && /url\s*\(|:\/\//i.test(value)) return `its ${attribute} refers to something outside`;
    }
    if (closing) {
      if (open.pop() !== name) return `its elements are not closed in turn: ${name}`;
    } else {
      if (open.length === 0) roots += 1;
      if (open.length === 0 && (name !== "svg" || !written.includes(' xmlns="http://www.w3.org/2000/svg"'))) return "it is not an SVG";
      if (!empty) open.push(name);
    }
  }
  if (open.length > 0) return "it is cut short";
  return roots === 1 ? undefined : "it is not one SVG";
}

/** What a saved chart is made of: drawn onto a canvas for PNG, written as elements for SVG. Lengths in CSS pixels, y downwards. */
export interface Spot {
  x: number;
  y: number;
}

export type Shape =
  /** Strokes; `opacity` from 0 to 1. */
  | { kind: "lines"; paths: Spot[][]; colour: string; width: number; dash?: number[]; opacity?: number }
  /** A filled outline; the stroke has the colour `edge`. */
  | { kind: "area"; points: Spot[]; fill: string; opacity?: number; edge?: string }
  | { kind: "circle"; at: Spot; radius: number; fill: string; edge: string }
  /** `at` is on the baseline; `upright` text runs upwards from it. */
  | { kind: "text"; at: Spot; text: string; size: number; colour: string; anchor?: "middle" | "end"; bold?: boolean; upright?: boolean };

export interface Scene {
  width: number;
  height: number;
  background: string;
  shapes: Shape[];
}

/** A width the text does not pass in usual sans-serif fonts: files are read with fonts this machine may not have. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) ems += /[\u1100-\uffef]|[^\0-\uffff]/u.test(character) ? 1 : 0.56;
  return ems * size;
}

/** Words in lines of at most `width` pixels; a longer word has a line of its own. */
export function wrapped(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`, size) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

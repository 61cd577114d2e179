import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { themes } from "../samples/themes";

const css = readFileSync(path.join(import.meta.dirname, "../../../src/webview/page/code.css"), "utf8");
/** WCAG 2.2, 1.4.3: text below 18 pt. */
const TEXT = 4.5;

type Colour = [red: number, green: number, blue: number, alpha: number];

function parse(text: string): Colour {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (hex) return [Number.parseInt(hex[1] ?? "", 16), Number.parseInt(hex[2] ?? "", 16), Number.parseInt(hex[3] ?? "", 16), 1];
  const rgba = /^rgba\((\d+), (\d+), (\d+), ([\d.]+)\)$/.exec(text);
  if (rgba) return [Number(rgba[1]), Number(rgba[2]), Number(rgba[3]), Number(rgba[4])];
  throw new Error(`not a colour: ${text}`);
}

function luminance([red, green, blue]: Colour): number {
  const [r, g, b] = [red, green, blue].map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

/** WCAG 2.2 contrast ratio; a see-through text colour is laid over the background first. */
function contrast(text: Colour, background: Colour): number {
  const laid = text.map((part, index) => (index === 3 ? 1 : part * text[3] + (background[index] ?? 0) * (1 - text[3]))) as Colour;
  const [lighter, darker] = [luminance(laid), luminance(background)].sort((a, b) => b - a);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

/** Token class to the variable that colours it, read from the style sheet itself. */
const tokens = [...css.matchAll(/((?:\.hljs[^{]*))\{([^}]*)\}/g)].flatMap(([, selectors, body]) => {
  const variable = /color: var\((--vscode-[\w-]+)/.exec(body ?? "")?.[1];
  return variable === undefined ? [] : [{ selector: (selectors ?? "").trim().split(",")[0] ?? "", variable }];
});

/** What code blocks lie on, read from the style sheet too. */
const codeBackground = /figure\.code \{[^}]*background: var\((--vscode-[\w-]+)\)/.exec(css)?.[1] ?? "";

describe.each(Object.entries(themes))("in the theme %s", (_, { variables }) => {
  const colours: Record<string, string> = variables;
  const code = parse(colours[codeBackground] ?? "");
  const page = parse(colours["--vscode-editor-background"] ?? "");

  test.each(tokens)("$selector can be read on the code background", ({ variable }) => {
    expect(contrast(parse(colours[variable] ?? ""), code)).toBeGreaterThanOrEqual(TEXT);
  });

  test.each(["--vscode-foreground", "--vscode-descriptionForeground", "--vscode-textLink-foreground"])(
    "%s can be read on the page",
    (variable) => {
      expect(contrast(parse(colours[variable] ?? ""), page)).toBeGreaterThanOrEqual(TEXT);
    },
  );
});

/** WCAG 2.2, 1.4.11: graphics. */
const GRAPHICS = 3;
const series = ["blue", "green", "purple", "yellow", "red", "foreground"].map((name) => `--vscode-charts-${name}`);

test.each(Object.entries(themes))("in the theme %s every series of a chart can be seen", (_, { variables }) => {
  const colours: Record<string, string> = variables;
  const page = parse(colours["--vscode-editor-background"] ?? "");
  const faint = series.filter((variable) => contrast(parse(colours[variable] ?? ""), page) < GRAPHICS);
  expect(faint).toEqual([]);
});

test("the style sheet colours the tokens of Python that matter", () => {
  expect(tokens.length).toBeGreaterThan(5);
  for (const name of ["keyword", "string", "number", "literal", "built_in", "title", "comment", "meta"])
    expect(css).toContain(`.hljs-${name}`);
});

test("pages take every colour from VS Code", () => {
  const sheets = [
    "page/page.css",
    "page/code.css",
    "page/controls.css",
    "page/checks.css",
    "lab/lab.css",
    "results/results.css",
    "bench/bench.css",
    "module/module.css",
    "interleaving/interleaving.css",
    "doctor/doctor.css",
  ];
  const all = sheets.map((sheet) => readFileSync(path.join(import.meta.dirname, "../../../src/webview", sheet), "utf8")).join("\n");
  expect(all.match(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/gi) ?? []).toEqual([]);
});

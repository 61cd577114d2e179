// @vitest-environment happy-dom
import { expect, test } from "vitest";
import type { BenchPageState } from "../../../../src/contract/pages";
import { readChartFile } from "../../../../src/runtime/chartFile";
import { chartFile } from "../../../../src/webview/bench/export/chartFile";
import { lightPaper } from "../../../../src/webview/bench/export/paper";
import { readTheme } from "../../../../src/webview/page/theme";
import { samplePages } from "../../samples";
import { benchCompared, benchDone, benchPredicted, benchRecorded } from "../../samples/bench";

const svg = (state: BenchPageState, metric = state.bench.metrics[0]?.id ?? "") => chartFile("svg", state, metric, readTheme()) ?? "";
const parsed = (text: string) => {
  const document = new DOMParser().parseFromString(text, "image/svg+xml");
  const texts = [...document.querySelectorAll("text")];
  return { document, texts, words: texts.map((one) => one.textContent) };
};
const joined = (words: (string | null)[]) => words.join(" ");

test("an SVG has title, axes with units, a legend by label, and where it was measured", () => {
  const { document, words } = parsed(svg(benchDone));
  expect(document.querySelector("title")?.textContent).toBe("Benchmark: 1.1 Workers against time");
  expect(document.querySelector("desc")?.textContent).toContain("Line chart of time for all 64 URLs over workers.");
  for (const text of [
    "Benchmark: 1.1 Workers against time",
    "workers",
    "time for all 64 URLs (s)",
    "your check_all",
    "one thread per URL",
    "your prediction",
    "your prediction: 8",
  ])
    expect(words).toContain(text);
  expect(joined(words)).toContain("Linux, 8 cores, CPython 3.13.0, with the GIL");
  expect(words).toEqual(expect.arrayContaining(["1", "2", "4", "8", "16", "32", "64"]));
});

test("the earlier run is in the legend with its date, in the caption with its machine, and drawn dotted", () => {
  const text = svg(benchCompared);
  const { words } = parsed(text);
  expect(words.filter((one) => one?.startsWith("your check_all, "))).toHaveLength(1);
  expect(joined(words)).toMatch(/Beside it, dotted with hollow markers, the run of .*CPython 3\.11\.2/);
  expect(text).toContain('stroke-dasharray="1 3"');
  expect(svg(benchDone)).not.toContain('stroke-dasharray="1 3"');
});

test("a line recorded elsewhere says so in the file too", () => {
  expect(joined(parsed(svg(benchRecorded)).words)).toContain("CPython 3.14, 4 cores, 2026-11-28. Not measured here");
});

test("every benchmark page gives an SVG that the extension takes, and no figure in it is lost to infinity", () => {
  for (const [name, state] of Object.entries(samplePages)) {
    if (state.page !== "bench") continue;
    for (const { id } of state.bench.metrics) {
      const text = svg(state, id);
      expect(readChartFile("svg", text), name).toMatchObject({ ok: true });
      expect(text, name).not.toMatch(/NaN|Infinity|undefined/);
    }
  }
});

test("hostile words stay words", () => {
  const hostile = `</text><script>alert(1)</script>&"'<!-- ]]> \0\u0007\ud800 url(http://x) <image href="x"/>`;
  const { bench } = benchDone;
  const state: BenchPageState = {
    ...benchDone,
    lab: { id: "1.1", title: hostile },
    machine: { python: hostile, implementation: hostile, gil: true, system: hostile, cores: 1 },
    bench: {
      ...bench,
      title: hostile,
      workload: hostile,
      x: { ...bench.x, label: hostile, unit: hostile },
      metrics: bench.metrics.map((metric) => ({ ...metric, label: hostile, unit: hostile })),
      variants: bench.variants.map((variant) => ({ ...variant, label: hostile })),
    },
  };
  const text = svg(state);
  expect(readChartFile("svg", text)).toMatchObject({ ok: true });
  const { document, words } = parsed(text);
  expect(document.querySelectorAll("script, image, parsererror")).toHaveLength(0);
  expect(joined(words)).toContain("<script>alert(1)</script>");
});

test("values an axis cannot show break nothing: 0 on a logarithmic axis, nothing measured, one point, huge and tiny", () => {
  const at = (x: number, wall: number) => ({ variant: "yours", x, round: 0, values: { wall } });
  const base: BenchPageState = { ...benchPredicted, predictions: {} };
  for (const samples of [[], [at(1, 0)], [at(1, 5e-324)], [at(1, 1e308), at(64, 1e-300)], [at(1, -3)]])
    for (const values of [[0, 1, 64], [1], [-4, 1]])
      for (const mark of [0, -5, 1e300]) {
        const state = { ...base, samples, predictions: { knee: { x: mark } }, bench: { ...base.bench, x: { ...base.bench.x, values } } };
        expect(svg(state, "wall")).not.toMatch(/NaN|Infinity/);
      }
});

test("a prediction far above the measured is cut at the top of the plot, not drawn over the title", () => {
  const text = svg({ ...benchDone, predictions: { wall: { 1: 900, 64: 0.1 } } }, "wall");
  const heights = [...text.matchAll(/[ML][\d.]+ (-?[\d.]+)/g)].map((match) => Number(match[1]));
  expect(Math.min(...heights)).toBeGreaterThan(50);
});

test("without a canvas there is no PNG, and that is said by the answer", () => {
  expect(chartFile("png", benchDone, "wall", readTheme())).toBeUndefined();
});

/** WCAG 2 relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
const contrast = (a: string, b: string) => (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);

test("colours are readable on white: text and lines 4.5 to 1, the earlier run 3 to 1, and no two lines share one", () => {
  const styles = [0, 1, 2, 3, 4, 5];
  for (const colour of [lightPaper.foreground, lightPaper.muted, ...styles.map(lightPaper.series)])
    expect(contrast(colour, lightPaper.background), colour).toBeGreaterThanOrEqual(4.5);
  for (const colour of styles.map(lightPaper.earlier)) expect(contrast(colour, lightPaper.background), colour).toBeGreaterThanOrEqual(3);
  expect(new Set([...styles.map(lightPaper.series), ...styles.map(lightPaper.earlier)]).size).toBe(12);
});

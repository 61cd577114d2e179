/** What chart.js does not draw by itself: interval bands, one dot per run, the predicted x, and each line's name at its end. */
import type { Chart, Plugin } from "chart.js";
import { figure } from "../../page/quantity";
import type { Theme } from "../../page/theme";
import * as strings from "../strings";
import type { ChartModel, Point, Series } from "./chartModel";
import { earlierColour, seriesColour } from "./colours";
import { predictionDash } from "./seriesStyle";

/** Narrower charts have no room for names beside the lines; the page shows a legend then (same width in bench.css). */
const LABEL_WIDTH = 560;
const LABEL_GAP = 10;
const LABEL_HEIGHT = 16;

export function marks(): { plugin: Plugin<"line">; show(model: ChartModel, theme: Theme): void } {
  let now: { model: ChartModel; theme: Theme } | undefined;
  return {
    show(model, theme) {
      now = { model, theme };
    },
    plugin: {
      id: "marks",
      beforeDatasetsDraw(chart) {
        if (!now) return;
        const { model, theme } = now;
        for (const series of model.series) drawBand(chart, series, theme);
        for (const series of model.earlier) drawEnds(chart, series, earlierColour(theme, series.style));
        for (const series of model.series) drawRuns(chart, series, theme);
      },
      afterDatasetsDraw(chart) {
        if (!now) return;
        const { model, theme } = now;
        if (model.mark !== undefined) drawMark(chart, model.mark, theme);
        if (chart.width >= LABEL_WIDTH) drawLabels(chart, model, theme);
      },
    },
  };
}

/** Pixels to keep free at the right for the lines' names. */
export function labelSpace(model: ChartModel, theme: Theme, canvas: HTMLCanvasElement): number {
  const context = canvas.getContext("2d");
  if (!context || (canvas.parentElement?.clientWidth ?? 0) < LABEL_WIDTH) return 16;
  context.font = font(theme);
  return Math.max(0, ...names(model).map((one) => context.measureText(one.text).width)) + 2 * LABEL_GAP;
}

function font(theme: Theme): string {
  return `${theme.fontSize - 1}px ${theme.fontFamily}`;
}

/** The names to write and the point each belongs to. A lone line needs no name: the axis says what it is. */
function names(model: ChartModel): { text: string; at: Point; style?: Series }[] {
  const lines = model.series.flatMap((series) => {
    const at = series.medians.at(-1);
    return at ? [{ text: series.label, at, style: series }] : [];
  });
  // Predictions of several lines would be written over one another: the legend names them.
  const curve = model.curves.length === 1 ? model.curves[0] : undefined;
  const at = curve?.points.at(-1);
  return curve && at ? [...lines, { text: curve.label, at }] : lines;
}

function position(chart: Chart<"line">, point: Point): { x: number; y: number } {
  return { x: chart.scales.x?.getPixelForValue(point.x) ?? 0, y: chart.scales.y?.getPixelForValue(point.y) ?? 0 };
}

function drawBand(chart: Chart<"line">, series: Series, theme: Theme): void {
  const { ctx } = chart;
  const upper = series.band.map((point) => position(chart, { x: point.x, y: point.high }));
  const lower = series.band.map((point) => position(chart, { x: point.x, y: point.low })).reverse();
  ctx.save();
  ctx.fillStyle = seriesColour(theme, series.style);
  ctx.beginPath();
  for (const { x, y } of [...upper, ...lower]) ctx.lineTo(x, y);
  ctx.closePath();
  ctx.globalAlpha = theme.highContrast ? 0.35 : 0.18;
  ctx.fill();
  ctx.restore();
  // The ends of each interval are marked too: between points the band is a guess.
  drawEnds(chart, series, seriesColour(theme, series.style));
}

function drawEnds(chart: Chart<"line">, series: Pick<Series, "band">, colour: string): void {
  const { ctx } = chart;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.beginPath();
  series.band.forEach((point) => {
    const high = position(chart, { x: point.x, y: point.high });
    const low = position(chart, { x: point.x, y: point.low });
    if (low.y - high.y < 2) return;
    ctx.moveTo(high.x - 4, high.y);
    ctx.lineTo(high.x + 4, high.y);
    ctx.moveTo(high.x, high.y);
    ctx.lineTo(low.x, low.y);
    ctx.moveTo(low.x - 4, low.y);
    ctx.lineTo(low.x + 4, low.y);
  });
  ctx.stroke();
  ctx.restore();
}

function drawRuns(chart: Chart<"line">, series: Series, theme: Theme): void {
  const { ctx } = chart;
  ctx.save();
  ctx.fillStyle = seriesColour(theme, series.style);
  ctx.globalAlpha = 0.55;
  // Variants stand side by side, so that dots of one x can be told apart.
  const shift = 3 * series.style;
  for (const run of series.runs) {
    const { x, y } = position(chart, run);
    ctx.fillRect(x + shift - 1.5, y - 1.5, 3, 3);
  }
  ctx.restore();
}

function drawMark(chart: Chart<"line">, value: number, theme: Theme): void {
  const { ctx, chartArea, scales } = chart;
  const raw = scales.x?.getPixelForValue(value) ?? Number.NaN;
  // A place outside the axis (or at zero on a logarithmic one) is drawn at its edge; the label names it.
  const x = Math.min(chartArea.right, Math.max(chartArea.left, Number.isFinite(raw) ? raw : chartArea.left));
  const text = `${strings.yourPrediction}: ${figure(value)}`;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = theme.muted;
  ctx.lineWidth = 1.5;
  ctx.setLineDash(predictionDash);
  ctx.beginPath();
  ctx.moveTo(x, chartArea.top);
  ctx.lineTo(x, chartArea.bottom);
  ctx.stroke();
  ctx.font = font(theme);
  ctx.textBaseline = "bottom";
  const half = ctx.measureText(text).width / 2;
  ctx.textAlign = "center";
  ctx.fillText(text, Math.min(chart.width - half - 2, Math.max(half + 2, x)), chartArea.top - 4);
  ctx.restore();
}

function drawLabels(chart: Chart<"line">, model: ChartModel, theme: Theme): void {
  const { ctx, chartArea } = chart;
  const placed = names(model)
    .map((name) => ({ ...name, ...position(chart, name.at) }))
    .filter(({ y }) => y >= chartArea.top - 1)
    .sort((a, b) => a.y - b.y);
  // Names that would overlap are moved down, then the whole stack up where it left the chart.
  placed.forEach((name, index) => {
    const above = placed[index - 1];
    if (above) name.y = Math.max(name.y, above.y + LABEL_HEIGHT);
  });
  const over = (placed.at(-1)?.y ?? 0) - chartArea.bottom;
  ctx.save();
  ctx.font = font(theme);
  ctx.textBaseline = "middle";
  for (const { text, y, style } of placed) {
    ctx.fillStyle = style === undefined ? theme.muted : theme.foreground;
    ctx.fillText(text, chartArea.right + LABEL_GAP, y - Math.max(0, over));
  }
  ctx.restore();
}

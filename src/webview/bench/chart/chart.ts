/** The live line chart. chart.js draws axes, medians and the prediction; `marks.ts` adds bands, runs and labels. */
import { Chart, type ChartDataset, LinearScale, LineController, LineElement, LogarithmicScale, PointElement, Tooltip } from "chart.js";
import { figure, withUnit } from "../../page/quantity";
import type { Theme } from "../../page/theme";
import { highest, reach } from "./axes";
import type { ChartModel, Point } from "./chartModel";
import { curveColour, earlierColour, seriesColour } from "./colours";
import { labelSpace, marks } from "./marks";
import { earlierDash, predictionDash, seriesStyle } from "./seriesStyle";

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Tooltip);

/** Pixels a marker at the edge may stand out of the plot. */
const OVERHANG = 8;

export interface BenchChart {
  draw(model: ChartModel, theme: Theme): void;
  dispose(): void;
}

/** Undefined where the canvas cannot be drawn on; the table has every value. */
export function openChart(canvas: HTMLCanvasElement): BenchChart | undefined {
  if (canvas.getContext("2d") === null) return undefined;
  let chart: Chart<"line", Point[]> | undefined;
  let plot: "linear" | "logarithmic" | undefined;
  const layer = marks();
  return {
    draw(model, theme) {
      const kind = model.log ? "logarithmic" : "linear";
      if (kind !== plot) chart?.destroy();
      layer.show(model, theme);
      const data = { datasets: datasets(model, theme) };
      const options = optionsOf(model, theme, canvas);
      if (chart && kind === plot) {
        chart.data = data;
        chart.options = options;
        chart.update("none");
      } else chart = new Chart<"line", Point[]>(canvas, { type: "line", data, options, plugins: [layer.plugin] });
      plot = kind;
    },
    dispose: () => chart?.destroy(),
  };
}

function datasets(model: ChartModel, theme: Theme): ChartDataset<"line", Point[]>[] {
  const lines = model.series.map(({ label, style, medians }): ChartDataset<"line", Point[]> => {
    const colour = seriesColour(theme, style);
    const { dash, marker } = seriesStyle(style);
    return {
      label,
      data: medians,
      borderColor: colour,
      backgroundColor: colour,
      borderWidth: 2,
      borderDash: dash,
      pointStyle: marker,
      pointRadius: 4,
      pointHoverRadius: 6,
      clip: OVERHANG,
    };
  });
  const predicted = model.curves.map(({ label, style, points }): ChartDataset<"line", Point[]> => {
    const colour = curveColour(theme, style);
    return {
      label,
      data: points,
      borderColor: colour,
      backgroundColor: colour,
      borderWidth: 1.5,
      borderDash: predictionDash,
      pointStyle: "crossRot",
      pointRadius: 5,
      pointBorderColor: colour,
      pointBorderWidth: 1.5,
      clip: OVERHANG,
    };
  });
  const before = model.earlier.map(({ label, style, medians }): ChartDataset<"line", Point[]> => {
    const colour = earlierColour(theme, style);
    return {
      label,
      data: medians,
      borderColor: colour,
      backgroundColor: theme.background,
      borderWidth: 2,
      borderDash: earlierDash,
      pointStyle: seriesStyle(style).marker,
      pointRadius: 4,
      pointBorderColor: colour,
      pointBorderWidth: 1.5,
      clip: OVERHANG,
    };
  });
  return [...lines, ...before, ...predicted];
}

function optionsOf(model: ChartModel, theme: Theme, canvas: HTMLCanvasElement) {
  const font = { family: theme.fontFamily, size: theme.fontSize - 1 };
  const top = highest(model);
  const grid = { color: theme.line, drawTicks: false, lineWidth: theme.highContrast ? 0 : 0.5 };
  const border = { color: theme.highContrast ? theme.foreground : theme.line };
  return {
    animation: false as const,
    responsive: true,
    maintainAspectRatio: false,
    parsing: false as const,
    interaction: { mode: "nearest" as const, intersect: false },
    layout: { padding: { top: 20, left: 0, right: labelSpace(model, theme, canvas) } },
    scales: {
      x: {
        type: model.log ? ("logarithmic" as const) : ("linear" as const),
        ...reach(model),
        title: { display: true, text: model.xLabel, color: theme.foreground, font },
        ticks: { color: theme.muted, font, autoSkip: true, maxRotation: 0, callback: (value: string | number) => figure(Number(value)) },
        grid: { ...grid, display: false },
        border,
        afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
          scale.ticks = model.xValues.map((value) => ({ value }));
        },
      },
      y: {
        min: 0,
        ...(top > 0 ? { suggestedMax: top, max: undefined } : { suggestedMax: 1 }),
        title: { display: true, text: model.yLabel, color: theme.foreground, font },
        ticks: { color: theme.muted, font, padding: 8, maxTicksLimit: 7, callback: (value: string | number) => figure(Number(value)) },
        grid,
        border: { display: false },
      },
    },
    plugins: {
      legend: { display: false },
      tooltip: {
        animation: false as const,
        backgroundColor: theme.hover.background,
        borderColor: theme.hover.border,
        borderWidth: 1,
        cornerRadius: 3,
        titleColor: theme.hover.foreground,
        bodyColor: theme.hover.foreground,
        titleFont: { ...font, weight: 600 },
        bodyFont: font,
        usePointStyle: true,
        callbacks: {
          title: (items: { parsed: { x: number | null } }[]) =>
            items.slice(0, 1).map((item) => `${model.xLabel}: ${figure(item.parsed.x ?? 0)}`),
          label: (item: { dataset: { label?: string }; parsed: { y: number | null } }) =>
            `${item.dataset.label ?? ""}: ${withUnit(item.parsed.y ?? 0, model.unit)}`,
        },
      },
    },
  };
}

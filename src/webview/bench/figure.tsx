/** The chart with its legend and the choice of metric. Drawn again when data or theme change. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { BenchPageState } from "../../contract/pages";
import { readTheme, type Theme, watchTheme } from "../page/theme";
import { type BenchChart, openChart } from "./chart/chart";
import { type ChartModel, chartModel } from "./chart/chartModel";
import { curveColour, earlierColour, seriesColour } from "./chart/colours";
import { earlierDash, predictionDash, seriesStyle } from "./chart/seriesStyle";
import * as strings from "./strings";

function useTheme(): Theme {
  const [theme, setTheme] = useState(readTheme);
  useLayoutEffect(() => watchTheme(setTheme), []);
  return theme;
}

function Legend({ model, theme }: { model: ChartModel; theme: Theme }) {
  const entries = model.series.map(({ label, style }) => ({ label, colour: seriesColour(theme, style), dash: seriesStyle(style).dash }));
  for (const { label, style } of model.earlier) entries.push({ label, colour: earlierColour(theme, style), dash: earlierDash });
  for (const { label, style } of model.curves) entries.push({ label, colour: curveColour(theme, style), dash: predictionDash });
  return (
    <ul class={model.earlier.length > 0 ? "legend whole" : "legend"} aria-label={strings.legend}>
      {entries.map(({ label, colour, dash }) => (
        <li key={label}>
          <svg width="28" height="8" aria-hidden="true">
            <line x1="0" y1="4" x2="28" y2="4" stroke={colour} stroke-width="2" stroke-dasharray={dash.join(" ")} />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}

export function Figure({ bench, metric, onMetric }: { bench: BenchPageState; metric: string; onMetric(metric: string): void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<BenchChart | undefined>(undefined);
  const theme = useTheme();
  const model = chartModel(bench, metric);
  useLayoutEffect(() => {
    if (canvas.current) chart.current = openChart(canvas.current);
    return () => chart.current?.dispose();
  }, []);
  useLayoutEffect(() => chart.current?.draw(model, theme));
  return (
    <section class="figure" aria-labelledby="chart">
      <div class="line">
        <h2 id="chart">{strings.chart}</h2>
        {bench.bench.metrics.length < 2 ? null : (
          <div class="metrics" role="radiogroup" aria-label={strings.metric}>
            {bench.bench.metrics.map(({ id, label }) => (
              <label key={id}>
                <input type="radio" name="metric" value={id} checked={id === metric} onChange={() => onMetric(id)} />
                {label}
              </label>
            ))}
          </div>
        )}
      </div>
      <Legend model={model} theme={theme} />
      <div class="chart">
        <canvas ref={canvas} role="img" aria-label={`${model.summary} ${strings.tableBelow}`} />
      </div>
    </section>
  );
}

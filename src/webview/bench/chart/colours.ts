/** Colours of the lines on the page. None is the only mark of its line. */
import { color } from "chart.js/helpers";
import type { Theme } from "../../page/theme";

export function seriesColour(theme: Theme, style: number): string {
  return theme.series[style % theme.series.length] ?? theme.foreground;
}

/** The earlier run is paler, where the theme has pale colours. Dots and hollow markers tell it from the line. */
export function earlierColour(theme: Theme, style: number): string {
  const colour = seriesColour(theme, style);
  return theme.highContrast ? colour : color(colour).alpha(0.8).rgbString();
}

/** A prediction has the colour of the line it is about; `predictionDash` and crosses tell it from the line. */
export function curveColour(theme: Theme, style: number | undefined): string {
  return style === undefined ? theme.muted : seriesColour(theme, style);
}

/** A line of the grid. High contrast outlines everything in a colour that would hide the data here. */
export function gridColour(theme: Theme): string {
  return theme.highContrast ? color(theme.muted).alpha(0.3).rgbString() : theme.line;
}

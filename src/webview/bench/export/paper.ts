/** The colours a chart is saved in. */
import type { Theme } from "../../page/theme";
import { earlierColour, gridColour, seriesColour } from "../chart/colours";

export interface Paper {
  background: string;
  foreground: string;
  muted: string;
  /** Hairlines of the grid. */
  line: string;
  /** Colour of a variant, by its position among the declared ones; of its earlier run. */
  series(style: number): string;
  earlier(style: number): string;
}

/** Each at least 4.5 : 1 on white, for a picture goes into documents that do not know the reader's theme. */
const dark = ["#1a5fb4", "#23703f", "#7a3e9d", "#8a6100", "#b3261e", "#3d3846"];
/** The same, paler: at least 3 : 1. */
const pale = ["#4c86cf", "#4a9467", "#a06cc0", "#a8832f", "#d1605a", "#757080"];
const pick = (colours: string[]) => (style: number) => colours[style % colours.length] ?? "#3d3846";

export const lightPaper: Paper = {
  background: "#ffffff",
  foreground: "#1f1f1f",
  muted: "#595959",
  line: "#d8d8d8",
  series: pick(dark),
  earlier: pick(pale),
};

export function themePaper(theme: Theme): Paper {
  return {
    background: theme.background,
    foreground: theme.foreground,
    muted: theme.muted,
    line: gridColour(theme),
    series: (style) => seriesColour(theme, style),
    earlier: (style) => earlierColour(theme, style),
  };
}

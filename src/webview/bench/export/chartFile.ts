import type { BenchPageState, ChartFormat } from "../../../contract/pages";
import type { Theme } from "../../page/theme";
import { chartModel } from "../chart/chartModel";
import { lightPaper, themePaper } from "./paper";
import { captionOf, picture } from "./picture";
import { png } from "./png";
import { svg } from "./svg";

/** The chart of `metric` as a file's content: an SVG on white, a PNG in the theme's colours. Undefined where it cannot be drawn. */
export function chartFile(format: ChartFormat, bench: BenchPageState, metric: string, theme: Theme): string | undefined {
  const model = chartModel(bench, metric);
  const caption = captionOf(bench);
  switch (format) {
    case "svg":
      return svg(picture(model, caption, lightPaper), caption.title, model.summary);
    case "png":
      return png(picture(model, caption, themePaper(theme)), theme.fontFamily);
  }
}

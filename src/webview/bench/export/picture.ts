/** The chart with what a reader needs who has nothing but the file: title, legend, machine and Python. */
import type { BenchPageState } from "../../../contract/pages";
import { moment } from "../../page/quantity";
import { machineWords } from "../../parts/machine";
import { plainPhrase } from "../../parts/phrase";
import type { ChartModel } from "../chart/chartModel";
import { earlierDash, predictionDash, seriesStyle } from "../chart/seriesStyle";
import * as strings from "../strings";
import { marker } from "./markers";
import type { Paper } from "./paper";
import { plot, yAxisSpace } from "./plot";
import { type Scene, type Shape, textWidth, wrapped } from "./shapes";

export interface Caption {
  title: string;
  /** Sentences under the chart, a paragraph each. */
  notes: string[];
}

export function captionOf({ lab, bench, machine, startedAt, earlier }: BenchPageState): Caption {
  const where = (one: typeof machine) => (one ? machineWords(one) : strings.machineUnknown);
  return {
    title: strings.title(lab.id, plainPhrase(bench.title)),
    notes: [
      plainPhrase(bench.workload),
      ...(startedAt === undefined ? [] : [strings.measuredOn(moment(startedAt), where(machine))]),
      ...(earlier ? [strings.besideMeasuredOn(moment(earlier.startedAt), where(earlier.machine))] : []),
      ...bench.variants.flatMap(({ label, recorded }) => (recorded ? [strings.recordedElsewhere(label, recorded.on)] : [])),
      strings.howDrawn(strings.rounds(bench.rounds, bench.warmup)),
    ],
  };
}

const WIDTH = 960;
const MARGIN = 24;
const PLOT_HEIGHT = 380;
const [TITLE, TEXT, NOTE] = [18, 13, 12];

export function picture(model: ChartModel, { title, notes }: Caption, paper: Paper): Scene {
  const room = WIDTH - 2 * MARGIN;
  const shapes: Shape[] = [];
  let y = MARGIN;
  const write = (text: string, size: number, colour: string, bold = false) => {
    for (const line of wrapped(text, room, size)) {
      y += size;
      shapes.push({ kind: "text", at: { x: MARGIN, y }, text: line, size, colour, bold });
      y += Math.round(size * 0.5);
    }
  };
  write(title, TITLE, paper.foreground, true);
  y += 8;
  let x = MARGIN;
  for (const { label, sample } of legend(model, paper)) {
    const width = 36 + textWidth(label, TEXT);
    if (x > MARGIN && x + width > WIDTH - MARGIN) {
      x = MARGIN;
      y += 22;
    }
    shapes.push(...sample(x, y + TEXT - 4), {
      kind: "text",
      at: { x: x + 36, y: y + TEXT },
      text: label,
      size: TEXT,
      colour: paper.foreground,
    });
    x += width + 24;
  }
  y += TEXT + 36;
  shapes.push(...plot(model, { left: MARGIN + yAxisSpace(model), top: y, right: WIDTH - MARGIN - 8, bottom: y + PLOT_HEIGHT }, paper));
  y += PLOT_HEIGHT + 62;
  for (const note of notes) write(note, NOTE, paper.muted);
  return { width: WIDTH, height: Math.ceil(y + MARGIN - 6), background: paper.background, shapes };
}

interface Entry {
  label: string;
  /** The line with its marker, from `x` on, at the height `y`. */
  sample(x: number, y: number): Shape[];
}

function legend({ series, earlier, curves }: ChartModel, paper: Paper): Entry[] {
  const entry = (
    label: string,
    colour: string,
    width: number,
    dash: number[],
    mark: Parameters<typeof marker>[0],
    fill = colour,
  ): Entry => ({
    label,
    sample: (x, y) => [
      {
        kind: "lines",
        paths: [
          [
            { x, y },
            { x: x + 28, y },
          ],
        ],
        colour,
        width,
        dash,
      },
      marker(mark, { x: x + 14, y }, colour, fill),
    ],
  });
  return [
    ...series.map(({ label, style }) => entry(label, paper.series(style), 2, seriesStyle(style).dash, seriesStyle(style).marker)),
    ...earlier.map(({ label, style }) => entry(label, paper.earlier(style), 2, earlierDash, seriesStyle(style).marker, paper.background)),
    ...curves.map(({ label, style }) =>
      entry(label, style === undefined ? paper.muted : paper.series(style), 1.5, predictionDash, "crossRot"),
    ),
  ];
}

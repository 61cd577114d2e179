/** Words of the benchmark page. */
import { counted, t } from "../page/localise";

export const loading = t("Opening the benchmark …");
export const title = (id: string, lab: string) => t("Benchmark: {0} {1}", id, lab);
export const run = t("Run benchmark");
export const runAgain = t("Run again");
export const exportCsv = t("Export CSV");
export const exportAs = t("Export");
export const exportPng = t("Export PNG");
export const exportSvg = t("Export SVG");
export const compareWith = t("Compare with …");
export const comparedWith = (when: string) => t("Compared with {0}", when);
export const compareAnother = t("Another run …");
export const endComparison = t("Take off");
export const endComparisonLabel = t("Take the comparison off");
export const comparisonEnded = t("The comparison is taken off.");
export const comparisonPending = t("The ratios come when this run has ended.");
export const comparisonMethod = t(
  "A ratio is that of the medians, over the points of a line their geometric mean. The interval covers the noise within the two runs, not what else changed between them.",
);
export const nothingShared = (label: string) => t("{0}: not compared, the two runs share no point with a value above 0.", label);
export const otherConditions = t("The runs were not made under the same conditions, so your program is not all that changed:");
export const sameConditions = t("The same system, number of cores and Python, as far as the runs say.");
export const thenAndNow = (what: string, then: string, now: string) => t("{0}: {1} then, {2} now", what, then, now);
export const system = t("System");
export const cores = t("Cores");
export const python = t("Python");
export const unknownThen = t("Where the earlier run was made is not recorded.");
export const unknownNow = t("Where the present run was made is not recorded.");
export const none = "–";
export const earlierColumn = (when: string) => t("Median, {0}", when);
export const ratioColumn = t("Ratio");
export const ratioRange = (ratio: string, low: string, high: string) => t("{0} ({1} to {2})", ratio, low, high);
export const machineUnknown = t("machine not recorded");
export const measuredOn = (when: string, where: string) => t("Measured {0}: {1}.", when, where);
export const besideMeasuredOn = (when: string, where: string) =>
  t("Beside it, dotted with hollow markers, the run of {0}: {1}.", when, where);
export const howDrawn = (rounds: string) =>
  t("{0} Lines join medians, bands are their 95 % intervals, small marks are single runs.", rounds);
export const openLabPage = t("Open the lab page");
export const predictFirst = t("Set your prediction first. Any value counts: it is there for you to compare with.");
export const prediction = t("Your prediction");
export const predictionIntro = t(
  "Before you measure: what do you expect? A wrong prediction shows you where your picture of the program differs from the program.",
);
export const setPrediction = t("Set prediction");
export const changePrediction = t("Change prediction");
export const fieldFor = (label: string, x: string) => `${label} = ${x}`;
export const fillAll = t("Fill in a number in every field.");
export const predicted = t("Predicted");
export const measured = t("Measured");
export const predictedX = (label: string, value: string) => t("You put it at {0} {1}.", value, label);
export const verdict = t("Verdict");
export const noticeTitle = t("What to read off the chart");
export const metric = t("Show");
export const chart = t("Chart");
export const table = t("Table");
export const tableCaption = (metric: string) => t("{0}, all points", metric);
export const median = t("Median");
export const interval = t("95 % interval");
export const runs = t("Runs");
export const noise = t("Noise");
export const noisy = t("noisy");
export const pending = t("…");
export const range = (low: string, high: string) => t("{0} to {1}", low, high);
export const spread = (percent: string) => t("± {0} %", percent);
export const noiseLine = (noisy: number, all: number) =>
  noisy === 0
    ? t("None of {0} points was noisy.", all)
    : counted(noisy, "{0} of {1} points was noisy.", "{0} of {1} points were noisy.", all);
export const noiseMeaning = t(
  "Noisy: the runs of a point spread by more than 10 % around their median. Close other programs and run again.",
);
export const method = (metric: string, how: string) => t("{0}: {1}.", metric, how);
export const methodTitle = t("Method");
export const rounds = (rounds: number, warmup: number) =>
  t(
    "{0}, after {1}; variants and points take turns within each round.",
    counted(rounds, "{0} round", "{0} rounds"),
    counted(warmup, "{0} warm-up round", "{0} warm-up rounds"),
  );
export const cancelled = t("Cancelled. The points measured so far are kept.");
export const cannotRun = t("Cannot run yet");
export const failed = t("The benchmark failed");
export const undecided = t("Not decided");
export const started = (time: string) => t("started {0}", time);
export const yourPrediction = t("your prediction");
export const yourPredictionOf = (line: string) => t("your prediction: {0}", line);
export const recordedElsewhere = (line: string, where: string) =>
  t("{0}: {1}. Not measured here, and not compared with what is.", line, where);
export const noPoints = t("No point is measured yet.");
export const chartSummary = (metric: string, x: string, lines: string[]) =>
  t("Line chart of {0} over {1}. {2}", metric, x, lines.join(" "));
export const besideIt = (when: string) => t("Beside it, dotted: the run of {0}.", when);
export const tableBelow = t("The table below has all values.");
export const lineThen = (label: string, when: string) => t("{0}, {1}", label, when);
export const lineSummary = (label: string, first: string, firstX: string, last: string, lastX: string) =>
  t("{0}: {1} at {2}, {3} at {4}.", label, first, firstX, last, lastX);
export const legend = t("Legend");
export const running = t("The benchmark is running.");
export const ended = t("The benchmark has ended.");

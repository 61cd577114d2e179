import { useEffect } from "preact/hooks";
import type { BenchPageState } from "../../contract/pages";
import type { ViewProps } from "../page/start";
import { readTheme } from "../page/theme";
import { usePage } from "../page/tools";
import { Announcement } from "../parts/announcement";
import { BlockedBanner } from "../parts/banner";
import { Button } from "../parts/button";
import { CancelRow } from "../parts/cancelRow";
import { Icon } from "../parts/icon";
import { Phrase } from "../parts/phrase";
import { Comparison } from "./comparison";
import { chartFile } from "./export/chartFile";
import { Figure } from "./figure";
import { Ending, Method, Verdicts } from "./findings";
import { allPredicted, drawnPredictions } from "./prediction";
import { Predicted, PredictionForm } from "./predictionForm";
import type { BenchAction, BenchView } from "./reduce";
import * as strings from "./strings";
import { Table } from "./table";

function Actions({ bench, ready }: { bench: BenchPageState; ready: boolean }) {
  const { post } = usePage();
  const blocked = bench.blocked !== undefined;
  return (
    <div class="actions">
      <div class="row">
        <Button
          kind={ready ? "primary" : "secondary"}
          icon="play"
          disabled={!ready || blocked || bench.running !== undefined}
          describedBy={blocked ? "blocked-reason" : ready ? undefined : "predict-first"}
          onClick={() => post({ type: "runBenchmark" })}
        >
          {bench.samples.length === 0 || bench.running !== undefined ? strings.run : strings.runAgain}
        </Button>
        {bench.samples.length === 0 || bench.earlier ? null : (
          <Button icon="compare-changes" onClick={() => post({ type: "compareRuns" })}>
            {strings.compareWith}
          </Button>
        )}
        {bench.samples.length === 0 ? null : <Export />}
        <Button onClick={() => post({ type: "openLab", lab: bench.lab.id })}>{strings.openLabPage}</Button>
      </div>
      {ready ? null : (
        <p id="predict-first" class="muted">
          {strings.predictFirst}
        </p>
      )}
      {bench.running === undefined ? null : <CancelRow running={bench.running} />}
    </div>
  );
}

function Export() {
  const { post } = usePage();
  return (
    <fieldset class="exports">
      <legend>
        <Icon name="export" /> {strings.exportAs}
      </legend>
      <Button label={strings.exportCsv} onClick={() => post({ type: "exportCsv" })}>
        CSV
      </Button>
      <Button label={strings.exportPng} onClick={() => post({ type: "exportChart", format: "png" })}>
        PNG
      </Button>
      <Button label={strings.exportSvg} onClick={() => post({ type: "exportChart", format: "svg" })}>
        SVG
      </Button>
    </fieldset>
  );
}

/** Answers the host that asked for the chart as a file: once, as soon as there is a chart. */
function useChartAnswer({ asked, bench }: BenchView, metric: string): void {
  const { post } = usePage();
  useEffect(() => {
    if (asked && bench) post({ type: "chart", format: asked.format, data: chartFile(asked.format, bench, metric, readTheme()) });
  }, [asked?.turn, bench === undefined]);
}

export function View({ state, act }: ViewProps<BenchView, BenchAction>) {
  const { bench } = state;
  const metric = state.metric ?? bench?.bench.metrics[0]?.id ?? "";
  useChartAnswer(state, metric);
  if (!bench) return <p class="muted loading">{strings.loading}</p>;
  const predicted = allPredicted(bench.bench.predictions, bench.predictions);
  const drawn = { ...bench, predictions: drawnPredictions(bench.bench.predictions, bench.predictions, state.drafts) };
  const measured = bench.samples.length > 0 || bench.running !== undefined;
  return (
    <main>
      <header>
        <h1>{strings.title(bench.lab.id, bench.lab.title)}</h1>
        <p class="summary">
          <Phrase text={bench.bench.workload} />
        </p>
      </header>
      <Actions bench={bench} ready={predicted} />
      <Announcement text={state.announcement} />
      {bench.blocked === undefined ? null : <BlockedBanner blocked={bench.blocked} />}
      {bench.ended === undefined || bench.running !== undefined ? null : <Ending ended={bench.ended} />}
      {predicted && !state.changing ? null : <PredictionForm state={state} bench={bench} act={act} />}
      <Verdicts bench={bench} />
      {bench.earlier ? <Comparison bench={bench} earlier={bench.earlier} metric={metric} /> : null}
      <div class="results">
        <Figure bench={drawn} metric={metric} onMetric={(id) => act({ type: "choose-metric", metric: id })} />
        {measured ? <Table bench={bench} metric={metric} /> : null}
      </div>
      {predicted && !state.changing ? (
        <Predicted bench={bench} onChange={measured ? undefined : () => act({ type: "change-prediction" })} />
      ) : null}
      <section aria-labelledby="notice">
        <h2 id="notice">{strings.noticeTitle}</h2>
        <p>
          <Phrase text={bench.bench.notice} />
        </p>
      </section>
      <Method bench={bench} />
    </main>
  );
}

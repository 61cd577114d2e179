/** Predict, then run: what the learner expects, set before the first measurement and shown beside it afterwards. */
import { useId, useRef } from "preact/hooks";
import type { Prediction } from "../../contract/lab";
import type { BenchPageState } from "../../contract/pages";
import { useFocusHeir } from "../page/focusHeir";
import { figure, reading, withUnit } from "../page/quantity";
import { usePage } from "../page/tools";
import { Button } from "../parts/button";
import { Phrase } from "../parts/phrase";
import { allPredicted, fieldsOf, readPrediction } from "./prediction";
import type { BenchAction, BenchView } from "./reduce";
import { rowsOf } from "./rows";
import * as strings from "./strings";

function Fields({
  prediction,
  bench,
  texts,
  onType,
  onEnter,
}: {
  prediction: Prediction;
  bench: BenchPageState["bench"];
  texts: Record<string, string>;
  onType(key: string, text: string): void;
  onEnter(): void;
}) {
  const id = useId();
  const unit =
    prediction.kind === "curve" ? bench.metrics.find((metric) => metric.id === prediction.metric)?.unit : bench.x.unit || bench.x.label;
  return (
    <fieldset class="prediction">
      <legend>
        <Phrase text={prediction.question} />
      </legend>
      <div class="row">
        {fieldsOf(prediction).map((key) => (
          <div key={key} class="field">
            {prediction.kind === "curve" ? <label for={`${id}-${key}`}>{strings.fieldFor(bench.x.label, key)}</label> : null}
            <span class="row tight">
              <input
                id={`${id}-${key}`}
                type="text"
                inputMode="decimal"
                size={7}
                required
                autoComplete="off"
                aria-label={prediction.kind === "x" ? prediction.question : undefined}
                value={texts[key] ?? ""}
                onInput={(event) => onType(key, event.currentTarget.value)}
                onKeyDown={(event) => event.key === "Enter" && onEnter()}
              />
              <span class="muted">{unit}</span>
            </span>
          </div>
        ))}
      </div>
    </fieldset>
  );
}

export function PredictionForm({ state, bench, act }: { state: BenchView; bench: BenchPageState; act(action: BenchAction): void }) {
  const { post } = usePage();
  const { predictions } = bench.bench;
  const section = useRef<HTMLElement>(null);
  useFocusHeir(section);
  const texts = (prediction: Prediction) => {
    const set = Object.entries(bench.predictions[prediction.id] ?? {}).map(([key, value]) => [key, String(value)]);
    return { ...Object.fromEntries(set), ...state.drafts[prediction.id] };
  };
  const read = predictions.map((prediction) => ({ prediction, values: readPrediction(prediction, texts(prediction)) }));
  const complete = read.every(({ values }) => values !== undefined);
  // No <form>: webviews are sandboxed without them, and a submit would never arrive.
  const set = () => {
    if (!complete) return;
    for (const { prediction, values } of read) if (values) post({ type: "predict", prediction: prediction.id, values });
    act({ type: "prediction-set" });
  };
  return (
    <section ref={section} aria-labelledby="prediction">
      <h2 id="prediction">{strings.prediction}</h2>
      <p>{strings.predictionIntro}</p>
      <div>
        {predictions.map((prediction) => (
          <Fields
            key={prediction.id}
            prediction={prediction}
            bench={bench.bench}
            texts={texts(prediction)}
            onType={(key, text) => act({ type: "draft", prediction: prediction.id, key, text })}
            onEnter={set}
          />
        ))}
        <p class="row">
          <Button
            kind={allPredicted(predictions, bench.predictions) ? "secondary" : "primary"}
            disabled={!complete}
            describedBy={complete ? undefined : "fill-all"}
            onClick={set}
          >
            {strings.setPrediction}
          </Button>
          <span id="fill-all" class="muted" hidden={complete}>
            {strings.fillAll}
          </span>
        </p>
      </div>
    </section>
  );
}

/** What was predicted, beside what was measured. */
export function Predicted({ bench, onChange }: { bench: BenchPageState; onChange: (() => void) | undefined }) {
  return (
    <section aria-labelledby="prediction">
      <div class="line">
        <h2 id="prediction">{strings.prediction}</h2>
        {onChange === undefined ? null : (
          <Button kind="link" onClick={onChange}>
            {strings.changePrediction}
          </Button>
        )}
      </div>
      {bench.bench.predictions.map((prediction) => (
        <PredictedOne key={prediction.id} prediction={prediction} bench={bench} />
      ))}
    </section>
  );
}

function PredictedOne({ prediction, bench }: { prediction: Prediction; bench: BenchPageState }) {
  const values = bench.predictions[prediction.id] ?? {};
  const { x, metrics } = bench.bench;
  if (prediction.kind === "x") {
    const value = values.x;
    return (
      <p>
        {prediction.question} {value === undefined ? null : <strong>{strings.predictedX(x.unit || x.label, figure(value))}</strong>}
      </p>
    );
  }
  const unit = metrics.find((metric) => metric.id === prediction.metric)?.unit ?? "";
  const rows = rowsOf(bench, prediction.metric);
  const variants = bench.bench.variants.filter(({ id }) => prediction.variant === undefined || prediction.variant === id);
  return (
    <div class="scroller">
      <table class="predicted">
        <caption>{prediction.question}</caption>
        <thead>
          <tr>
            <th scope="col">{x.label}</th>
            {prediction.at.map((at) => (
              <th key={at} scope="col" class="number">
                {figure(at)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{strings.predicted}</th>
            {prediction.at.map((at) => (
              <td key={at} class="number">
                {withUnit(values[String(at)] ?? Number.NaN, unit)}
              </td>
            ))}
          </tr>
          {rows.length === 0
            ? null
            : variants.map((variant) => (
                <tr key={variant.id}>
                  <th scope="row">{variants.length === 1 && !variant.recorded ? strings.measured : variant.label}</th>
                  {prediction.at.map((at) => {
                    const row = rows.find((one) => one.variant === variant.id && one.x === at);
                    return (
                      <td key={at} class="number">
                        {row === undefined ? strings.pending : reading(row.median, unit)}
                      </td>
                    );
                  })}
                </tr>
              ))}
        </tbody>
      </table>
    </div>
  );
}

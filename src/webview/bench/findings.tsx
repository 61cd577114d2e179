/** What the benchmark says: verdicts as sentences, how sure they are, and on which machine. */
import type { BenchPageState } from "../../contract/pages";
import { moment } from "../page/quantity";
import { Icon } from "../parts/icon";
import { MachineLine } from "../parts/machine";
import { Phrase } from "../parts/phrase";
import * as strings from "./strings";
import { verdictsOf } from "./verdict";

export function Ending({ ended }: { ended: NonNullable<BenchPageState["ended"]> }) {
  switch (ended.outcome) {
    case "passed":
      return ended.message === undefined ? null : (
        <p>
          <Phrase text={ended.message} />
        </p>
      );
    case "cancelled":
      return (
        <p class="notice">
          <Icon name="circle-slash" /> {strings.cancelled}
        </p>
      );
    case "setup":
    case "failed":
    case "inconclusive":
      return (
        <section class="banner" aria-labelledby="ended">
          <h2 id="ended">
            <Icon name={ended.outcome === "setup" ? "tools" : ended.outcome === "failed" ? "error" : "question"} />{" "}
            {ended.outcome === "setup" ? strings.cannotRun : ended.outcome === "failed" ? strings.failed : strings.undecided}
          </h2>
          {ended.message === undefined ? null : (
            <p class="message">
              <Phrase text={ended.message} />
            </p>
          )}
        </section>
      );
  }
}

export function Verdicts({ bench }: { bench: BenchPageState }) {
  const verdicts = verdictsOf(bench.bench, bench.stats?.comparisons ?? []);
  if (!bench.stats || verdicts.length === 0) return null;
  return (
    <section aria-labelledby="verdict">
      <h2 id="verdict">{strings.verdict}</h2>
      <ul class="verdicts">
        {verdicts.map((verdict) => (
          <li key={verdict.id}>
            <Icon name={verdict.decided ? "graph-line" : "question"} />
            <span>
              <Phrase text={verdict.sentence} />
            </span>
          </li>
        ))}
      </ul>
      <p class="muted">
        {strings.noiseLine(bench.stats.noisy, bench.stats.points.length)} {bench.stats.noisy === 0 ? null : strings.noiseMeaning}
      </p>
    </section>
  );
}

export function Method({ bench }: { bench: BenchPageState }) {
  return (
    <section aria-labelledby="method">
      <h2 id="method">{strings.methodTitle}</h2>
      <p>{strings.rounds(bench.bench.rounds, bench.bench.warmup)}</p>
      {bench.bench.metrics.map(({ id, label, method }) => (method === undefined ? null : <p key={id}>{strings.method(label, method)}</p>))}
      {bench.bench.variants.map(({ id, label, recorded }) =>
        recorded === undefined ? null : <p key={id}>{strings.recordedElsewhere(label, recorded.on)}</p>,
      )}
      {bench.machine === undefined ? null : <MachineLine machine={bench.machine} />}
      {bench.startedAt === undefined ? null : <p class="muted">{strings.started(moment(bench.startedAt))}</p>}
    </section>
  );
}

/** The chart's twin: every point as text. */
import type { BenchPageState } from "../../contract/pages";
import { factor, figure, moment, reading } from "../page/quantity";
import { Icon } from "../parts/icon";
import { type Row, rowsOf } from "./rows";
import * as strings from "./strings";

function Line({ row, unit, compared }: { row: Row; unit: string; compared: boolean }) {
  return (
    <tr>
      <th scope="row" class="number">
        {figure(row.x)}
      </th>
      <td class="number">{reading(row.median, unit)}</td>
      <td class="number">
        {row.interval === undefined ? strings.pending : strings.range(reading(row.interval.low), reading(row.interval.high, unit))}
      </td>
      {compared ? (
        <>
          <td class="number">{row.earlier === undefined ? strings.none : reading(row.earlier.median, unit)}</td>
          <td class="number">{ratioWords(row)}</td>
        </>
      ) : null}
      <td class="number">{row.runs}</td>
      <td>
        {row.spread === undefined ? strings.pending : strings.spread(figure(Math.round(row.spread * 1000) / 10))}
        {row.noisy ? (
          <span class="noisy">
            <Icon name="warning" /> {strings.noisy}
          </span>
        ) : null}
      </td>
    </tr>
  );
}

function ratioWords({ earlier }: Row): string {
  if (!earlier?.change) return strings.none;
  const { ratio, low, high } = earlier.change;
  return strings.ratioRange(factor(ratio), factor(low), factor(high));
}

export function Table({ bench, metric }: { bench: BenchPageState; metric: string }) {
  const declared = bench.bench.metrics.find((one) => one.id === metric);
  const unit = declared?.unit ?? "";
  const rows = rowsOf(bench, metric);
  const { earlier } = bench;
  const several = bench.bench.variants.length > 1;
  return (
    <section aria-labelledby="table">
      <h2 id="table">{strings.table}</h2>
      {rows.length === 0 ? (
        <p class="muted">{strings.noPoints}</p>
      ) : (
        <div class="scroller">
          <table>
            <caption>{strings.tableCaption(declared?.label ?? metric)}</caption>
            <thead>
              <tr>
                <th scope="col" class="number">
                  {bench.bench.x.label}
                </th>
                <th scope="col" class="number">
                  {strings.median}
                </th>
                <th scope="col" class="number">
                  {strings.interval}
                </th>
                {earlier ? (
                  <>
                    <th scope="col" class="number">
                      {strings.earlierColumn(moment(earlier.startedAt))}
                    </th>
                    <th scope="col" class="number">
                      {strings.ratioColumn}
                    </th>
                  </>
                ) : null}
                <th scope="col" class="number">
                  {strings.runs}
                </th>
                <th scope="col">{strings.noise}</th>
              </tr>
            </thead>
            {bench.bench.variants.map((variant) => (
              <tbody key={variant.id}>
                {several ? (
                  <tr>
                    <th scope="rowgroup" colSpan={earlier ? 7 : 5}>
                      {variant.label}
                      {variant.recorded === undefined ? null : <span class="muted"> {variant.recorded.on}</span>}
                    </th>
                  </tr>
                ) : null}
                {rows
                  .filter((row) => row.variant === variant.id)
                  .map((row) => (
                    <Line key={row.x} row={row} unit={unit} compared={earlier !== undefined} />
                  ))}
              </tbody>
            ))}
          </table>
        </div>
      )}
    </section>
  );
}

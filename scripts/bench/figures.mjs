/** What some runs of one program under one technique say. A run: `{ found, executions, form }`, or `undefined` when it was given up. */
export function figures(runs) {
  const counts = runs.map((run) => (run?.found ? run.executions : Number.POSITIVE_INFINITY)).sort((a, b) => a - b);
  return {
    runs: runs.length,
    found: counts.filter(Number.isFinite).length,
    /** Executions to the first failure; infinite when most runs found none. */
    median: counts[Math.ceil(counts.length / 2) - 1] ?? Number.POSITIVE_INFINITY,
    worst: counts.at(-1) ?? Number.POSITIVE_INFINITY,
    undecided: runs.filter((run) => run === undefined || run.form === "not decided").length,
  };
}

/** How many programs have their first failure, in the median, within each of `limits` executions. */
export const within = (programs, limits) => limits.map((limit) => programs.filter(({ median }) => median <= limit).length);

/** 4 | 4 (7) | 4 (>1,000, 8 of 10) | none | not decided. */
export function cell({ runs, found, median, worst, undecided }, limit) {
  if (runs === 0) return "–";
  if (found === 0) return undecided === runs ? "not decided" : "none";
  const number = (value) => (Number.isFinite(value) ? value.toLocaleString("en") : `>${limit.toLocaleString("en")}`);
  const share = found < runs ? `, ${found} of ${runs}` : "";
  return worst === median ? number(median) : `${number(median)} (${number(worst)}${share})`;
}

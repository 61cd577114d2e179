import type { RunChange } from "../../contract/statistics";
import type { Random } from "../random";
import { type SamplePoint, seriesOf } from "./benchSeries";
import { draw, interval, LEAST_RUNS, median, medianOf, percentiles, type Ranked, ranked } from "./bootstrap";

/** One point that both runs measured. */
interface Pair {
  variant: string;
  x: number;
  metric: string;
  earlier: Ranked;
  present: Ranked;
  ratio: number;
  runs: number;
}

/**
 * How a benchmark's figures changed from an earlier run to the present one: the ratio of medians at each point, and of each
 * line as the geometric mean over its points. Each run is resampled for itself, by whole rounds, because a slow moment of the
 * machine hits all points of a round. Points with a value that is not above 0 have no ratio and are left out.
 * @param random seeded by the caller, so that the same samples give the same figures
 */
export function runChange(earlier: readonly SamplePoint[], present: readonly SamplePoint[], random: Random): RunChange {
  const lines = new Map<string, Pair[]>();
  for (const pair of pairsOf(earlier, present)) {
    const key = JSON.stringify([pair.variant, pair.metric]);
    lines.set(key, [...(lines.get(key) ?? []), pair]);
  }
  const change: RunChange = { lines: [], points: [] };
  for (const pairs of lines.values()) {
    const [first] = pairs;
    if (!first) continue;
    const { variant, metric } = first;
    const { whole, single } = resampled(pairs, random);
    const ratio = geometricMean(pairs.map((pair) => pair.ratio));
    const decided = Math.min(...pairs.map(({ runs }) => runs)) >= LEAST_RUNS && (whole.low > 1 || whole.high < 1);
    const verdict = !decided ? "undecided" : ratio > 1 ? "smaller" : "larger";
    change.lines.push({ variant, metric, points: pairs.length, ratio, ...whole, verdict });
    pairs.forEach((pair, index) => {
      const { low, high } = single[index] ?? { low: pair.ratio, high: pair.ratio };
      change.points.push({ variant, x: pair.x, metric, ratio: pair.ratio, low, high });
    });
  }
  return change;
}

function pairsOf(earlier: readonly SamplePoint[], present: readonly SamplePoint[]): Pair[] {
  const before = seriesOf(earlier);
  return [...seriesOf(present)].flatMap(([key, { variant, x, metric, rounds }]) => {
    const then = before.get(key)?.rounds;
    if (!then || ![...then.values(), ...rounds.values()].every((value) => value > 0)) return [];
    const [a, b] = [inOrder(then), inOrder(rounds)];
    // Quotients of the smallest and the largest numbers leave the range of a double.
    if (Math.min(...a) / Math.max(...b) === 0 || Math.max(...a) / Math.min(...b) === Number.POSITIVE_INFINITY) return [];
    const runs = Math.min(a.length, b.length);
    return [{ variant, x, metric, earlier: ranked(a), present: ranked(b), ratio: median(a) / median(b), runs }];
  });
}

function inOrder(rounds: ReadonlyMap<number, number>): number[] {
  return [...rounds].sort(([a], [b]) => a - b).map(([, value]) => value);
}

/** Intervals of the line as a whole and of each point. */
function resampled(pairs: readonly Pair[], random: Random) {
  const [before, now] = [new Rounds(random), new Rounds(random)];
  const each = pairs.map((): number[] => []);
  const [low, high] = interval(() => {
    before.begin();
    now.begin();
    return geometricMean(
      pairs.map(({ earlier, present }, index) => {
        const ratio = medianOf(earlier, before.pick(earlier.rank.length)) / medianOf(present, now.pick(present.rank.length));
        each[index]?.push(ratio);
        return ratio;
      }),
    );
  });
  return {
    whole: { low, high },
    single: each.map((ratios) => {
      const [low, high] = percentiles(ratios);
      return { low, high };
    }),
  };
}

/** The rounds drawn for one resample of a run: points with equally many rounds share them. */
class Rounds {
  readonly #picks = new Map<number, { positions: Int32Array; drawn: boolean }>();
  constructor(private readonly random: Random) {}

  begin(): void {
    for (const pick of this.#picks.values()) pick.drawn = false;
  }

  pick(count: number): Int32Array {
    const pick = this.#picks.get(count) ?? { positions: new Int32Array(count), drawn: false };
    this.#picks.set(count, pick);
    if (!pick.drawn) draw(pick.positions, this.random);
    pick.drawn = true;
    return pick.positions;
  }
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

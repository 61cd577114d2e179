import type { PoolCall, PoolCalls } from "../contract/pool";
import { summariseJournals } from "./journal/decodeJournal";
import { mulberry32 } from "./random";
import { benchStatistics } from "./statistics/benchStatistics";
import { runChange } from "./statistics/runChange";

/** The same samples always give the same intervals. */
const SEED = 20261121;

/** What each call of the pool does, in whichever thread. */
export const poolTasks: { [K in PoolCall]: (input: PoolCalls[K]["input"]) => PoolCalls[K]["output"] } = {
  benchStatistics: ({ samples, comparisons }) => benchStatistics(samples, comparisons, mulberry32(SEED)),
  runChange: ({ earlier, present }) => runChange(earlier, present, mulberry32(SEED)),
  summariseJournals: ({ texts }) => summariseJournals(texts),
};

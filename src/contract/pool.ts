/** Calls that run in a worker thread. `worker/` holds one function per call, each forwarding to `core`. */
import type { JournalSummary } from "./checkpoint";
import type { Sample } from "./events";
import type { Comparison } from "./lab";
import type { BenchStats, RunChange } from "./statistics";

export interface PoolCalls {
  benchStatistics: {
    input: { samples: Pick<Sample, "variant" | "x" | "round" | "values">[]; comparisons: Comparison[] };
    output: BenchStats;
  };
  runChange: { input: Record<"earlier" | "present", Pick<Sample, "variant" | "x" | "round" | "values">[]>; output: RunChange };
  /** Decodes a stretch of a journal file; used for the full rebuild of a long history. */
  summariseJournal: { input: { text: string }; output: JournalSummary };
}
export type PoolCall = keyof PoolCalls;

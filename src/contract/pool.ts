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
  /** Decodes stretches of journal files; used for the full rebuild of a long history. */
  summariseJournals: { input: { texts: string[] }; output: JournalSummary };
}
export type PoolCall = keyof PoolCalls;

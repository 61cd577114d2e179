/** Calls that run in a worker thread. `worker/` holds one function per call, each forwarding to `core`. */
import type { Sample } from "./events";
import type { Fact } from "./journal";
import type { Comparison } from "./lab";
import type { BenchStats, RunChange } from "./statistics";

export interface PoolCalls {
  benchStatistics: {
    input: { samples: Pick<Sample, "variant" | "x" | "round" | "values">[]; comparisons: Comparison[] };
    output: BenchStats;
  };
  runChange: { input: Record<"earlier" | "present", Pick<Sample, "variant" | "x" | "round" | "values">[]>; output: RunChange };
  /** Decodes whole journal files; used for the full rebuild of a long history. */
  decodeJournal: { input: { text: string }; output: { facts: Fact[]; bad: { line: number; reason: string }[] } };
}
export type PoolCall = keyof PoolCalls;

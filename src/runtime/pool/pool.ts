import { access } from "node:fs/promises";
import { join } from "node:path";
import type { Piscina } from "piscina";
import type { PoolCall, PoolCalls } from "../../contract/pool";
import { poolTasks } from "../../core/poolTasks";

export interface Pool {
  /** Runs one call in a worker thread. Rejects with the signal's reason when it is aborted. */
  call<K extends PoolCall>(name: K, input: PoolCalls[K]["input"], signal?: AbortSignal): Promise<PoolCalls[K]["output"]>;
  dispose(): Promise<void>;
}

export interface PoolOptions {
  /** Told once when the threads do not work and calls run on the caller's thread from then on. */
  onFault: (message: string) => void;
  /** Milliseconds the first call may take: a bundle laid out wrongly never answers and gives no error. */
  firstUseMs?: number;
}

/** Milliseconds after which a thread without work ends. */
const IDLE_MS = 30_000;

/**
 * A pool of worker threads that exists from its first call on.
 * @param distRoot folder of the bundles: `worker.js` (piscina's bootstrap, which piscina looks for beside the bundle it is
 *   in, so this file is bundled into the same folder) and `tasks.js` (ours)
 */
export function createPool(distRoot: string, options: PoolOptions): Pool {
  return new ThreadPool(distRoot, options);
}

class ThreadPool implements Pool {
  private piscina: Promise<Piscina | undefined> | undefined;
  private readonly disposing = new AbortController();
  private faulty = false;

  constructor(
    private readonly distRoot: string,
    private readonly options: PoolOptions,
  ) {}

  async call<K extends PoolCall>(name: K, input: PoolCalls[K]["input"], signal?: AbortSignal): Promise<PoolCalls[K]["output"]> {
    const stop = signal ? AbortSignal.any([signal, this.disposing.signal]) : this.disposing.signal;
    stop.throwIfAborted();
    this.piscina ??= this.start();
    const piscina = await this.piscina;
    stop.throwIfAborted();
    if (piscina === undefined || this.faulty) return poolTasks[name](input);
    try {
      return await piscina.run(input, { name, signal: stop });
    } catch (error) {
      stop.throwIfAborted();
      throw error;
    }
  }

  async dispose(): Promise<void> {
    if (this.disposing.signal.aborted) return;
    this.disposing.abort(new Error("the pool was closed"));
    const piscina = await this.piscina;
    await piscina?.destroy();
  }

  /** Makes the pool and lets it answer one small call; without an answer in time the pool is given up. */
  private async start(): Promise<Piscina | undefined> {
    const limit = this.options.firstUseMs ?? 10_000;
    let piscina: Piscina | undefined;
    try {
      const filename = join(this.distRoot, "tasks.js");
      await access(filename);
      await access(join(this.distRoot, "worker.js"));
      const { Piscina: ThePool } = await import("piscina");
      piscina = new ThePool({ filename, minThreads: 0, maxThreads: 1, idleTimeout: IDLE_MS });
      const failing = new AbortController();
      piscina.on("error", (error: unknown) => {
        this.fault(`A worker thread failed: ${textOf(error)}.`);
        failing.abort();
      });
      const signal = AbortSignal.any([this.disposing.signal, failing.signal, AbortSignal.timeout(limit)]);
      await piscina.run({ texts: [] }, { name: "summariseJournals", signal });
      return piscina;
    } catch (error) {
      const late = error instanceof Error && error.name === "AbortError";
      if (!this.disposing.signal.aborted) {
        this.fault(
          late
            ? `The worker threads did not answer within ${limit / 1000} seconds.`
            : `The worker threads could not be started: ${textOf(error)}.`,
        );
      }
      await piscina?.destroy().catch(() => undefined);
      return undefined;
    }
  }

  private fault(what: string): void {
    if (this.faulty) return;
    this.faulty = true;
    this.options.onFault(`${what} Calculations run in the extension's own thread instead, which may make it answer slowly for a moment.`);
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

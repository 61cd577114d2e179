import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { poolTasks } from "../../../src/core/poolTasks";
import type { Pool, PoolOptions } from "../../../src/runtime/pool/pool";

const root = join(import.meta.dirname, "../../..");
let dist: string;
let pools: Pool[] = [];

/** The bundles, laid out as the extension's own build does: bootstrap, tasks, piscina and the one that imports it, in one folder. */
beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), "pool-"));
  await writeFile(join(dist, "package.json"), '{ "type": "commonjs" }');
  const shared: BuildOptions = {
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    absWorkingDir: root,
    external: ["@napi-rs/nice"],
    logLevel: "silent",
  };
  await Promise.all([
    build({ ...shared, entryPoints: ["src/runtime/pool/pool.ts"], outfile: join(dist, "pool.cjs") }),
    build({ ...shared, entryPoints: ["src/worker/tasks.ts"], outfile: join(dist, "tasks.js") }),
    build({ ...shared, entryPoints: ["node_modules/piscina/dist/worker.js"], outfile: join(dist, "worker.js") }),
  ]);
});
afterAll(() => rm(dist, { recursive: true, force: true }));
afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.dispose()));
  pools = [];
});

async function createPool(folder = dist, options: Partial<PoolOptions> = {}): Promise<{ pool: Pool; faults: string[] }> {
  const faults: string[] = [];
  const bundled: typeof import("../../../src/runtime/pool/pool") = await import(join(folder, "pool.cjs"));
  const pool = bundled.createPool(folder, { onFault: (message) => faults.push(message), ...options });
  pools.push(pool);
  return { pool, faults };
}

const samples = Array.from({ length: 30 }, (_, round) => ({
  variant: "threads",
  x: round % 2,
  round,
  values: { wall: 1 + (round % 7) / 10 },
}));
const input = { samples, comparisons: [] };

describe("the bundled pool", () => {
  test("calculates in a thread what the caller's own thread would, and stays silent", async () => {
    const { pool, faults } = await createPool();
    expect(await pool.call("benchStatistics", input)).toEqual(poolTasks.benchStatistics(input));
    expect(await pool.call("summariseJournals", { texts: ["# notes\n"] })).toEqual({
      files: [{ lines: 1, bad: [{ line: 1, kind: "foreign", reason: "not a line of a progress journal" }] }],
      facts: [],
    });
    expect(faults).toEqual([]);
  });

  test("answers calls made at once", async () => {
    const { pool } = await createPool();
    const answers = await Promise.all(Array.from({ length: 12 }, () => pool.call("benchStatistics", input)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  test("gives up a call whose signal is aborted, before and during it, and takes the next", async () => {
    const { pool, faults } = await createPool();
    await expect(pool.call("benchStatistics", input, AbortSignal.abort(new Error("never mind")))).rejects.toThrow("never mind");
    await pool.call("summariseJournals", { texts: [] });
    const control = new AbortController();
    const long = pool.call(
      "benchStatistics",
      { samples: Array.from({ length: 200_000 }, (_, round) => ({ variant: "a", x: 1, round, values: { wall: round } })), comparisons: [] },
      control.signal,
    );
    control.abort(new Error("enough"));
    await expect(long).rejects.toThrow("enough");
    expect((await pool.call("benchStatistics", input)).points).toHaveLength(2);
    expect(faults).toEqual([]);
  });

  test("rejects what a task throws, and goes on", async () => {
    const { pool, faults } = await createPool();
    const broken = Reflect.apply(pool.call, pool, ["benchStatistics", { samples: null, comparisons: [] }]);
    await expect(broken).rejects.toThrow();
    expect((await pool.call("benchStatistics", input)).points).toHaveLength(2);
    expect(faults).toEqual([]);
  });

  test("refuses calls once disposed, and ends those under way", async () => {
    const { pool } = await createPool();
    const waiting = pool.call("benchStatistics", input);
    await pool.dispose();
    await pool.dispose();
    await expect(waiting).rejects.toThrow("closed");
    await expect(pool.call("benchStatistics", input)).rejects.toThrow("closed");
  });
});

describe("a pool that cannot work says so once and calculates in the caller's thread", () => {
  async function layOut(change: (folder: string) => Promise<unknown>): Promise<string> {
    const folder = await mkdtemp(join(dist, "broken-"));
    for (const name of ["package.json", "pool.cjs", "tasks.js", "worker.js"]) await cp(join(dist, name), join(folder, name));
    await change(folder);
    return folder;
  }
  test.each<[string, (folder: string) => Promise<unknown>, RegExp]>([
    ["the tasks are missing", (folder) => rm(join(folder, "tasks.js")), /could not be started: .*tasks\.js/],
    ["the bootstrap is missing", (folder) => rm(join(folder, "worker.js")), /could not be started: .*worker\.js/],
    [
      "our tasks lie where the bootstrap belongs, which hangs",
      (folder) => cp(join(dist, "tasks.js"), join(folder, "worker.js")),
      /did not answer within 1\.5 seconds/,
    ],
    [
      "the tasks do not load",
      (folder) => writeFile(join(folder, "tasks.js"), "throw new Error('damaged')"),
      /worker thread failed: damaged/,
    ],
  ])("%s", async (_what, change, message) => {
    const { pool, faults } = await createPool(await layOut(change), { firstUseMs: 1500 });
    expect(await pool.call("benchStatistics", input)).toEqual(poolTasks.benchStatistics(input));
    expect(await pool.call("benchStatistics", input)).toEqual(poolTasks.benchStatistics(input));
    expect(faults).toEqual([expect.stringMatching(message)]);
  });
});

test("nothing is started, and piscina not even loaded, before the first call", async () => {
  const loaded = vi.fn();
  vi.doMock("piscina", () => {
    loaded();
    return {};
  });
  const { createPool: create } = await import("../../../src/runtime/pool/pool");
  await create(dist, { onFault: loaded }).dispose();
  expect(loaded).not.toHaveBeenCalled();
  vi.doUnmock("piscina");
});

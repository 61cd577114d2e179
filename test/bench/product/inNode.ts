// What needs no editor, each in a process of its own: node --expose-gc inNode.cjs NAME. Prints one line of JSON.
import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Fact, JOURNAL_VERSION } from "../../../src/contract/journal";
import { encodeFact } from "../../../src/core/journal/journalLine";
import { newUlid } from "../../../src/core/journal/ulid";
import { poolTasks } from "../../../src/core/poolTasks";
import { mulberry32 } from "../../../src/core/random";
import { newRun, reduceRun, settle } from "../../../src/core/run";
import { readEventLine } from "../../../src/core/verdict/eventLine";
import { createPool } from "../../../src/runtime/pool/pool";
import { startKit } from "../../../src/runtime/process/kit";
import { type Journal, openJournal } from "../../../src/runtime/store/journal";
import { hello, type KitEventBody, numbered, plan } from "../../fixtures/events";
import { answering, type Timing } from "./answering";

const root = process.env["CONCURRENCY_LABS_ROOT"] ?? process.cwd();
const collect = (): void => (globalThis as { gc?: () => void }).gc?.();

/** Events per second from the kit's text to the folded state: half output, half samples. */
async function events(): Promise<{ lines: number; rounds: Timing[] }> {
  const bodies: KitEventBody[] = [hello, plan];
  for (let index = 0; index < 200_000; index += 1)
    bodies.push(
      index % 2 === 0
        ? { event: "output", check: "order", stream: "stdout", text: `line ${index}\n` }
        : { event: "sample", variant: "threads", x: index % 8, round: index, values: { wall: index / 7 } },
    );
  const lines = numbered(bodies).map((event) => JSON.stringify(event));
  const rounds: Timing[] = [];
  for (let round = 0; round < 7; round += 1) {
    collect();
    let state = newRun("1.1", "check", "");
    const timing = await answering(() => {
      for (const line of lines) state = reduceRun(state, readEventLine(line));
    });
    if (state.output.length + state.samples.length !== 200_000 || state.broken !== undefined) throw new Error("events were lost");
    rounds.push(timing);
  }
  return { lines: lines.length, rounds };
}

/** Lab 1.1 with a program that prints `lines` lines when it is imported: this process's heap, and the kit's peak resident memory. */
async function printing(lines: number) {
  const work = await mkdtemp(path.join(tmpdir(), "concurrency-labs-print-"));
  const lab = path.join(root, "labs/m01-quick-start/1.1-url-checker-threads");
  const program = await readFile(path.join(lab, "solutions/pool-map/checker_threads.py"), "utf8");
  await cp(path.join(lab, "starter"), work, { recursive: true });
  await writeFile(path.join(work, "checker_threads.py"), `${program}\nfor line in range(${lines}):\n    print("line", line)\n`);
  collect();
  const before = process.memoryUsage().heapUsed;
  let [state, peak, kit] = [newRun("1.1", "check", ""), 0, 0];
  const run = startKit({
    python: process.env["CONCURRENCY_LABS_TEST_PYTHON"] ?? "python3",
    kitRoot: path.join(root, "src/python"),
    libsRoot: path.join(root, "dist/python-libs"),
    courseRoot: path.join(root, "labs"),
    action: "check",
    lab: "1.1",
    checks: ["any-size"],
    work,
    limits: { callSeconds: 120, memoryMegabytes: 2048, outputKilobytes: 256 },
  });
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().heapUsed);
    kit = Math.max(kit, residentBelow(process.pid));
  }, 100);
  const from = performance.now();
  try {
    for await (const event of run.events) state = reduceRun(state, event);
  } finally {
    clearInterval(watch);
    await run.dispose();
    await rm(work, { recursive: true, force: true, maxRetries: 5 });
  }
  const seconds = (performance.now() - from) / 1000;
  state = settle(state);
  collect();
  const kept = state.output.toArray().reduce((sum, { text }) => sum + text.length, 0);
  const megabytes = (bytes: number) => bytes / 2 ** 20;
  return {
    lines,
    outcome: state.outcome,
    seconds,
    kept,
    dropped: state.dropped,
    heapGrowth: megabytes(process.memoryUsage().heapUsed - before),
    heapPeak: megabytes(peak - before),
    kitPeak: kit / 1024,
  };
}

/** Kilobytes resident in the processes below `parent`, but for the program that tells. */
function residentBelow(parent: number): number {
  if (process.platform === "win32") return Number.NaN;
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid=,rss=,comm="], { encoding: "utf8" })
    .split("\n")
    .map((row) => row.trim().split(/\s+/))
    .filter((row) => row[3] !== "ps")
    .map((row) => row.slice(0, 3).map(Number));
  const below = new Set([parent]);
  for (let size = 0; size !== below.size; ) {
    size = below.size;
    for (const [pid = 0, ppid = 0] of rows) if (below.has(ppid)) below.add(pid);
  }
  below.delete(parent);
  return rows.reduce((sum, [pid = 0, , rss = 0]) => (below.has(pid) ? sum + rss : sum), 0);
}

/** The same statistics in this thread and in the pool's: a benchmark of 3 lines, 8 points, 50 rounds and 2 metrics. */
async function statistics() {
  const random = mulberry32(7);
  const samples = Array.from({ length: 3 * 8 * 50 }, (_, index) => ({
    variant: `v${index % 3}`,
    x: Math.floor(index / 3) % 8,
    round: Math.floor(index / 24),
    values: { wall: 1 + random(), memory: 30 + random() },
  }));
  const input = { samples, comparisons: [] };
  const pool = createPool(__dirname, {
    onFault: (message) => {
      throw new Error(message);
    },
  });
  const first = await answering(() => pool.call("benchStatistics", input));
  const rounds: Record<"own" | "pool", Timing[]> = { own: [], pool: [] };
  for (let round = 0; round < 7; round += 1) {
    rounds.own.push(await answering(() => poolTasks.benchStatistics(input)));
    rounds.pool.push(await answering(() => pool.call("benchStatistics", input)));
  }
  await pool.dispose();
  return { samples: samples.length, first, ...rounds };
}

/** A journal of 100,000 facts by ten writers: decoded whole, then opened again and again as the extension does, by its checkpoint and what came after it. */
async function journal() {
  const folder = await mkdtemp(path.join(tmpdir(), "concurrency-labs-journal-"));
  const random = mulberry32(11);
  const fact = (writer: number, n: number): Pick<Fact, "v" | "id" | "writer" | "n" | "at"> => ({
    v: JOURNAL_VERSION,
    id: newUlid(1_770_000_000_000 + writer * 10_000_000 + n * 1000, random),
    writer: `desk-${writer}`,
    n,
    at: new Date(1_770_000_000_000 + n * 1000).toISOString(),
  });
  const pool = createPool(__dirname, {
    onFault: (message) => {
      throw new Error(message);
    },
  });
  try {
    await mkdir(path.join(folder, "journal"));
    for (let writer = 0; writer < 10; writer += 1) {
      const lines = Array.from({ length: 10_000 }, (_, n) =>
        encodeFact({ ...fact(writer, n), fact: "checked", check: `1.${n % 7}/order`, outcome: n % 3 === 0 ? "passed" : "failed" }),
      );
      await writeFile(path.join(folder, "journal", `desk-${writer}.jsonl`), `${lines.join("\n")}\n`);
    }
    await pool.call("summariseJournals", { texts: [] });
    const place = { path: path.join(folder, "checkpoint"), madeBy: "bench" };
    /** @param decoded lines that have to be */
    const opening = async (lines: number, decoded: number): Promise<Timing> => {
      let opened: Journal | undefined;
      const timing = await answering(async () => {
        opened = await openJournal(path.join(folder, "journal"), {
          machine: "bench",
          now: () => Date.now(),
          decode: (texts) => pool.call("summariseJournals", { texts }),
          checkpoint: place,
        });
      });
      if (opened?.read.lines !== lines || opened.read.decoded !== decoded)
        throw new Error(`${JSON.stringify(opened?.read)}, ${opened?.problems[0]?.message}`);
      await opened.dispose();
      return timing;
    };
    const [whole, again]: [Timing[], Timing[]] = [[], []];
    for (let round = 0; round < 5; round += 1) {
      await rm(place.path, { force: true });
      whole.push(await opening(100_000, 100_000));
    }
    const tail = Array.from({ length: 20 }, (_, n) => encodeFact({ ...fact(11, n), fact: "opened", lab: "1.1" }));
    await writeFile(path.join(folder, "journal", "desk-11.jsonl"), `${tail.join("\n")}\n`);
    for (let round = 0; round < 15; round += 1) again.push(await opening(100_020, 20));
    return { whole, again, files: (await readdir(path.join(folder, "journal"))).length };
  } finally {
    await pool.dispose();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const measures: Record<string, () => unknown> = {
  events,
  output: async () => [await printing(10_000), await printing(1_000_000)],
  statistics,
  journal,
};
const measure = measures[process.argv[2] ?? ""];
if (!measure) throw new Error(`measures: ${Object.keys(measures).join(", ")}`);
void Promise.resolve(measure()).then((figures) => console.log(JSON.stringify(figures)));

import { afterEach, describe, expect, it } from "vitest";
import { BenchProcess } from "../../scripts/bench/benchProcess.mjs";

const job = { technique: "a", measure: "find", program: "b.py", seed: 1, executions: 1, seconds: 30 };
/** Answers each line by what `body` writes: `job` is the job, `say(value)` answers. */
const answering = (body: string) => [
  process.execPath,
  "-e",
  `const say = (value) => console.log(JSON.stringify(value));
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => { const job = JSON.parse(line); ${body} });`,
];

describe("a bench process", () => {
  let bench: InstanceType<typeof BenchProcess>;
  afterEach(() => bench.end());

  it("answers one job after the other in one process", async () => {
    bench = new BenchProcess(answering("say({ form: null, pid: process.pid, seed: job.seed })"), {});
    const [one, two] = [await bench.ask(job), await bench.ask({ ...job, seed: 2 })];
    expect([one.seed, two.seed]).toEqual([1, 2]);
    expect(two.pid).toBe(one.pid);
  });

  it("is another process after an answer that left threads behind", async () => {
    bench = new BenchProcess(answering("say({ stuck: true, pid: process.pid })"), {});
    expect((await bench.ask(job)).pid).not.toBe((await bench.ask(job)).pid);
  });

  it("gives up a job that takes too long and ends its process", async () => {
    bench = new BenchProcess(answering("if (job.seed === 2) say({ form: null })"), { patience: 0 });
    expect(await bench.ask({ ...job, seconds: 0 })).toBeUndefined();
    expect(await bench.ask({ ...job, seed: 2 })).toEqual({ form: null });
  });

  it("says the last words of a process that ended without an answer, and goes on with another", async () => {
    bench = new BenchProcess(
      answering("if (job.seed === 2) say({}); else { console.error('no such module'); process.exitCode = 1; process.stdin.destroy(); }"),
      {},
    );
    await expect(bench.ask(job)).rejects.toThrow(/a on b\.py ended without an answer: no such module/);
    expect(await bench.ask({ ...job, seed: 2 })).toEqual({});
  });
});

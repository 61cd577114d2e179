import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A Python process that answers jobs (`test/bench`), started again after an answer that left threads behind. */
export class BenchProcess {
  #command;
  #options;
  #patience;
  #child;
  #lines;

  /** `patience`: seconds beyond its own budget after which a job is given up and its process ended. */
  constructor(command, { patience = 30, ...options } = {}) {
    this.#command = command;
    this.#options = options;
    this.#patience = patience;
  }

  /** The answer, or `undefined` where none came in time. Throws with the last words of a process that ended without one. */
  async ask(job) {
    this.#child ?? this.#start();
    const child = this.#child;
    child.stdin.write(`${JSON.stringify(job)}\n`);
    let late;
    const timeout = new Promise((resolve) => {
      late = setTimeout(() => resolve("late"), (job.seconds + this.#patience) * 1000);
    });
    const line = await Promise.race([this.#lines.next(), timeout]);
    clearTimeout(late);
    if (line === "late") {
      await this.end();
      return undefined;
    }
    if (line.done) {
      await this.end(); // Its last words are whole then.
      const words = child.words.join("").trim().split("\n").slice(-3).join("\n");
      throw new Error(`${job.technique} on ${job.program} ended without an answer: ${words}`);
    }
    const answer = JSON.parse(line.value);
    if (answer.stuck) await this.end();
    return answer;
  }

  #start() {
    const [file, ...args] = this.#command;
    const child = spawn(file, args, { ...this.#options, stdio: ["pipe", "pipe", "pipe"] });
    child.words = [];
    child.stderr.on("data", (data) => child.words.push(String(data)));
    child.stdin.on("error", () => {}); // It ended; the missing answer says so.
    child.ended = new Promise((resolve) => child.on("close", resolve));
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  async end() {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return;
    child.kill("SIGKILL");
    await child.ended;
  }
}

import { spawn } from "node:child_process";
import { killTree } from "./killTree";
import { LineSplitter } from "./lines";

export interface ToolOptions {
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Aborting ends the whole process tree. */
  signal?: AbortSignal;
  /** Longest line in characters; a longer one is cut to its beginning. Default 4096. */
  lineLimit?: number;
  /** Gets each line of either stream as it comes. */
  onLine?: (line: string) => void;
}

export interface ToolResult {
  /** Null when a signal ended it. */
  code: number | null;
  /** The last lines of both streams. */
  output: string[];
}

const LINE_LIMIT = 4096;
const KEPT_LINES = 200;

/**
 * Runs a program to its end, without a shell and without input, in a process group of its own.
 * @throws the signal's reason when it is aborted, with the tree gone
 * @throws the system's error when the program cannot be started
 */
export async function runTool(command: string, args: readonly string[], options: ToolOptions): Promise<ToolResult> {
  const { env, cwd, signal, onLine, lineLimit = LINE_LIMIT } = options;
  signal?.throwIfAborted();
  const output: string[] = [];
  const take = (line: string): void => {
    output.push(line);
    if (output.length > KEPT_LINES) output.shift();
    onLine?.(line);
  };
  const child = spawn(command, [...args], {
    env,
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  for (const stream of [child.stdout, child.stderr]) {
    const lines = new LineSplitter({ limit: lineLimit, onLine: take, onTooLong: take });
    stream.on("data", (chunk: Buffer) => lines.write(chunk));
    stream.on("end", () => lines.end());
  }
  let killed: Promise<void> | undefined;
  const stop = (): void => {
    if (child.pid !== undefined) killed ??= killTree(child.pid);
  };
  signal?.addEventListener("abort", stop, { once: true });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    await killed;
    signal?.throwIfAborted();
    return { code, output };
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

import { execFile } from "node:child_process";
import * as v from "valibot";
import { errorCode, errorText } from "../errorText";

export type ProbeResult =
  | { kind: "python"; version: string; implementation: string; executable: string; freeThreaded: boolean; abi: string }
  /** The stub Windows puts on PATH where Python is not installed. */
  | { kind: "storeAlias" }
  | { kind: "timeout"; seconds: number }
  | { kind: "broken"; detail: string };

/** Runs on every Python since 2.6, so that an old one can be named. */
const script = `
import json, platform, sys, sysconfig
print(json.dumps({"labkit": 1, "version": "%d.%d.%d" % sys.version_info[:3], "implementation": platform.python_implementation(),
                  "executable": sys.executable or "", "freeThreaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
                  "abi": "%s %s" % (sysconfig.get_config_var("EXT_SUFFIX"), sysconfig.get_platform())}))
`;

const AnswerSchema = v.looseObject({
  labkit: v.literal(1),
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/)),
  implementation: v.string(),
  executable: v.string(),
  freeThreaded: v.boolean(),
  abi: v.string(),
});

/**
 * Asks an interpreter who it is. `-I` keeps the folder and the environment out of it.
 * @throws the signal's reason when it is aborted
 */
export function probe(
  command: string,
  args: readonly string[],
  options: { env: NodeJS.ProcessEnv; timeLimitMs: number; signal?: AbortSignal },
): Promise<ProbeResult> {
  const { env, timeLimitMs, signal } = options;
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    let late = false;
    let timer: NodeJS.Timeout | undefined;
    const finish = (result: ProbeResult) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
      resolve(result);
    };
    const child = execFile(
      command,
      [...args, "-I", "-c", script],
      { env, windowsHide: true, maxBuffer: 64 * 1024 },
      (error, stdout, stderr) => {
        if (late) return finish({ kind: "timeout", seconds: timeLimitMs / 1000 });
        finish(readAnswer(command, stdout, stderr, error));
      },
    );
    const onAbort = () => {
      end();
      clearTimeout(timer);
      reject(signal?.reason);
    };
    // One that left processes behind may never close its pipes; nobody waits for that.
    const end = () => {
      child.kill("SIGKILL");
      child.stdout?.destroy();
      child.stderr?.destroy();
    };
    child.stdin?.on("error", () => undefined);
    child.stdin?.end();
    timer = setTimeout(() => {
      late = true;
      end();
      finish({ kind: "timeout", seconds: timeLimitMs / 1000 });
    }, timeLimitMs);
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}

function readAnswer(command: string, stdout: string, stderr: string, error: Error | null): ProbeResult {
  const line = stdout.split(/\r?\n/).findLast((candidate) => candidate.startsWith("{")) ?? "";
  const answer = v.safeParse(AnswerSchema, parse(line));
  if (error === null && answer.success) return { kind: "python", ...answer.output };
  // 9009 is what the alias exits with; some versions exit with 0 or 1 and print nothing, or advice to open the Store.
  const exit = error !== null && "code" in error ? error.code : 0;
  const inStore = /[\\/]WindowsApps[\\/]/i.test(command);
  if (exit === 9009 || (inStore && !answer.success && (stdout.trim() === "" || /Microsoft Store/i.test(stdout + stderr))))
    return { kind: "storeAlias" };
  if (errorCode(error) !== undefined) return { kind: "broken", detail: errorText(error) };
  const said = stderr.trim().split(/\r?\n/).at(-1)?.trim().slice(0, 200);
  if (error !== null) return { kind: "broken", detail: `it ended with exit code ${String(exit)}${said ? ` and said "${said}"` : ""}` };
  return { kind: "broken", detail: "its answer is not that of a Python interpreter" };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

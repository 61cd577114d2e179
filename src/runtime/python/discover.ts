import { realpath } from "node:fs/promises";
import { dirname } from "node:path";
import { isFile, onPath } from "./onPath";
import { type ProbeResult, probe } from "./probe";

export interface PythonFound {
  found: true;
  /** What to start; absolute. */
  path: string;
  /** For example 3.13.0. */
  version: string;
  implementation: string;
  /** True on a build without the global interpreter lock. */
  freeThreaded: boolean;
  /** What compiled packages must fit: suffix of extension modules and platform. Two interpreters with the same one can share packages. */
  abi: string;
  /** Which candidate it was, in words: one of `pythonSources`, or the name it has on the PATH, such as "python3". */
  source: string;
}

export const pythonSources = { setting: "the setting", extension: "the Python extension's choice" } as const;

export interface PythonTried {
  /** Command or path. */
  candidate: string;
  /** Why it does not do, a clause. */
  problem: string;
}

/** A candidate of a survey: the names it has, and what came of asking it. */
export interface PythonSeen {
  /** Commands or paths; several where the names of one folder lead to one file. */
  names: string[];
  /** What was started; undefined when there is nothing at that place. */
  command: string | undefined;
  /** The interpreter, or why it does not do, a clause that follows its name. */
  result: PythonFound | string;
}

export interface PythonMissing {
  found: false;
  reason: "none" | "storeAlias" | "tooOld" | "broken" | "settingMissing" | "timeout";
  /** What happened and what to do. */
  message: string;
  tried: PythonTried[];
}

export interface FindPythonOptions {
  /** Value of the setting; empty is none. When set, nothing else is tried. */
  setting?: string;
  /** Path the Python or Python Environments extension has chosen. */
  extensionChoice?: string;
  signal?: AbortSignal;
  /** For tests; the defaults are the process's own. */
  env?: NodeJS.ProcessEnv;
  platform?: NodeJS.Platform;
  /** Milliseconds one interpreter may take to answer. */
  timeLimitMs?: number;
}

/** Oldest Python the course supports. */
const LEAST_PYTHON = "3.11";
const NEWEST_MINOR = 15;
const OLDEST_MINOR = 11;
const TIME_LIMIT_MS = 3000;

interface Candidate {
  name: string;
  source: string;
  command: string;
  args: string[];
}

/**
 * Finds an interpreter for the course, or says why there is none. Starts candidates one after another, never through a shell.
 * @throws the signal's reason when it is aborted
 */
export async function findPython(options: FindPythonOptions = {}): Promise<PythonFound | PythonMissing> {
  const env = options.env ?? process.env;
  const platform = options.platform ?? process.platform;
  const setting = options.setting?.trim() ?? "";
  if (setting !== "") return fromSetting(setting, options, env, platform);
  const tried: PythonTried[] = [];
  const failures: ProbeResult[] = [];
  for (const candidate of await candidates(options.extensionChoice, env, platform)) {
    const result = await probe(candidate.command, candidate.args, {
      env,
      timeLimitMs: options.timeLimitMs ?? TIME_LIMIT_MS,
      signal: options.signal,
    });
    options.signal?.throwIfAborted();
    if (result.kind === "python" && isNewEnough(result.version)) return found(candidate, result);
    failures.push(result);
    tried.push({ candidate: candidate.name, problem: problemOf(result) });
  }
  return missing(failures, tried);
}

/**
 * Asks every candidate, one after another: what the setting or the extension names, and each Python on the PATH. Slower than
 * `findPython`, which ends with the first that does.
 * @throws the signal's reason when it is aborted
 */
export async function* surveyPythons(options: FindPythonOptions = {}): AsyncGenerator<PythonSeen> {
  const env = options.env ?? process.env;
  const platform = options.platform ?? process.platform;
  const setting = options.setting?.trim() ?? "";
  const all = await candidates(options.extensionChoice, env, platform);
  if (setting !== "") {
    const command = await settingCommand(setting, env, platform);
    if (command === undefined) yield { names: [setting], command, result: "does not exist" };
    else all.unshift({ name: setting, source: pythonSources.setting, command, args: [] });
  }
  for (const [candidate, ...same] of await sameFiles(all)) {
    if (candidate === undefined) continue;
    options.signal?.throwIfAborted();
    const { command, args } = candidate;
    const result = await probe(command, args, { env, timeLimitMs: options.timeLimitMs ?? TIME_LIMIT_MS, signal: options.signal });
    yield {
      names: [candidate, ...same].map(({ name }) => name),
      command,
      result: result.kind === "python" && isNewEnough(result.version) ? found(candidate, result) : problemOf(result),
    };
  }
}

/** Names of one folder that lead to one file. Those of an environment stay apart: it has packages of its own. */
async function sameFiles(all: Candidate[]): Promise<Candidate[][]> {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of all) {
    const file = await realpath(candidate.command).catch(() => candidate.command);
    const key = [dirname(candidate.command), file, ...candidate.args].join("\0");
    groups.set(key, [...(groups.get(key) ?? []), candidate]);
  }
  return [...groups.values()];
}

/** The file a setting names, by its path or on the PATH; undefined when it does not exist. */
async function settingCommand(setting: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Promise<string | undefined> {
  const command = /[\\/]/.test(setting) ? setting : await onPath(setting, env, platform);
  return command !== undefined && (await isFile(command)) ? command : undefined;
}

async function fromSetting(
  setting: string,
  options: FindPythonOptions,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): Promise<PythonFound | PythonMissing> {
  const command = await settingCommand(setting, env, platform);
  if (command === undefined) {
    const message = `The setting "Python Path" points to ${setting}, which does not exist. Correct the setting, or clear it to let the extension look for Python itself.`;
    return { found: false, reason: "settingMissing", message, tried: [{ candidate: setting, problem: "does not exist" }] };
  }
  const result = await probe(command, [], { env, timeLimitMs: options.timeLimitMs ?? TIME_LIMIT_MS, signal: options.signal });
  const tried = [{ candidate: setting, problem: problemOf(result) }];
  options.signal?.throwIfAborted();
  if (result.kind === "python" && isNewEnough(result.version))
    return found({ name: setting, source: pythonSources.setting, command, args: [] }, result);
  const what = `The setting "Python Path" points to ${setting}, which ${problemOf(result)}.`;
  return {
    found: false,
    reason: reasonOf(result),
    message: `${what} Choose a Python ${LEAST_PYTHON} or newer, or clear the setting.`,
    tried,
  };
}

async function candidates(extensionChoice: string | undefined, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Promise<Candidate[]> {
  const list: Candidate[] = [];
  if (extensionChoice) list.push({ name: extensionChoice, source: pythonSources.extension, command: extensionChoice, args: [] });
  const names = ["python3", "python"];
  const versioned = Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, index) => `python3.${NEWEST_MINOR - index}`);
  for (const name of [...names, "py", ...versioned]) {
    const command = await onPath(name, env, platform);
    if (command === undefined || (list.some((other) => other.command === command) && name !== "py")) continue;
    list.push(name === "py" ? { name: "py -3", source: "py -3", command, args: ["-3"] } : { name, source: name, command, args: [] });
  }
  return list;
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 3 || (major === 3 && minor >= OLDEST_MINOR);
}

function found(candidate: Candidate, result: Extract<ProbeResult, { kind: "python" }>): PythonFound {
  const { version, implementation, freeThreaded, abi } = result;
  // `py -3` is a launcher: what it started is named by the interpreter itself.
  const path = candidate.args.length > 0 ? result.executable : candidate.command;
  return { found: true, path, version, implementation, freeThreaded, abi, source: candidate.source };
}

/** A clause that follows the candidate's name. */
function problemOf(result: ProbeResult): string {
  switch (result.kind) {
    case "python":
      return `is Python ${result.version}, older than ${LEAST_PYTHON}`;
    case "storeAlias":
      return "is only the Microsoft Store's alias: it opens the Store instead of running Python";
    case "timeout":
      return `did not answer within ${result.seconds} seconds`;
    case "broken":
      return `does not run: ${result.detail}`;
    default: {
      const unknown: never = result;
      return unknown;
    }
  }
}

function reasonOf(result: ProbeResult): PythonMissing["reason"] {
  return result.kind === "python" ? "tooOld" : result.kind;
}

function missing(failures: ProbeResult[], tried: PythonTried[]): PythonMissing {
  const install = `Install Python ${LEAST_PYTHON} or newer from python.org or your system's packages, or set "Python Path" to one you have.`;
  const list = tried.map((entry) => `${entry.candidate} ${entry.problem}`).join("; ");
  // What comes first here is nearest to a working Python.
  for (const kind of ["python", "broken", "timeout", "storeAlias"] as const) {
    const failure = failures.find((result) => result.kind === kind);
    if (failure)
      return {
        found: false,
        reason: reasonOf(failure),
        message: `No Python ${LEAST_PYTHON} or newer was found: ${list}. ${install}`,
        tried,
      };
  }
  return { found: false, reason: "none", message: `No Python was found on this machine's PATH. ${install}`, tried };
}

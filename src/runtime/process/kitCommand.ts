import { delimiter } from "node:path";

/** Environment variable that carries the run's id to every process of a run. */
export const RUN_TAG = "LABKIT_RUN";

export interface KitPlaces {
  /** Path of the interpreter. */
  python: string;
  /** Folder that holds the package `labkit`. */
  kitRoot: string;
  /** Folder of the packages the extension carries. */
  libsRoot: string;
  /** Folders of the lab's further packages. */
  packages?: readonly string[];
  /** Folder that holds course.json. */
  courseRoot: string;
}

export interface KitLimits {
  /** Seconds one call of the learner's code may take. */
  callSeconds?: number;
  /** Seconds of CPU time one call may use, all its processes together. */
  cpuSeconds?: number;
  memoryMegabytes?: number;
  /** Processes alive at one time. */
  processes?: number;
  outputKilobytes?: number;
}

export interface KitRequest extends KitPlaces {
  action: "check" | "bench" | "run";
  lab: string;
  work: string;
  checks?: readonly string[];
  limits?: KitLimits;
  /** Tags the processes of this run, so that those left behind can be found. */
  runId?: string;
}

export interface KitCommand {
  command: string;
  args: string[];
  /** The whole environment of the process. */
  env: Record<string, string>;
}

/** The command line and environment of the kit. `check` and `bench` write events; `run` is for a terminal. */
export function kitCommand(request: KitRequest, base: NodeJS.ProcessEnv = process.env): KitCommand {
  const { action, lab, work, courseRoot, checks = [], limits = {} } = request;
  const args = ["-P", "-m", "labkit", action, lab, "--work", work, "--course", courseRoot];
  if (action !== "run") {
    args.push("--json", "--watch-stdin");
    if (limits.callSeconds !== undefined) args.push("--call-seconds", String(limits.callSeconds));
    if (limits.cpuSeconds !== undefined) args.push("--cpu-seconds", String(limits.cpuSeconds));
    if (limits.memoryMegabytes !== undefined) args.push("--memory-mb", String(limits.memoryMegabytes));
    if (limits.processes !== undefined) args.push("--processes", String(limits.processes));
    if (limits.outputKilobytes !== undefined) args.push("--output-kb", String(limits.outputKilobytes));
    for (const check of checks) args.push("--check", check);
  }
  return { command: request.python, args, env: kitEnvironment(request, base) };
}

/** The kit's look at its interpreter and machine, one line of JSON. */
export function doctorCommand(places: KitPlaces, base: NodeJS.ProcessEnv = process.env): KitCommand {
  const args = ["-P", "-m", "labkit", "doctor", "--json", "--course", places.courseRoot];
  return { command: places.python, args, env: kitEnvironment(places, base) };
}

/** Compiles the kit and the packages beside it into their `__pycache__`, where Python looks by itself. */
export function compileCommand(places: KitPlaces, base: NodeJS.ProcessEnv = process.env): KitCommand {
  return { command: places.python, args: ["-P", "-m", "compileall", "-qq", ...foldersOf(places)], env: kitEnvironment(places, base) };
}

const foldersOf = ({ kitRoot, libsRoot, packages = [] }: KitPlaces): string[] => [kitRoot, libsRoot, ...packages];

function kitEnvironment(request: KitPlaces & Pick<KitRequest, "runId">, base: NodeJS.ProcessEnv): Record<string, string> {
  const env: Record<string, string> = {};
  // PYTHON* of the surrounding shell (PYTHONHOME, PYTHONSTARTUP, PYTHONMALLOC, ...) would change what is graded.
  for (const [name, value] of Object.entries(base)) if (value !== undefined && !/^(PYTHON|LABKIT_)/i.test(name)) env[name] = value;
  return {
    ...env,
    PYTHONPATH: foldersOf(request).join(delimiter),
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHONUTF8: "1",
    PYTHONUNBUFFERED: "1",
    ...(request.runId === undefined ? {} : { [RUN_TAG]: request.runId }),
  };
}

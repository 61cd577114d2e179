import { spawn } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** A program ended with a code other than 0; `output` is what it wrote where that was captured. */
export class ProgramFailed extends Error {
  constructor(command, code, output) {
    super(`${command.join(" ")} ended with ${code}${output ? `:\n${output.trimEnd()}` : ""}`);
    this.code = code;
    this.output = output;
  }
}

/**
 * Runs a program to its end without a shell and returns what it wrote to standard output; `show` lets its output through instead.
 * `signal` asks it to end (SIGTERM), `timeout` (ms) kills it.
 */
export function run([program, ...args], { show = false, timeout, signal, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
      // Not spawn's own `timeout`: its timer outlives a program that could not be started.
      signal: timeout ? AbortSignal.timeout(timeout) : signal,
      killSignal: timeout ? "SIGKILL" : "SIGTERM",
      ...options,
    });
    let output = "";
    let all = "";
    child.stdout?.on("data", (chunk) => {
      output += chunk;
      all += chunk;
    });
    child.stderr?.on("data", (chunk) => {
      all += chunk;
    });
    child.on("error", reject);
    child.on("close", (code, signal) =>
      code === 0 ? resolve(output) : reject(new ProgramFailed([program, ...args], code ?? signal, all)),
    );
  });
}

/** The first file of that name on PATH. */
export function onPath(name, env = process.env) {
  const suffixes = process.platform === "win32" ? [".exe", ""] : [""];
  for (const folder of (env.PATH ?? env.Path ?? "").split(delimiter))
    for (const suffix of suffixes) if (folder && existsSync(join(folder, name + suffix))) return join(folder, name + suffix);
}

/** npm as `[node, npm-cli.js]`: the `npm` script itself cannot be started without a shell on Windows. */
export function npm() {
  const found = [
    process.env.npm_execpath,
    join(dirname(process.execPath), "node_modules/npm/bin/npm-cli.js"),
    join(dirname(process.execPath), "../lib/node_modules/npm/bin/npm-cli.js"),
    ...["npm", "npm.cmd"]
      .map((name) => onPath(name))
      .filter(Boolean)
      .flatMap((path) => [realpathSync(path), join(dirname(path), "node_modules/npm/bin/npm-cli.js")]),
  ].find((path) => path?.endsWith("npm-cli.js") && existsSync(path));
  if (!found) throw new Error("npm was not found. Install Node.js with npm, then run this again.");
  return [process.execPath, found];
}

/** Installs exact npm packages into a folder of their own; install scripts stay off. */
export const npmInstall = (folder, packages, options = {}) =>
  run(
    [
      ...npm(),
      "install",
      "--prefix",
      folder,
      "--ignore-scripts",
      "--omit=dev",
      "--no-save",
      "--no-audit",
      "--no-fund",
      "--no-package-lock",
      "--loglevel=error",
      ...packages,
    ],
    { cwd: folder, ...options },
  );

import * as vscode from "vscode";
import { type PathId, pathIds } from "../../contract/course";
import { settings as keys } from "../../contract/ids";
import { Observable, type Watched } from "./observable";
import { Owner } from "./owner";

export interface Settings extends vscode.Disposable {
  /** Empty when the learner left the choice to discovery. */
  pythonPath: Watched<string>;
  path: Watched<PathId>;
  /** Relative to the workspace folder. */
  courseFolder: Watched<string>;
  callSeconds: Watched<number>;
  cpuSeconds: Watched<number>;
  memoryMegabytes: Watched<number>;
  processes: Watched<number>;
  outputKilobytes: Watched<number>;
}

/** Every setting as a value with a change event; nothing else reads configuration. A value of the wrong kind counts as not set. */
export function watchSettings(): Settings {
  const owner = new Owner();
  const watch = <T>(key: string, parse: (value: unknown) => T): Watched<T> => {
    const read = (): T => parse(vscode.workspace.getConfiguration().get<unknown>(key));
    const observable = owner.own(new Observable(read()));
    owner.own(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(key)) observable.value = read();
      }),
    );
    return observable;
  };
  const text =
    (otherwise: string) =>
    (value: unknown): string =>
      typeof value === "string" && value.trim() !== "" ? value.trim() : otherwise;
  const number =
    (otherwise: number, least: number) =>
    (value: unknown): number =>
      typeof value === "number" && value >= least ? value : otherwise;
  return {
    pythonPath: watch(keys.pythonPath, text("")),
    path: watch(keys.path, (value) => pathIds.find((id) => id === value) ?? "A"),
    courseFolder: watch(keys.courseFolder, insideFolder),
    callSeconds: watch(keys.callSeconds, number(20, 1)),
    cpuSeconds: watch(keys.cpuSeconds, number(120, 1)),
    memoryMegabytes: watch(keys.memoryMegabytes, number(2048, 128)),
    processes: watch(keys.processes, number(64, 8)),
    outputKilobytes: watch(keys.outputKilobytes, number(256, 4)),
    dispose: () => owner.dispose(),
  };
}

/** A workspace's settings come with its files: a folder that leads out of the workspace is not taken. */
function insideFolder(value: unknown): string {
  if (typeof value !== "string") return "concurrency-labs";
  const parts = value
    .trim()
    .split(/[\\/]+/)
    .filter((part) => part !== "" && part !== ".");
  if (/^([\\/]|[A-Za-z]:)/.test(value.trim()) || parts.length === 0 || parts.includes("..")) return "concurrency-labs";
  return parts.join("/");
}

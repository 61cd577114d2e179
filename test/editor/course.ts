// What the tests share: the running extension, a course with its folder, a recording test run, a look at the machine's processes.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { extensionId, settings } from "../../src/contract/ids";
import type { Lab } from "../../src/core/course";
import type { Internals } from "../../src/editor/extension";

export function installed(): vscode.Extension<Internals | undefined> {
  const extension = vscode.extensions.getExtension<Internals | undefined>(extensionId);
  assert.ok(extension, `${extensionId} is not installed`);
  return extension;
}

/** The extension as VS Code runs it. */
export async function theExtension(): Promise<Internals> {
  const internals = await installed().activate();
  assert.ok(internals, "the extension gives its parts away in test mode only");
  return internals;
}

/** The extension with the course read, the course folder made and the Python of this test run chosen. */
export async function startedCourse(): Promise<Internals> {
  const internals = await theExtension();
  await choosePython(process.env["CONCURRENCY_LABS_TEST_PYTHON"]);
  await internals.parts.catalogue.load();
  await internals.parts.folder.refresh();
  if (internals.parts.folder.path.value === undefined) await internals.parts.folder.create();
  await internals.testing.items.rebuild();
  return internals;
}

export async function choosePython(python: string | undefined): Promise<void> {
  assert.ok(python, "CONCURRENCY_LABS_TEST_PYTHON names no interpreter");
  await vscode.workspace.getConfiguration().update(settings.pythonPath, python, vscode.ConfigurationTarget.Global);
}

export const courseRoot = (): string => path.join(vscode.extensions.getExtension(extensionId)?.extensionPath ?? "", "labs");

/** A copy of the course with module 1 and lab 1.1 only, to be changed or spoiled by a test. Removed by `dispose`. */
export async function courseCopy(
  change?: (lab: Record<string, unknown>) => object,
): Promise<{ root: string; labFile: string; dispose(): Promise<void> }> {
  const root = await mkdtemp(path.join(tmpdir(), "concurrency-labs-copy-"));
  const lab = "m01-quick-start/1.1-url-checker-threads";
  await cp(path.join(courseRoot(), "course.json"), path.join(root, "course.json"));
  await cp(path.join(courseRoot(), "m01-quick-start/module.json"), path.join(root, "m01-quick-start/module.json"));
  await cp(path.join(courseRoot(), lab), path.join(root, lab), { recursive: true });
  const labFile = path.join(root, lab, "lab.json");
  if (change) await writeFile(labFile, JSON.stringify(change(JSON.parse(await readFile(labFile, "utf8")) as Record<string, unknown>)));
  return { root, labFile, dispose: () => rm(root, { recursive: true, force: true, maxRetries: 5 }) };
}

export async function scratchFolder(): Promise<{ folder: string; dispose(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), "concurrency-labs-test-"));
  return { folder, dispose: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Replaces the learner's file of a lab that is opened, on disk and in any editor that shows it. */
export async function writeWork({ parts }: Internals, lab: Lab, text: string): Promise<string> {
  const file = path.join(parts.folder.workFolder(lab), lab.file.files[0] ?? "");
  const document = await vscode.workspace.openTextDocument(file);
  if (document.getText() === text && !document.isDirty) return file;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.equal(await vscode.workspace.applyEdit(edit), true);
  assert.equal(await document.save(), true);
  // The extension host hears of it a moment after the save was answered.
  for (let round = 0; document.isDirty && round < 500; round++) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal(document.isDirty, false);
  return file;
}

export async function solution(lab: Lab): Promise<string> {
  return readFile(path.join(lab.folder, "solutions", lab.solutions[0] ?? "", lab.file.files[0] ?? ""), "utf8");
}

export const starter = (lab: Lab): Promise<string> => readFile(path.join(lab.folder, "starter", lab.file.files[0] ?? ""), "utf8");

/** The lines of all journal files of the course folder, as they are on disk. */
export async function journalLines({ parts }: Internals): Promise<string[]> {
  const folder = path.join(parts.folder.require(), ".progress");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".jsonl"));
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), "utf8")));
  return texts
    .join("")
    .split("\n")
    .filter((line) => line !== "");
}

/**
 * Command lines of the kit's processes that belong to this window: they name its folder or work in it. Other runs on the same
 * machine do not count where the system tells the working folder (Linux); elsewhere every kit process counts.
 */
export async function kitProcesses(): Promise<string[]> {
  if (process.platform === "linux") {
    const home = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.ok(home, "the tests need a workspace folder");
    const found: string[] = [];
    for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name) && name !== String(process.pid))) {
      try {
        const line = (await readFile(`/proc/${pid}/cmdline`, "utf8")).replaceAll("\0", " ");
        const here = line.includes(home) || (await readlink(`/proc/${pid}/cwd`)).startsWith(home);
        if (here && /python/.test(line)) found.push(line);
      } catch {
        // Gone meanwhile, or somebody else's.
      }
    }
    return found;
  }
  const list =
    process.platform === "win32"
      ? execFileSync("powershell.exe", ["-NoProfile", "-Command", "Get-CimInstance Win32_Process | ForEach-Object { $_.CommandLine }"], {
          encoding: "utf8",
        })
      : execFileSync("ps", ["-A", "-ww", "-o", "args="], { encoding: "utf8" });
  return list.split(/\r?\n/).filter((line) => /python/i.test(line) && /labkit/.test(line) && !/powershell/.test(line));
}

export interface Recorded {
  item: string;
  state: "enqueued" | "started" | "passed" | "failed" | "errored" | "skipped";
  messages: readonly vscode.TestMessage[];
}

/** A test run that records what it is told instead of showing it. */
export class RecordingRun implements vscode.TestRun {
  readonly history: Recorded[] = [];
  readonly name = undefined;
  readonly isPersisted = false;
  readonly #source = new vscode.CancellationTokenSource();
  readonly token = this.#source.token;
  readonly #disposed = new vscode.EventEmitter<void>();
  readonly onDidDispose = this.#disposed.event;
  output = "";
  ended = 0;

  constructor(private readonly told: (entry: Recorded) => void = () => undefined) {}

  cancel(): void {
    this.#source.cancel();
  }
  enqueued(test: vscode.TestItem): void {
    this.#add(test, "enqueued");
  }
  started(test: vscode.TestItem): void {
    this.#add(test, "started");
  }
  skipped(test: vscode.TestItem): void {
    this.#add(test, "skipped");
  }
  failed(test: vscode.TestItem, message: vscode.TestMessage | readonly vscode.TestMessage[]): void {
    this.#add(test, "failed", message);
  }
  errored(test: vscode.TestItem, message: vscode.TestMessage | readonly vscode.TestMessage[]): void {
    this.#add(test, "errored", message);
  }
  passed(test: vscode.TestItem): void {
    this.#add(test, "passed");
  }
  appendOutput(output: string): void {
    this.output += output;
  }
  addCoverage(): void {}
  end(): void {
    this.ended += 1;
  }

  /** The last state of each item. */
  get final(): Map<string, Recorded> {
    return new Map(this.history.map((entry) => [entry.item, entry]));
  }

  #add(test: vscode.TestItem, state: Recorded["state"], messages: vscode.TestMessage | readonly vscode.TestMessage[] = []): void {
    const entry: Recorded = { item: test.id, state, messages: messages instanceof vscode.TestMessage ? [messages] : messages };
    this.history.push(entry);
    this.told(entry);
  }
}

export const textOf = (message: vscode.TestMessage | undefined): string =>
  (typeof message?.message === "string" ? message.message : (message?.message.value ?? "")).replace(/\\(.)/g, "$1");

/** Resolves when the event has fired with what is wanted; the reason it waits for is in the error. */
export function once<T>(event: vscode.Event<T>, wanted: (value: T) => boolean, what: string, limitMs = 20_000): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      listening.dispose();
      reject(new Error(`waited ${limitMs} ms in vain: ${what}`));
    }, limitMs);
    const listening = event((value) => {
      if (!wanted(value)) return;
      clearTimeout(timer);
      listening.dispose();
      resolve(value);
    });
  });
}

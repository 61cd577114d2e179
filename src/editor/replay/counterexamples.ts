import path from "node:path";
import * as vscode from "vscode";
import { KEPT_COUNTEREXAMPLE_VERSION, type KeptCounterexample } from "../../contract/keptCounterexample";
import type { Lab } from "../../core/course";
import { shorten } from "../../core/interleaving/layout";
import type { CheckRun } from "../../core/run";
import { forgetCounterexample, keepCounterexample, readCounterexample } from "../../runtime/store/keptCounterexample";
import type { Run } from "../runs/run";
import type { Runs } from "../runs/runs";
import { type CourseFolder, journalFolder } from "../state/courseFolder";
import { messageOf } from "../state/notice";
import { Owner } from "../state/owner";

/**
 * Beside the journal. Not in the workspace's storage: after a reload in a browser the old extension host still holds that, and the
 * new one is given another.
 */
export const interleavingsFolder = path.join(journalFolder, "interleavings");

export interface CounterexamplesOptions {
  runs: Pick<Runs, "onDidChange" | "onDidEnd">;
  folder: Pick<CourseFolder, "path" | "refresh">;
  log: vscode.LogOutputChannel;
}

/**
 * The last failing interleaving of every check, in memory and on disk. A check that passes later keeps it, to be looked at again;
 * one that fails without an interleaving loses it, because it would explain another failure.
 */
export class Counterexamples implements vscode.Disposable {
  readonly #owner = new Owner();
  readonly #changed = this.#owner.own(new vscode.EventEmitter<string>());
  /** Fires with the lab's id. */
  readonly onDidChange = this.#changed.event;
  readonly #labs = new Map<string, Map<string, KeptCounterexample>>();
  readonly #restored = new Map<string, Promise<void>>();
  readonly #seen = new WeakSet<object>();
  #writing: Promise<void> = Promise.resolve();

  constructor(private readonly options: CounterexamplesOptions) {
    this.#owner.own(options.runs.onDidChange((run) => this.#follow(run)));
    this.#owner.own(options.runs.onDidEnd((run) => this.#end(run)));
    this.#owner.own(
      options.folder.path.onDidChange(() => {
        this.#labs.clear();
        this.#restored.clear();
      }),
    );
  }

  get(lab: string, check: string): KeptCounterexample | undefined {
    return this.#labs.get(lab)?.get(check);
  }

  /** Those of a lab, by check. */
  of(lab: string): ReadonlyMap<string, KeptCounterexample> {
    return this.#labs.get(lab) ?? new Map();
  }

  /** Reads what was kept of a lab, once a window; what this window found stands. */
  async restore(lab: Lab): Promise<void> {
    // A page that comes back with the window may be earlier than the folder.
    if (this.#folder === undefined) await this.options.folder.refresh();
    const folder = this.#folder;
    if (folder === undefined) return;
    const under = this.#restored.get(lab.id) ?? this.#restore(lab, folder);
    this.#restored.set(lab.id, under);
    await under;
  }

  get #folder(): string | undefined {
    const root = this.options.folder.path.value;
    return root === undefined ? undefined : path.join(root, interleavingsFolder);
  }

  async #restore(lab: Lab, folder: string): Promise<void> {
    const { log } = this.options;
    for (const { id } of lab.file.checks) {
      const read = await readCounterexample(folder, lab.id, id);
      if (read.found === "refused") log.warn(`The interleaving kept for ${lab.id}/${id} is not shown: ${read.reason}`);
      if (read.found === "kept" && !this.get(lab.id, id)) this.#set({ ...read.kept, counterexample: shorten(read.kept.counterexample) });
    }
  }

  #set(kept: KeptCounterexample): void {
    const checks = this.#labs.get(kept.lab) ?? new Map<string, KeptCounterexample>();
    checks.set(kept.check, kept);
    this.#labs.set(kept.lab, checks);
    this.#changed.fire(kept.lab);
  }

  /** As soon as a check has failed: the reader need not wait for the others. */
  #follow(run: Run): void {
    for (const check of run.state.value.checks) {
      const found = foundBy(run, check);
      if (!found || this.#seen.has(found.counterexample)) continue;
      this.#seen.add(found.counterexample);
      const kept = { ...found, counterexample: shorten(found.counterexample) };
      this.#set(kept);
      this.#write(async (folder) => {
        if (!(await keepCounterexample(folder, kept)))
          this.options.log.warn(`The interleaving of ${kept.lab}/${kept.check} is too large to be kept for the next window.`);
      });
    }
  }

  #end(run: Run): void {
    for (const check of run.state.value.checks) {
      if (check.status !== "failed" || check.counterexample || !this.#labs.get(run.lab.id)?.delete(check.id)) continue;
      this.#changed.fire(run.lab.id);
      this.#write((folder) => forgetCounterexample(folder, run.lab.id, check.id));
    }
  }

  /** One after the other, so that the last word on a check is the one on disk. */
  #write(action: (folder: string) => Promise<void>): void {
    const { log } = this.options;
    const folder = this.#folder;
    if (folder === undefined) return;
    this.#writing = this.#writing
      .then(() => action(folder))
      .catch((error: unknown) => log.error(`An interleaving was not kept for the next window: ${messageOf(error)}`));
  }

  /** Resolves when all that was found is on disk. */
  written(): Promise<void> {
    return this.#writing;
  }

  dispose(): void {
    this.#owner.dispose();
  }
}

function foundBy(run: Run, check: CheckRun): KeptCounterexample | undefined {
  const { counterexample, result } = check;
  if (counterexample === undefined || result?.outcome !== "failed") return undefined;
  return {
    v: KEPT_COUNTEREXAMPLE_VERSION,
    lab: run.lab.id,
    check: check.id,
    startedAt: run.state.value.startedAt,
    message: result.message,
    ...(result.misconception ? { misconception: result.misconception } : {}),
    counterexample,
  };
}

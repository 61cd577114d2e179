import * as vscode from "vscode";
import { MEASUREMENT_VERSION } from "../../contract/measurement";
import type { BenchStats } from "../../contract/statistics";
import { AppendList } from "../../core/appendList";
import type { Lab } from "../../core/course";
import { labProgress } from "../../core/progress";
import { newRun, type RunState } from "../../core/run";
import type { Pool } from "../../runtime/pool/pool";
import { readMeasurement, saveMeasurement } from "../../runtime/store/measurement";
import type { CourseFolder } from "../state/courseFolder";
import { messageOf } from "../state/notice";
import { Owner } from "../state/owner";
import { EarlierRuns } from "./earlierRuns";
import type { Run } from "./run";
import type { Runs } from "./runs";

export interface BenchFiguresOptions {
  runs: Runs;
  folder: CourseFolder;
  /** Remembers which earlier runs are compared with. */
  memory: Pick<vscode.Memento, "get" | "update">;
  /** Made on first use. */
  pool: () => Pool;
  log: vscode.LogOutputChannel;
}

interface Figures {
  run: RunState;
  stats?: BenchStats;
  /** Samples that `stats` covers. */
  covered: number;
}

/** The figures of each lab's last benchmark: samples as they come, statistics from the pool, kept on disk when the run is over. */
export class BenchFigures implements vscode.Disposable {
  readonly #owner = new Owner();
  readonly #changed = this.#owner.own(new vscode.EventEmitter<string>());
  /** Fires with the lab's id when its statistics changed. */
  readonly onDidChange = this.#changed.event;
  readonly earlier: EarlierRuns;
  readonly #figures = new Map<string, Figures>();
  readonly #computing = new Map<string, Promise<void>>();
  readonly #abort = new AbortController();

  constructor(private readonly options: BenchFiguresOptions) {
    this.#owner.own(options.runs.onDidStart((run) => this.#begin(run)));
    this.#owner.own(options.runs.onDidChange((run) => this.#follow(run)));
    this.#owner.own(options.runs.onDidEnd((run) => void this.#keep(run)));
    this.earlier = this.#owner.own(new EarlierRuns({ ...options, present: this }));
  }

  /** The last benchmark run of the lab: of this window, else as kept on disk once `restore` has read it. */
  run(lab: string): RunState | undefined {
    return this.#figures.get(lab)?.run;
  }

  stats(lab: string): BenchStats | undefined {
    return this.#figures.get(lab)?.stats;
  }

  /** Reads the last benchmark from disk, unless this window has one. */
  async restore(lab: Lab): Promise<void> {
    const file = labProgress(this.options.folder.progress.value, lab.id).measured?.file;
    const root = this.options.folder.path.value;
    if (file === undefined || root === undefined || this.#figures.has(lab.id)) return;
    const read = await readMeasurement(root, file);
    if (!read.ok) {
      this.options.log.warn(`${file}: ${read.reason}`);
      return;
    }
    if (read.measurement.lab !== lab.id || this.#figures.has(lab.id)) return;
    const { samples, machine, startedAt } = read.measurement;
    let list = AppendList.empty<(typeof samples)[number]>();
    for (const sample of samples) list = list.append(sample);
    this.#figures.set(lab.id, {
      run: { ...newRun(lab.id, "bench", startedAt), phase: "ended", outcome: "passed", machine, samples: list },
      covered: 0,
    });
    await this.#compute(lab);
  }

  #begin(run: Run): void {
    if (run.request.action === "bench") this.#figures.set(run.lab.id, { run: run.state.value, covered: 0 });
  }

  #follow(run: Run): void {
    const figures = this.#figures.get(run.lab.id);
    if (run.request.action !== "bench" || !figures) return;
    figures.run = run.state.value;
    if (figures.run.samples.length > figures.covered) void this.#compute(run.lab);
  }

  /** One computation per lab at a time; what came meanwhile is covered by the next. */
  #compute(lab: Lab): Promise<void> {
    const under = this.#computing.get(lab.id);
    if (under) return under;
    const work = this.#computeAll(lab).finally(() => this.#computing.delete(lab.id));
    this.#computing.set(lab.id, work);
    return work;
  }

  async #computeAll(lab: Lab): Promise<void> {
    const figures = this.#figures.get(lab.id);
    if (!figures) return;
    try {
      while (figures.covered < figures.run.samples.length) {
        const samples = figures.run.samples.toArray();
        const stats = await this.options
          .pool()
          .call("benchStatistics", { samples, comparisons: lab.file.bench?.comparisons ?? [] }, this.#abort.signal);
        figures.covered = samples.length;
        figures.stats = stats;
        this.#changed.fire(lab.id);
      }
    } catch (error) {
      if (!this.#abort.signal.aborted) this.options.log.error(`Statistics of lab ${lab.id}: ${messageOf(error)}`);
    }
  }

  async #keep(run: Run): Promise<void> {
    const { lab } = run;
    const state = run.state.value;
    if (run.request.action !== "bench" || state.samples.length === 0 || state.cancelled) return;
    await this.#computing.get(lab.id);
    await this.#compute(lab);
    try {
      const root = this.options.folder.require();
      const file = await saveMeasurement(root, {
        v: MEASUREMENT_VERSION,
        lab: lab.id,
        startedAt: state.startedAt,
        machine: state.machine,
        samples: state.samples.toArray(),
      });
      const verdicts = Object.fromEntries((this.stats(lab.id)?.comparisons ?? []).map((comparison) => [comparison.id, comparison.verdict]));
      await this.options.folder.record({ fact: "measured", lab: lab.id, samples: state.samples.length, file, verdicts });
    } catch (error) {
      this.options.log.error(`The measurement of lab ${lab.id} was not kept: ${messageOf(error)}`);
      void vscode.window.showWarningMessage(vscode.l10n.t("The measurement of lab {0} was not kept: {1}", lab.id, messageOf(error)));
    }
  }

  dispose(): void {
    this.#abort.abort();
    this.#owner.dispose();
  }
}

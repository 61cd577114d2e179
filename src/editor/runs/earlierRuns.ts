import * as v from "valibot";
import * as vscode from "vscode";
import type { Measurement } from "../../contract/measurement";
import type { EarlierRun } from "../../contract/pages";
import type { PointStats, RunChange } from "../../contract/statistics";
import type { Lab } from "../../core/course";
import { labelled } from "../../core/lineLabels";
import type { RunState } from "../../core/run";
import type { Pool } from "../../runtime/pool/pool";
import { type KeptMeasurement, listMeasurements, readMeasurement } from "../../runtime/store/measurement";
import type { CourseFolder } from "../state/courseFolder";
import { messageOf, tell } from "../state/notice";
import { Owner } from "../state/owner";
import type { Runs } from "./runs";

/** The last run of each lab; `onDidChange` fires with a lab's id when its statistics changed. */
export interface PresentRuns {
  run(lab: string): RunState | undefined;
  readonly onDidChange: vscode.Event<string>;
}

export interface EarlierRunsOptions {
  runs: Runs;
  present: PresentRuns;
  folder: CourseFolder;
  /** Made on first use. */
  pool: () => Pool;
  /** Remembers per workspace which run each lab's benchmark is compared with. */
  memory: Pick<vscode.Memento, "get" | "update">;
  log: vscode.LogOutputChannel;
}

interface Compared {
  file: string;
  measurement: Measurement;
  labels: EarlierRun["labels"];
  points: PointStats[];
  /** Against the run that began at `to`. */
  change?: { to: string; figures: RunChange };
}

const memoryKey = "benchmark.comparedWith";
/** By lab: the file of the measurement. */
const ChosenSchema = v.fallback(v.record(v.string(), v.string()), {});

/** The earlier run that each lab's benchmark is compared with, until it is taken off. */
export class EarlierRuns implements vscode.Disposable {
  readonly #owner = new Owner();
  readonly #changed = this.#owner.own(new vscode.EventEmitter<string>());
  /** Fires with the lab's id when its comparison is there, changed or taken off. */
  readonly onDidChange = this.#changed.event;
  readonly #compared = new Map<string, Compared>();
  readonly #abort = new AbortController();

  constructor(private readonly options: EarlierRunsOptions) {
    this.#owner.own(options.present.onDidChange((lab) => void this.#compare(lab)));
    this.#owner.own(options.runs.onDidEnd((run) => void this.#compare(run.lab.id)));
  }

  /** The run compared with. Absent while there is none, and while the present run is that very one. */
  of(lab: string): EarlierRun | undefined {
    const compared = this.#compared.get(lab);
    const present = this.options.present.run(lab);
    if (!compared || compared.measurement.startedAt === present?.startedAt) return undefined;
    const { measurement, labels, points, change } = compared;
    const current = change && change.to === present?.startedAt && present.phase === "ended" ? change.figures : undefined;
    return { startedAt: measurement.startedAt, machine: measurement.machine, labels, points, change: current };
  }

  /** Runs that can be compared with: all kept but the present one, newest first. Unreadable files are named in the log. */
  async list(lab: Lab): Promise<KeptMeasurement[]> {
    const { kept, unreadable } = await listMeasurements(this.options.folder.require(), lab.id);
    for (const { file, reason } of unreadable) this.options.log.warn(`${file}: ${reason}`);
    const present = this.options.present.run(lab.id)?.startedAt;
    return kept.filter(({ measurement }) => measurement.startedAt !== present);
  }

  /** @param file as `list` named it; undefined takes the comparison off */
  async choose(lab: Lab, file: string | undefined): Promise<void> {
    const { [lab.id]: _, ...others } = this.#chosen;
    await this.options.memory.update(memoryKey, file === undefined ? others : { ...others, [lab.id]: file });
    this.#compared.delete(lab.id);
    await this.restore(lab);
    this.#changed.fire(lab.id);
  }

  /** Reads the run chosen before, unless this window has it. One that cannot be read any more is taken off, and that is said. */
  async restore(lab: Lab): Promise<void> {
    const file = this.#chosen[lab.id];
    const root = this.options.folder.path.value;
    if (file === undefined || root === undefined || this.#compared.get(lab.id)?.file === file) return;
    const read = await readMeasurement(root, file);
    const reason = !read.ok ? read.reason : read.measurement.lab === lab.id ? undefined : `it is of lab ${read.measurement.lab}`;
    if (!read.ok || reason !== undefined) {
      this.options.log.warn(`${file}: ${reason}`);
      tell(
        "warning",
        vscode.l10n.t("The earlier run of lab {0} cannot be read any more ({1}). The comparison is taken off.", lab.id, reason ?? ""),
      );
      await this.choose(lab, undefined);
      return;
    }
    const { measurement } = read;
    const variants = labelled(lab.file.bench?.variants ?? [], measurement.samples).filter(({ recorded }) => !recorded);
    const labels = Object.fromEntries(variants.map(({ id, label }) => [id, label]));
    const samples = measurement.samples.filter(({ variant }) => Object.hasOwn(labels, variant));
    const stats = await this.#calculated(lab.id, (pool, signal) => pool.call("benchStatistics", { samples, comparisons: [] }, signal));
    if (!stats || this.#chosen[lab.id] !== file) return;
    const { points } = stats;
    this.#compared.set(lab.id, { file, measurement: { ...measurement, samples }, labels, points });
    await this.#compare(lab.id);
  }

  get #chosen(): Record<string, string> {
    return v.parse(ChosenSchema, this.options.memory.get(memoryKey));
  }

  /** Figures of a run that goes on are not compared: its last rounds may say otherwise. */
  async #compare(lab: string): Promise<void> {
    const compared = this.#compared.get(lab);
    const present = this.options.present.run(lab);
    if (!compared || !present || present.phase !== "ended" || present.samples.length === 0) return;
    const samples = { earlier: compared.measurement.samples, present: present.samples.toArray() };
    const figures = await this.#calculated(lab, (pool, signal) => pool.call("runChange", samples, signal));
    if (!figures || this.#compared.get(lab) !== compared) return;
    compared.change = { to: present.startedAt, figures };
    this.#changed.fire(lab);
  }

  /** What the pool answers; undefined, with the reason in the log, where it fails. */
  async #calculated<T>(lab: string, call: (pool: Pool, signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    try {
      return await call(this.options.pool(), this.#abort.signal);
    } catch (error) {
      if (!this.#abort.signal.aborted) this.options.log.error(`Comparison of lab ${lab}: ${messageOf(error)}`);
      return undefined;
    }
  }

  dispose(): void {
    this.#abort.abort();
    this.#owner.dispose();
  }
}

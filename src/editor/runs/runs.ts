import * as vscode from "vscode";
import type { NewFact } from "../../contract/journal";
import type { Lab } from "../../core/course";
import { factsOf, newRun, type RunAction, type RunState, reduceRun, settle } from "../../core/run";
import { compileKit } from "../../runtime/process/bytecode";
import { type KitRun, startKit } from "../../runtime/process/kit";
import type { KitPlaces } from "../../runtime/process/kitCommand";
import { workHashes } from "../../runtime/store/workbook";
import type { Interpreter } from "../python/interpreter";
import type { LabPackages } from "../python/labPackages";
import type { CourseFolder } from "../state/courseFolder";
import { messageOf, Problem } from "../state/notice";
import { Owner } from "../state/owner";
import type { Settings } from "../state/settings";
import type { Roots } from "./roots";
import { Run, type RunRequest } from "./run";

export interface RunsOptions {
  roots: Roots;
  folder: CourseFolder;
  interpreter: Interpreter;
  packages: LabPackages;
  settings: Settings;
  log: vscode.LogOutputChannel;
}

/**
 * The one place that starts kit runs. One run per lab at a time: a new request ends the one in progress and starts when that
 * is settled, except a patient one, which waits its turn (and gives way to a later patient one).
 */
export class Runs implements vscode.Disposable {
  readonly #owner = new Owner();
  readonly #started = this.#owner.own(new vscode.EventEmitter<Run>());
  readonly #changed = this.#owner.own(new vscode.EventEmitter<Run>());
  readonly #ended = this.#owner.own(new vscode.EventEmitter<Run>());
  readonly onDidStart = this.#started.event;
  /** Fires for every state of every run, the first and the last included. */
  readonly onDidChange = this.#changed.event;
  /** Fires once the run is settled and recorded. */
  readonly onDidEnd = this.#ended.event;
  readonly #active = new Map<string, Run>();
  readonly #latest = new Map<string, Run>();
  /** By lab: the ticket of the last request; a request that waited and holds an older one is dropped. */
  readonly #tickets = new Map<string, number>();

  /** Interpreters the kit was compiled for since this window opened. */
  readonly #compiled = new Set<string>();
  readonly #closing = new AbortController();

  constructor(private readonly options: RunsOptions) {}

  active(lab: string): Run | undefined {
    return this.#active.get(lab);
  }

  /** The last run of a lab in this window, going on or settled. */
  latest(lab: string, action: RunAction): Run | undefined {
    return this.#latest.get(`${action} ${lab}`);
  }

  /** Some run that is going on. */
  get anyActive(): Run | undefined {
    return this.#active.values().next().value;
  }

  /** The lab whose checks ran last in this window. */
  get lastChecked(): Lab | undefined {
    return [...this.#latest.values()].findLast((run) => run.request.action === "check")?.lab;
  }

  has(lab: string): boolean {
    return this.#active.has(lab);
  }

  /**
   * Starts a run and returns it once its process is starting.
   * @throws Problem when nothing can run (no trust, folder, Python or package)
   * @throws vscode.CancellationError when a later request took this one's turn
   */
  async start(request: RunRequest): Promise<Run> {
    const { lab } = request;
    const { folder, interpreter, packages, settings, roots } = this.options;
    const work = folder.workFolder(lab);
    const ticket = (this.#tickets.get(lab.id) ?? 0) + 1;
    this.#tickets.set(lab.id, ticket);
    const python = await interpreter.require();
    const packageFolders = await packages.require(lab, python, { ask: !request.patient });
    while (this.#active.has(lab.id)) {
      const before = this.#active.get(lab.id);
      if (!request.patient) before?.cancel();
      await before?.ended;
    }
    if (this.#tickets.get(lab.id) !== ticket) throw new vscode.CancellationError();

    const run = new Run(request, newRun(lab.id, request.action, new Date().toISOString()));
    this.#active.set(lab.id, run);
    const key = `${request.action} ${lab.id}`;
    this.#latest.delete(key);
    this.#latest.set(key, run);
    run.state.onDidChange(() => this.#changed.fire(run));
    this.#started.fire(run);
    this.#changed.fire(run);
    const places = { python: python.path, kitRoot: roots.kit, libsRoot: roots.libs, packages: packageFolders, courseRoot: roots.course };
    const begin = async (): Promise<KitRun> => {
      await saveAll(work);
      return startKit({
        ...places,
        action: request.action,
        lab: lab.id,
        ...(request.checks ? { checks: [...request.checks] } : {}),
        work,
        limits: {
          callSeconds: settings.callSeconds.value,
          cpuSeconds: settings.cpuSeconds.value,
          memoryMegabytes: settings.memoryMegabytes.value,
          processes: settings.processes.value,
          outputKilobytes: settings.outputKilobytes.value,
        },
        signal: run.signal,
      });
    };
    void this.#follow(run, begin).then(() => this.#compile(places));
    return run;
  }

  /** After a run, not before it: the first one does not wait for what makes the next ones quick. */
  async #compile(places: KitPlaces): Promise<void> {
    const key = JSON.stringify([places.python, places.packages]);
    if (this.#compiled.has(key) || this.#closing.signal.aborted) return;
    this.#compiled.add(key);
    const fault = await compileKit(places, this.#closing.signal).catch(() => undefined);
    if (fault !== undefined) this.options.log.info(`The kit could not be compiled for ${places.python}, so runs start slower: ${fault}`);
  }

  async #follow(run: Run, begin: () => Promise<KitRun>): Promise<void> {
    let state = run.state.value;
    let kit: KitRun | undefined;
    try {
      kit = await begin();
      for await (const event of kit.events) {
        state = reduceRun(state, event);
        run.progress(state);
      }
    } catch (error) {
      this.options.log.error(`Lab ${run.lab.id}: ${error instanceof Error ? error.stack : String(error)}`);
      state = reduceRun(state, { event: "exit", code: null, signal: null, started: false, error: messageOf(error) });
    } finally {
      await kit?.dispose().catch((error: unknown) => this.options.log.error(`Lab ${run.lab.id}: ${messageOf(error)}`));
    }
    state = await this.#record(run.lab, settle(state));
    for (const note of state.notes) if (note.level === "error") this.options.log.error(`Lab ${run.lab.id}: ${note.text}`);
    this.#active.delete(run.lab.id);
    run.finish(state);
    this.#ended.fire(run);
  }

  /** Writes the run's facts. What could not be written is not shown as passed. */
  async #record(lab: Lab, state: RunState): Promise<RunState> {
    if (state.action !== "check") return state;
    try {
      const facts: NewFact[] = factsOf(state, lab, await workHashes(lab, this.options.folder.workFolder(lab)));
      for (const fact of facts) await this.options.folder.record(fact);
      return state;
    } catch (error) {
      const reason = messageOf(error);
      this.options.log.error(`Lab ${lab.id}: ${reason}`);
      return {
        ...state,
        outcome: state.outcome === "passed" ? "inconclusive" : state.outcome,
        message: reason,
        checks: state.checks.map((check) =>
          check.result?.outcome === "passed"
            ? {
                ...check,
                status: "inconclusive",
                result: { ...check.result, outcome: "inconclusive", message: `${check.result.message} ${reason}` },
              }
            : check,
        ),
      };
    }
  }

  dispose(): void {
    this.#closing.abort();
    for (const run of this.#active.values()) run.cancel();
    this.#owner.dispose();
  }
}

/** What is on screen is what runs: changed files of the lab are saved first. */
async function saveAll(work: string): Promise<void> {
  const prefix = vscode.Uri.file(work).toString();
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || !document.uri.toString().startsWith(`${prefix}/`)) continue;
    if (!(await document.save()))
      throw new Problem(
        vscode.l10n.t("{0} could not be saved, so its checks would not run what you see.", vscode.workspace.asRelativePath(document.uri)),
      );
  }
}

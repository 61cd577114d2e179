import { homedir, userInfo } from "node:os";
import * as vscode from "vscode";
import type { DoctorPageState, DoctorState } from "../../contract/doctor";
import { commands } from "../../contract/ids";
import { reportText } from "../../core/doctor/report";
import type { Pages } from "../pages/pages";
import type { Parts } from "../parts";
import { guard, registerCommand } from "../state/notice";
import { Owner } from "../state/owner";
import { examine, plan } from "./examination";
import { Findings } from "./findings";
import type { DoctorContext } from "./versionRows";

/** Looks at what labs need, when asked to. Starts nothing in a restricted workspace, and nothing before the first `examine`. */
export class Doctor implements vscode.Disposable {
  readonly #owner = new Owner();
  readonly #changed = this.#owner.own(new vscode.EventEmitter<void>());
  /** `state` is another one now. */
  readonly onDidChange = this.#changed.event;
  #phase: DoctorPageState["phase"] = "idle";
  #findings = new Findings(() => this.#changed.fire());
  #abort: AbortController | undefined;

  constructor(
    private readonly parts: Parts,
    private readonly context: DoctorContext,
  ) {
    const { trusted, settings, packages, folder } = parts;
    for (const event of [trusted.onDidChange, settings.pythonPath.onDidChange, packages.onDidChange, folder.path.onDidChange])
      this.#owner.own((event as vscode.Event<unknown>)(() => this.#lookAgain()));
  }

  get state(): DoctorPageState {
    return { page: "doctor", phase: this.#phase, restricted: !this.parts.trusted.value, groups: this.#findings.groups };
  }

  /** Looks at everything, anew; what is under way ends. Resolves when all is told, or it was cancelled. */
  async examine(): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.#findings.close();
    const findings = new Findings(() => this.#changed.fire());
    await plan(this.parts, findings);
    if (abort.signal.aborted) return;
    this.#findings = findings;
    this.#move("looking");
    try {
      await examine(this.parts, this.context, findings, abort.signal);
    } catch (error) {
      if (!abort.signal.aborted) throw error;
    } finally {
      findings.close();
      if (!abort.signal.aborted) this.#move("done");
    }
  }

  /** Something it had looked at is another now. Where nobody has asked yet, nobody wants to know. */
  #lookAgain(): void {
    if (this.#phase !== "idle") void guard(this.parts.log, vscode.l10n.t("Doctor"), () => this.examine());
  }

  /** Ends what is under way and keeps what was found. */
  cancel(): void {
    if (this.#phase !== "looking") return;
    this.#abort?.abort();
    this.#findings.close();
    this.#move("cancelled");
  }

  /** Nobody looks at the page any more: what is under way ends, and nothing starts by itself. */
  end(): void {
    this.#abort?.abort();
    this.#findings.close();
    this.#findings = new Findings(() => this.#changed.fire());
    this.#move("idle");
  }

  async remedy(row: string, action: number): Promise<void> {
    await this.#findings.remedy(row, action)?.run();
  }

  /** Everything found so far as text, without the names of home and user. */
  report(): string {
    return reportText(this.state, vscode.l10n.t("Concurrency Labs: report of the Doctor"), stateWords(), {
      home: homedir(),
      user: userName(),
    });
  }

  #move(phase: DoctorPageState["phase"]): void {
    this.#phase = phase;
    this.#changed.fire();
  }

  dispose(): void {
    this.#abort?.abort();
    this.#owner.dispose();
  }
}

const stateWords = (): Record<DoctorState, string> => ({
  ok: vscode.l10n.t("ok"),
  attention: vscode.l10n.t("needs attention"),
  stops: vscode.l10n.t("stops labs"),
  looking: vscode.l10n.t("looking"),
  skipped: vscode.l10n.t("not looked at"),
});

/** A user that the system's table does not know has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "";
  }
}

export function registerDoctor({ log }: Parts, pages: Pages, doctor: Doctor): vscode.Disposable {
  const owner = new Owner();
  owner.own(
    registerCommand(log, commands.doctor, async () => {
      await pages.show("doctor", "doctor");
      await doctor.examine();
    }),
  );
  owner.own(registerCommand(log, commands.showLog, () => log.show()));
  return owner;
}

import * as vscode from "vscode";
import { commands, settings as keys } from "../../contract/ids";
import { findPython, type PythonFound, type PythonMissing, type PythonSeen, surveyPythons } from "../../runtime/python/discover";
import { type NextStep, Problem } from "../state/notice";
import type { Watched } from "../state/observable";
import { Owner } from "../state/owner";
import { extensionChoice } from "./extensionChoice";

export interface InterpreterOptions {
  pythonPath: Watched<string>;
  trusted: Watched<boolean>;
  log: vscode.LogOutputChannel;
  /** Path chosen elsewhere, asked for only when the setting is empty. */
  chosenElsewhere?: () => Promise<string | undefined>;
  /** For tests; the default is the process's own. */
  env?: NodeJS.ProcessEnv;
}

/** The Python that runs the labs. Looked for when first needed, kept until a setting or an extension changes. */
export class Interpreter implements vscode.Disposable {
  readonly #owner = new Owner();
  readonly #changed = this.#owner.own(new vscode.EventEmitter<void>());
  /** What was found may be another one now. */
  readonly onDidChange = this.#changed.event;
  #search?: Promise<PythonFound | PythonMissing>;
  /** What the last search found, or why it found nothing; both undefined before the first. */
  known: PythonFound | undefined;
  missing: PythonMissing | undefined;

  constructor(private readonly options: InterpreterOptions) {
    const forget = (): void => this.forget();
    this.#owner.own(options.pythonPath.onDidChange(forget));
    this.#owner.own(vscode.extensions.onDidChange(forget));
    this.#owner.own(options.trusted.onDidChange(forget));
  }

  /** The next search looks anew. */
  forget(): void {
    this.#search = undefined;
    this.missing = undefined;
    this.known = undefined;
    this.#changed.fire();
  }

  /** @throws Problem that says which way Python is missing and what to do */
  async require(): Promise<PythonFound> {
    if (!this.options.trusted.value) {
      throw new Problem(vscode.l10n.t("This workspace is restricted, so no Python is started. Trust the workspace to run the labs."), [
        { title: vscode.l10n.t("Manage Workspace Trust"), command: "workbench.trust.manage" },
      ]);
    }
    const result = await this.find();
    if (result.found) return result;
    throw new Problem(result.message, nextSteps(result));
  }

  /** Whether a search was made, or is under way, for the present settings. */
  get searched(): boolean {
    return this.#search !== undefined || this.missing !== undefined;
  }

  /** Joins a search under way. A search that found nothing is not kept: Python may be installed meanwhile. */
  find(): Promise<PythonFound | PythonMissing> {
    this.#search ??= this.#find();
    return this.#search;
  }

  /** Every Python there is, one after another; what was found stays. @throws the signal's reason when it is aborted */
  async *survey(signal: AbortSignal): AsyncGenerator<PythonSeen> {
    const { pythonPath, env } = this.options;
    yield* surveyPythons({ setting: pythonPath.value, extensionChoice: await this.#chosenElsewhere(), env, signal });
  }

  #chosenElsewhere(): Promise<string | undefined> {
    const { chosenElsewhere, log } = this.options;
    return chosenElsewhere ? chosenElsewhere() : extensionChoice(vscode.workspace.workspaceFolders?.[0]?.uri, log);
  }

  async #find(): Promise<PythonFound | PythonMissing> {
    const { pythonPath, log, env } = this.options;
    const setting = pythonPath.value;
    const result = await findPython(setting !== "" ? { setting, env } : { extensionChoice: await this.#chosenElsewhere(), env });
    if (result.found) {
      log.info(`Python ${result.version} at ${result.path}`);
      this.missing = undefined;
      this.known = result;
    } else {
      log.warn(`No Python: ${result.message}`);
      this.missing = result;
      this.#search = undefined;
      this.#changed.fire();
    }
    return result;
  }

  dispose(): void {
    this.#owner.dispose();
  }
}

export function nextSteps(missing: PythonMissing): NextStep[] {
  const select = { title: vscode.l10n.t("Select Python"), command: commands.selectInterpreter };
  const setting = { title: vscode.l10n.t("Open Setting"), command: "workbench.action.openSettings", arguments: [keys.pythonPath] };
  const download = { title: vscode.l10n.t("Get Python"), command: commands.getPython };
  const doctor = { title: vscode.l10n.t("Run Doctor"), command: commands.doctor };
  switch (missing.reason) {
    case "none":
    case "storeAlias":
    case "tooOld":
      return [download, select, doctor];
    case "broken":
    case "timeout":
      return [select, setting, download, doctor];
    case "settingMissing":
      return [setting, select, download, doctor];
    default: {
      const unknown: never = missing.reason;
      return unknown;
    }
  }
}

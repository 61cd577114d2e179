import * as vscode from "vscode";
import { commands } from "../../contract/ids";
import type { Lab } from "../../core/course";
import type { PythonFound } from "../../runtime/python/discover";
import { type PackagePlace, PackageStore } from "../../runtime/python/packageStore";
import { type NextStep, Problem } from "../state/notice";
import { Owner } from "../state/owner";
import { installing } from "./installing";

/** A package that is to be downloaded. */
export interface Wanted {
  name: string;
  version: string;
}

export interface LabPackagesOptions {
  store: Pick<PackageStore, "find" | "install" | "fault">;
  log: vscode.LogOutputChannel;
  /** Asks before anything is downloaded; `why` is a sentence. */
  confirm: (why: string, wanted: readonly Wanted[]) => Promise<boolean>;
}

/** The packages that labs need beyond those the extension carries: found for a run, installed once the learner agreed. */
export class LabPackages implements vscode.Disposable {
  readonly #owner = new Owner();
  readonly #changed = this.#owner.own(new vscode.EventEmitter<void>());
  /** A package was installed. */
  readonly onDidChange = this.#changed.event;
  /** By name: one is asked for and installed once, however many runs wait for it. */
  readonly #installing = new Map<string, Promise<boolean>>();

  constructor(private readonly options: LabPackagesOptions) {}

  find(python: PythonFound, name: string): Promise<PackagePlace> {
    return this.options.store.find(python, name);
  }

  /** What is wrong with an installed package, a clause; undefined when nothing is. */
  fault(python: PythonFound, name: string): Promise<string | undefined> {
    return this.options.store.fault(python, name);
  }

  /** Folders of those packages of the lab that are installed, optional ones included. */
  async folders(lab: Lab, python: PythonFound): Promise<string[]> {
    const places = await Promise.all(packagesOf(lab).map((name) => this.find(python, name)));
    return places.flatMap((place) => (place.state === "installed" ? [place.folder] : []));
  }

  /**
   * Folders of the lab's packages, all of those that it needs at hand.
   * @param ask whether the learner may be asked to install what is missing; not for runs nobody started by hand
   * @throws Problem when one is missing and stays so
   */
  async require(lab: Lab, python: PythonFound, { ask = true } = {}): Promise<string[]> {
    const missing = await this.missing(python, lab.file.packages);
    if (missing.length > 0) {
      const why = vscode.l10n.t("Lab {0} needs {1}.", lab.id, listed(missing));
      if (!ask || !(await this.install(python, missing, why)))
        throw new Problem(
          vscode.l10n.t("Lab {0} needs {1}, which is not installed for Python {2}.", lab.id, listed(missing), python.version),
          [{ title: vscode.l10n.t("Install"), command: commands.installPackages, arguments: [lab.id] }, doctor()],
        );
    }
    return this.folders(lab, python);
  }

  async missing(python: PythonFound, names: readonly string[]): Promise<Wanted[]> {
    const found = await Promise.all(
      [...new Set(names)].map(async (name) => {
        const place = await this.find(python, name);
        return place.state === "missing" ? [{ name, version: place.version }] : [];
      }),
    );
    return found.flat();
  }

  /**
   * Installs packages, once the learner agreed. Returns false when they did not.
   * @param why a sentence for the question
   * @throws Problem when a package cannot be installed, vscode.CancellationError when the learner stopped it
   */
  async install(python: PythonFound, wanted: readonly Wanted[], why: string): Promise<boolean> {
    const key = wanted.map(({ name }) => name).join(" ");
    const asked = this.#installing.get(key) ?? this.#ask(python, wanted, why);
    this.#installing.set(key, asked);
    try {
      return await asked;
    } finally {
      this.#installing.delete(key);
    }
  }

  async #ask(python: PythonFound, wanted: readonly Wanted[], why: string): Promise<boolean> {
    if (!(await this.options.confirm(why, wanted))) return false;
    try {
      await this.#install(python, wanted);
    } finally {
      this.#changed.fire();
    }
    return true;
  }

  async #install(python: PythonFound, wanted: readonly Wanted[]): Promise<void> {
    const { store, log } = this.options;
    await installing(
      vscode.l10n.t("Installing {0}", listed(wanted)),
      log,
      async ({ signal, say }) => {
        for (const { name } of wanted) {
          await store.install(python, name, { signal, onProgress: say });
          log.info(`Installed ${name} for Python ${python.version}`);
        }
      },
      [doctor()],
    );
  }

  dispose(): void {
    this.#owner.dispose();
  }
}

/** The packages that a lab needs, and those that it can do without. */
export const packagesOf = (lab: Lab): string[] => [...lab.file.packages, ...(lab.file.optionalPackages ?? [])];

const doctor = (): NextStep => ({ title: vscode.l10n.t("Run Doctor"), command: commands.doctor });
const listed = (wanted: readonly Wanted[]): string => wanted.map(({ name, version }) => `${name} ${version}`).join(", ");

/** The question before a download. */
async function askToDownload(why: string, wanted: readonly Wanted[]): Promise<boolean> {
  const install = vscode.l10n.t("Install");
  const detail = vscode.l10n.t(
    "{0} and what they need are downloaded from the package index that your pip or uv is set to, checked against fixed hashes, and kept in a folder of this extension. Your Python and its environments stay as they are.",
    listed(wanted),
  );
  return (await vscode.window.showInformationMessage(why, { modal: true, detail }, install)) === install;
}

/** @param folder where packages are put, @param requirements folder of their locks */
export const labPackages = (folder: string, requirements: string, log: vscode.LogOutputChannel): LabPackages =>
  new LabPackages({ store: new PackageStore({ requirements, folder }), log, confirm: askToDownload });

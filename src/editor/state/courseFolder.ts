import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import { commands } from "../../contract/ids";
import type { Fact, NewFact } from "../../contract/journal";
import type { Lab } from "../../core/course";
import { addFact, foldFacts, noProgress, type Progress } from "../../core/progress";
import { type Journal, type JournalOptions, openJournal } from "../../runtime/store/journal";
import { workFolder } from "../../runtime/store/workbook";
import { messageOf, Problem, tell } from "./notice";
import { Observable, type Watched } from "./observable";
import { Owner } from "./owner";

export interface CourseFolderOptions {
  log: vscode.LogOutputChannel;
  /** Folder name relative to a workspace folder. */
  name: Watched<string>;
  trusted: Watched<boolean>;
  /** The workspace's folders, and when they change. */
  workspace: { folders(): readonly vscode.WorkspaceFolder[]; onDidChange: vscode.Event<unknown> };
  /** Remembers which folder was chosen in a workspace of several. */
  memory: Pick<vscode.Memento, "get" | "update">;
  /** How a long journal is decoded off the host's thread, and where what was read is kept for the next time. */
  journal?: Pick<JournalOptions, "decode" | "checkpoint">;
}

const chosenKey = "courseFolder.workspaceFolder";
/** The journal's files lie here, inside the course folder. */
export const journalFolder = ".progress";

/** The folder that holds the learner's work and progress: whether it exists, where, and what its journal says. */
export class CourseFolder implements vscode.Disposable {
  /** Absolute path; undefined while there is no folder. Set once its journal has been read. */
  readonly path: Watched<string | undefined>;
  readonly progress: Watched<Progress>;
  readonly #path: Observable<string | undefined>;
  readonly #progress: Observable<Progress>;
  readonly #owner = new Owner();
  #journal: Journal | undefined;
  #watcher: vscode.Disposable | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(private readonly options: CourseFolderOptions) {
    this.path = this.#path = this.#owner.own(new Observable<string | undefined>(undefined));
    this.progress = this.#progress = this.#owner.own(new Observable(noProgress()));
    const look = (): void => void this.refresh();
    this.#owner.own(options.name.onDidChange(look));
    this.#owner.own(options.workspace.onDidChange(look));
    this.#owner.own(options.trusted.onDidChange(look));
  }

  /** Looks again where the folder is, and reads its journal when it is another one. Calls wait for one another. */
  refresh(): Promise<void> {
    this.#turn = this.#turn.then(
      () => this.#refresh(),
      () => this.#refresh(),
    );
    return this.#turn;
  }

  /** Makes the course folder, asking where when the workspace has several folders. */
  async create(): Promise<string> {
    if (!this.options.trusted.value) throw untrusted();
    const home = await this.#chooseHome();
    const folder = path.join(home.uri.fsPath, this.options.name.value);
    await mkdir(folder, { recursive: true }).catch((error: unknown) => {
      throw new Problem(
        vscode.l10n.t("The course folder {0} cannot be made: {1}. Choose another place in the settings.", folder, messageOf(error)),
        [{ title: vscode.l10n.t("Open Settings"), command: "workbench.action.openSettings", arguments: ["concurrencyLabs"] }],
      );
    });
    await this.refresh();
    return this.require();
  }

  /** Whether the window has a folder that could hold the course folder. */
  get hasHome(): boolean {
    return this.options.workspace.folders().some((folder) => folder.uri.scheme === "file");
  }

  /** What was read and set aside, and what is not on the disk yet; undefined while there is no folder. */
  get journal(): Pick<Journal, "facts" | "problems" | "unsaved"> | undefined {
    return this.#journal;
  }

  /** When the last fact was written, ISO 8601; undefined before the first. */
  get lastActivity(): string | undefined {
    return this.#journal?.facts.reduce<string | undefined>((last, { at }) => (last === undefined || at > last ? at : last), undefined);
  }

  /** The folder's path, for what needs one. @throws Problem that says how to get one */
  require(): string {
    if (!this.options.trusted.value) throw untrusted();
    if (this.#path.value !== undefined) return this.#path.value;
    if (!this.hasHome) {
      throw new Problem(
        vscode.l10n.t("No folder is open. Labs are files you edit: open a folder, and the course makes its own inside it."),
        [{ title: vscode.l10n.t("Open Folder"), command: "workbench.action.files.openFolder" }],
      );
    }
    throw new Problem(vscode.l10n.t("The course has no folder in this workspace yet. Start the course to make it."), [
      { title: vscode.l10n.t("Start the Course"), command: commands.start },
    ]);
  }

  /** Where the lab's files are, or will be. */
  workFolder(lab: Pick<Lab, "folder">): string {
    return workFolder(lab, this.require());
  }

  /** Writes a fact and flushes it; only then does progress change. @throws Problem when it could not be written */
  async record(fact: NewFact): Promise<void> {
    this.require();
    await this.#journal?.append(fact).catch((error: unknown) => {
      throw new Problem(messageOf(error), [{ title: vscode.l10n.t("Show Log"), command: commands.showLog }]);
    });
  }

  async #refresh(): Promise<void> {
    const folder = await this.#locate();
    if (folder === this.#path.value && (folder === undefined || this.#journal)) return;
    await this.#journal?.dispose();
    this.#journal = undefined;
    this.#progress.value = noProgress();
    if (folder !== undefined) await this.#open(folder);
    this.#path.value = folder;
  }

  async #open(folder: string): Promise<void> {
    const journal = await openJournal(path.join(folder, journalFolder), {
      machine: machineName(),
      now: () => Date.now(),
      ...this.options.journal,
    });
    this.#journal = journal;
    this.#progress.value = foldFacts(journal.facts);
    journal.onAppend((fact: Fact) => {
      this.#progress.value = addFact(this.#progress.value, fact);
    });
    this.options.log.debug(`Progress in ${folder}: ${journal.read.lines} lines, ${journal.read.decoded} of them decoded.`);
    for (const problem of journal.problems) this.options.log.warn(`${problem.file}: ${problem.message}`);
    if (journal.problems.length > 0) {
      tell(
        "warning",
        vscode.l10n.t("A part of the progress journal could not be read and was set aside; the rest counts. The log says which part."),
        [{ title: vscode.l10n.t("Show Log"), command: commands.showLog }],
      );
    }
  }

  async #locate(): Promise<string | undefined> {
    const folders = this.options.workspace.folders().filter((folder) => folder.uri.scheme === "file");
    const chosen = this.options.memory.get<string>(chosenKey);
    const ordered = [...folders.filter((folder) => folder.uri.toString() === chosen), ...folders];
    this.#watch(ordered);
    for (const folder of ordered) {
      const candidate = path.join(folder.uri.fsPath, this.options.name.value);
      if (await isFolder(candidate)) return candidate;
    }
    return undefined;
  }

  /** The folder may be made, moved or removed by other means. */
  #watch(folders: readonly vscode.WorkspaceFolder[]): void {
    this.#watcher?.dispose();
    const owner = new Owner();
    for (const folder of new Set(folders)) {
      const watcher = owner.own(
        vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, this.options.name.value), false, true, false),
      );
      owner.own(watcher.onDidCreate(() => void this.refresh()));
      owner.own(watcher.onDidDelete(() => void this.refresh()));
    }
    this.#watcher = owner;
  }

  async #chooseHome(): Promise<vscode.WorkspaceFolder> {
    const folders = this.options.workspace.folders().filter((folder) => folder.uri.scheme === "file");
    const [first, second] = folders;
    if (!first) this.require();
    if (first && !second) return first;
    const picked = await vscode.window.showQuickPick(
      folders.map((folder) => ({ label: folder.name, description: folder.uri.fsPath, folder })),
      {
        title: vscode.l10n.t("Which folder shall hold your course work?"),
        placeHolder: vscode.l10n.t("The course makes a folder inside it"),
      },
    );
    if (!picked) throw new vscode.CancellationError();
    await this.options.memory.update(chosenKey, picked.folder.uri.toString());
    return picked.folder;
  }

  dispose(): void {
    void this.#journal?.dispose();
    this.#watcher?.dispose();
    this.#owner.dispose();
  }
}

function untrusted(): Problem {
  return new Problem(
    vscode.l10n.t(
      "This workspace is restricted: the course does not write files or start Python in it. You can read the labs; trust the workspace to work on them.",
    ),
    [{ title: vscode.l10n.t("Manage Workspace Trust"), command: "workbench.trust.manage" }],
  );
}

async function isFolder(candidate: string): Promise<boolean> {
  return stat(candidate).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
}

/** In the workspace's storage, outside of its files. A window without one has no course folder either. */
export function checkpointOf({ storageUri, extension }: vscode.ExtensionContext): JournalOptions["checkpoint"] {
  return storageUri && { path: path.join(storageUri.fsPath, "progress.checkpoint"), madeBy: String(extension.packageJSON.version) };
}

const machineName = (): string => vscode.env.machineId.slice(0, 8);

import path from "node:path";
import { setImmediate } from "node:timers/promises";
import * as vscode from "vscode";
import { checkPlace } from "../../core/checkPlace";
import type { Lab } from "../../core/course";
import { type SourceRange, type Symbols, symbolsOf } from "../../core/symbols";
import { readRegularFile } from "../../runtime/store/regularFile";
import type { Parts } from "../parts";
import { Owner } from "../state/owner";

/** What a test item stands for; the item itself stays a view. */
export type ItemMeaning = { lab: Lab; check?: string };

const settleMs = 250;
/** A long course lets others have a turn this often. */
const busyMs = 5;

/** The tree of test items: a lab, its checks. Built from the course and the text of the learner's files; no Python runs for it. */
export class CheckItems implements vscode.Disposable {
  readonly #owner = new Owner();
  readonly #meaning = new WeakMap<vscode.TestItem, ItemMeaning>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #watcher: vscode.Disposable | undefined;

  constructor(
    private readonly controller: vscode.TestController,
    private readonly parts: Pick<Parts, "catalogue" | "folder" | "current" | "log">,
  ) {
    const { catalogue, folder } = parts;
    const rebuild = (): void => void this.rebuild();
    this.#owner.own(catalogue.course.onDidChange(rebuild));
    this.#owner.own(folder.path.onDidChange(rebuild));
    this.#owner.own(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#touched(document.uri)));
  }

  meaning(item: vscode.TestItem): ItemMeaning | undefined {
    return this.#meaning.get(item);
  }

  /** The items of a lab's checks, by check id. */
  checksOf(lab: Lab): Map<string, vscode.TestItem> {
    const items = new Map<string, vscode.TestItem>();
    for (const [, item] of this.controller.items.get(lab.id)?.children ?? []) {
      const check = this.#meaning.get(item)?.check;
      if (check !== undefined) items.set(check, item);
    }
    return items;
  }

  labItem(lab: Lab): vscode.TestItem | undefined {
    return this.controller.items.get(lab.id);
  }

  /** Lists the shipped labs once the course has a folder: a Python project without the course keeps its own test tree. */
  async rebuild(): Promise<void> {
    const { catalogue, folder } = this.parts;
    const root = folder.path.value;
    this.#watch(root);
    const labs = root === undefined ? [] : [...(catalogue.course.value?.labs.values() ?? [])];
    this.controller.items.replace(labs.map((lab, index) => this.#labItem(lab, index)));
    let rested = performance.now();
    for (const lab of labs) {
      await this.place(lab);
      if (performance.now() - rested < busyMs) continue;
      await setImmediate();
      rested = performance.now();
    }
  }

  /** Puts the lab's items where the learner can read them: on the lab page first, in the learner's files once they are there. */
  async place(lab: Lab): Promise<void> {
    const parent = this.labItem(lab);
    const root = this.parts.folder.path.value;
    if (!parent || root === undefined) return;
    const work = this.parts.folder.workFolder(lab);
    const files = await readWork(lab, work);
    const read = files && ((file: string) => files.get(file));
    const uris = new Map<string, vscode.Uri>();
    for (const [index, check] of lab.file.checks.entries()) {
      const item = parent.children.get(`${lab.id}/${check.id}`);
      const place = checkPlace(lab, check, read);
      const file = place.in === "page" ? lab.page : path.join(work, place.file);
      const uri = uris.get(file) ?? vscode.Uri.file(file);
      uris.set(file, uri);
      if (item && item.uri?.toString() === uri.toString()) item.range = rangeOf(place.range);
      else parent.children.add(this.#checkItem(lab, check, index, uri, rangeOf(place.range)));
    }
  }

  #labItem(lab: Lab, index: number): vscode.TestItem {
    const item = this.controller.createTestItem(lab.id, `${lab.id} ${lab.file.title}`, vscode.Uri.file(lab.page));
    item.sortText = String(index).padStart(4, "0");
    this.#meaning.set(item, { lab });
    return item;
  }

  #checkItem(lab: Lab, { id, title }: Lab["file"]["checks"][number], index: number, uri: vscode.Uri, range: vscode.Range): vscode.TestItem {
    const item = this.controller.createTestItem(`${lab.id}/${id}`, title, uri);
    item.sortText = String(index).padStart(4, "0");
    // No description: the test tree reads it to a screen reader instead of the title.
    item.range = range;
    this.#meaning.set(item, { lab, check: id });
    return item;
  }

  #watch(root: string | undefined): void {
    this.#watcher?.dispose();
    this.#watcher = undefined;
    if (root === undefined) return;
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(root, "**/*.py"));
    const touched = (uri: vscode.Uri): void => this.#touched(uri);
    this.#watcher = vscode.Disposable.from(
      watcher,
      watcher.onDidCreate(touched),
      watcher.onDidChange(touched),
      watcher.onDidDelete(touched),
    );
  }

  /** A burst of changes is answered once. */
  #touched(uri: vscode.Uri): void {
    if (uri.scheme !== "file") return;
    const lab = this.parts.current.labOf(uri.fsPath);
    if (!lab) return;
    clearTimeout(this.#timers.get(lab.id));
    this.#timers.set(
      lab.id,
      setTimeout(() => {
        this.#timers.delete(lab.id);
        void this.place(lab);
      }, settleMs),
    );
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#watcher?.dispose();
    this.#owner.dispose();
  }
}

/** Symbols of the files that checks may point to, as they are in the editor or on disk; undefined when the lab was never opened. */
async function readWork(lab: Lab, work: string): Promise<Map<string, Symbols> | undefined> {
  const names = new Set([...lab.file.visible, ...lab.file.files]);
  const files = new Map<string, Symbols>();
  for (const name of names) {
    const file = path.join(work, name);
    const open = vscode.workspace.textDocuments.find((document) => document.uri.scheme === "file" && document.uri.fsPath === file);
    const text = open?.getText() ?? (await readRegularFile(file).catch(() => undefined))?.toString("utf8");
    if (text !== undefined) files.set(name, symbolsOf(text));
  }
  return files.size > 0 ? files : undefined;
}

export function rangeOf({ line, column, endLine, endColumn }: SourceRange): vscode.Range {
  return new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
}

import path from "node:path";
import * as vscode from "vscode";
import type { Lab } from "../../core/course";
import { workFolder } from "../../runtime/store/workbook";
import type { Catalogue } from "./catalogue";
import type { CourseFolder } from "./courseFolder";
import { Observable } from "./observable";
import { Owner } from "./owner";

const key = "currentLab";

/** The lab commands act on when none is named: that of the active editor, else the one opened last. */
export class CurrentLab extends Observable<Lab | undefined> {
  readonly #owner = new Owner();

  constructor(
    private readonly catalogue: Catalogue,
    private readonly folder: CourseFolder,
    private readonly memory: Pick<vscode.Memento, "get" | "update">,
  ) {
    super(undefined);
    const follow = (): void => this.#follow();
    this.#owner.own(vscode.window.onDidChangeActiveTextEditor(follow));
    this.#owner.own(folder.path.onDidChange(follow));
    this.#owner.own(catalogue.course.onDidChange(follow));
  }

  choose(lab: Lab): void {
    this.value = lab;
    void this.memory.update(key, lab.id);
  }

  /** The lab whose work folder holds the file. */
  labOf(file: string): Lab | undefined {
    const root = this.folder.path.value;
    if (root === undefined) return undefined;
    for (const lab of this.catalogue.course.value?.labs.values() ?? [])
      if (file.startsWith(`${workFolder(lab, root)}${path.sep}`)) return lab;
    return undefined;
  }

  #follow(): void {
    if (this.folder.path.value === undefined) {
      this.value = undefined;
      return;
    }
    const document = vscode.window.activeTextEditor?.document;
    const edited = document?.uri.scheme === "file" ? this.labOf(document.uri.fsPath) : undefined;
    if (edited) this.choose(edited);
    else this.value ??= this.catalogue.course.value?.labs.get(this.memory.get<string>(key) ?? "");
  }

  override dispose(): void {
    this.#owner.dispose();
    super.dispose();
  }
}

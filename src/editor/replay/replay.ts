import path from "node:path";
import * as v from "valibot";
import * as vscode from "vscode";
import type { KeptCounterexample } from "../../contract/keptCounterexample";
import type { Lab } from "../../core/course";
import { firstLook, type Layout, layOut } from "../../core/interleaving/layout";
import { readRegularFile } from "../../runtime/store/regularFile";
import { readPlace } from "../pages/links";
import type { Parts } from "../parts";
import { Owner } from "../state/owner";
import { LineDecorations } from "./lineDecorations";
import { type Mark, marksOf } from "./marks";

const key = "replayStep";
const StoredSchema = v.object({ lab: v.string(), check: v.string(), startedAt: v.string(), step: v.number() });
const settleMs = 150;

interface Current {
  lab: Lab;
  kept: KeptCounterexample;
  layout: Layout;
  step: number;
}

/** The interleaving that is being looked at: the editors that show the learner's files follow its step. */
export class Replay implements vscode.Disposable {
  readonly #owner = new Owner();
  readonly #decorations = this.#owner.own(new LineDecorations());
  readonly #moved = this.#owner.own(new vscode.EventEmitter<void>());
  /** A file that the interleaving runs through was changed. */
  readonly onDidChangeFiles = this.#moved.event;
  #current: Current | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly parts: Pick<Parts, "folder" | "counterexamples">,
    private readonly memory: Pick<vscode.Memento, "get" | "update">,
  ) {
    this.#owner.own(vscode.window.onDidChangeVisibleTextEditors(() => this.#draw()));
    this.#owner.own(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#touched(document)));
  }

  /** The step to show first, base 0: the one looked at last, also before a restart. */
  stepOf({ lab, check, startedAt, counterexample }: KeptCounterexample): number {
    const stored = v.safeParse(StoredSchema, this.memory.get(key));
    const same = stored.success && stored.output.lab === lab && stored.output.check === check && stored.output.startedAt === startedAt;
    return same && stored.output.step < counterexample.steps.length ? stored.output.step : firstLook(counterexample);
  }

  /** Marks the step in the editors. `follow`: the file it stands in is opened beside, and its line brought into view. */
  async moveTo(lab: Lab, check: string, step: number, follow: boolean): Promise<void> {
    const kept = this.parts.counterexamples.get(lab.id, check);
    if (!kept || kept.counterexample.steps[step] === undefined) return;
    const layout = this.#current?.kept === kept ? this.#current.layout : layOut(kept.counterexample);
    this.#current = { lab, kept, layout, step };
    void this.memory.update(key, { lab: lab.id, check, startedAt: kept.startedAt, step });
    if (follow) await this.#open();
    this.#draw();
  }

  /** The interleaving is not looked at any more. */
  end(): void {
    this.#current = undefined;
    for (const editor of vscode.window.visibleTextEditors) this.#decorations.clear(editor);
  }

  /** What an editor shows now. */
  marks(document: vscode.TextDocument): Mark[] {
    const current = this.#current;
    const file = current && this.#fileOf(current.lab, document.uri);
    if (!current || file === undefined) return [];
    return marksOf(current.kept, current.layout, current.step, file, document.getText().split(/\r?\n/));
  }

  /** Files of the learner's in which a step does not stand on its line any more; one that is gone is among them. */
  async changedFiles(lab: Lab, { counterexample }: KeptCounterexample): Promise<string[]> {
    const own = counterexample.steps.filter((step) => step.line > 0 && step.lab !== true);
    const changed: string[] = [];
    for (const file of new Set(own.map((step) => step.file))) {
      const texts = await this.#texts(lab, file);
      if (own.some((step) => step.file === file && texts?.[step.line - 1]?.trim() !== step.source.trim())) changed.push(file);
    }
    return changed;
  }

  async #texts(lab: Lab, file: string): Promise<string[] | undefined> {
    const full = this.#pathOf(lab, file);
    if (full === undefined) return undefined;
    const open = vscode.workspace.textDocuments.find((document) => document.uri.scheme === "file" && document.uri.fsPath === full);
    const text = open?.getText() ?? (await readRegularFile(full).catch(() => undefined))?.toString("utf8");
    return text?.split(/\r?\n/);
  }

  #pathOf(lab: Lab, file: string): string | undefined {
    const place = readPlace(file, undefined);
    if (this.parts.folder.path.value === undefined || place.kind === "refused") return undefined;
    return path.join(this.parts.folder.workFolder(lab), place.path);
  }

  /** The file's name as steps give it. */
  #fileOf(lab: Lab, uri: vscode.Uri): string | undefined {
    if (uri.scheme !== "file" || this.parts.folder.path.value === undefined) return undefined;
    const relative = path.relative(this.parts.folder.workFolder(lab), uri.fsPath);
    return relative.startsWith("..") || path.isAbsolute(relative) ? undefined : relative.split(path.sep).join("/");
  }

  async #open(): Promise<void> {
    const current = this.#current;
    const step = current?.kept.counterexample.steps[current.step];
    if (!current || !step || step.line === 0 || step.lab === true) return;
    const file = this.#pathOf(current.lab, step.file);
    if (file === undefined) return;
    const uri = vscode.Uri.file(file);
    const shown = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
    const editor =
      shown ??
      // A file that is gone is named on the page; stepping goes on without it.
      (await Promise.resolve(
        vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One, preserveFocus: true, preview: true }),
      ).catch(() => undefined));
    const line = editor && this.marks(editor.document).find((mark) => mark.acts)?.line;
    if (editor && line !== undefined)
      editor.revealRange(new vscode.Range(line, 0, line, 0), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  #draw(): void {
    if (!this.#current) return;
    for (const editor of vscode.window.visibleTextEditors) this.#decorations.draw(editor, this.marks(editor.document));
  }

  /** Marks go where their lines went; a burst of keys is answered once. */
  #touched(document: vscode.TextDocument): void {
    if (!this.#current || this.#fileOf(this.#current.lab, document.uri) === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#draw();
      this.#moved.fire();
    }, settleMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#owner.dispose();
  }
}

import { readFile } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import { commands } from "../../contract/ids";
import type { Lab } from "../../core/course";
import { labProgress } from "../../core/progress";
import type { Parts } from "../parts";
import { Problem, registerCommand, tell } from "../state/notice";
import { Observable, type Watched } from "../state/observable";
import { Owner } from "../state/owner";
import { labFor } from "./chooseLab";

const scheme = "concurrency-labs-solution";

/** Solutions may be seen after passing, or after asking twice. Remembers who asked, in this window. */
export class Solutions implements vscode.Disposable {
  readonly #owner = new Owner();
  readonly #asked = this.#owner.own(new Observable<ReadonlyMap<string, number>>(new Map()));
  readonly asked: Watched<ReadonlyMap<string, number>> = this.#asked;

  constructor(private readonly parts: Parts) {
    this.#owner.own(registerCommand(parts.log, commands.compareSolution, (argument, name) => this.#compare(argument, name)));
    this.#owner.own(vscode.workspace.registerTextDocumentContentProvider(scheme, { provideTextDocumentContent: (uri) => this.#read(uri) }));
  }

  askedTwice(lab: Lab): boolean {
    return (this.#asked.value.get(lab.id) ?? 0) >= 2;
  }

  async #compare(argument: unknown, name: unknown): Promise<void> {
    const lab = await labFor(this.parts, argument, vscode.l10n.t("Compare with a Solution"));
    if (!this.#allowed(lab)) return;
    const solution = typeof name === "string" && lab.solutions.includes(name) ? name : await pickSolution(lab);
    await this.parts.folder.record({ fact: "solution", lab: lab.id, solution });
    const work = this.parts.folder.workFolder(lab);
    const pairs = lab.file.files.map((file) => ({
      file,
      yours: vscode.Uri.file(path.join(work, file)),
      theirs: vscode.Uri.from({ scheme, path: `/${lab.id}/${solution}/${file}` }),
    }));
    const [only, ...others] = pairs;
    if (!only) return;
    const title = (file: string): string => vscode.l10n.t("{0}: yours and {1}", file, solution);
    if (others.length === 0) await vscode.commands.executeCommand("vscode.diff", only.yours, only.theirs, title(only.file));
    else
      await vscode.commands.executeCommand(
        "vscode.changes",
        title(lab.id),
        pairs.map(({ yours, theirs }) => [yours, yours, theirs]),
      );
  }

  #allowed(lab: Lab): boolean {
    const known = labProgress(this.parts.folder.progress.value, lab.id);
    if (known.passed || known.solutions.size > 0) return true;
    const times = (this.#asked.value.get(lab.id) ?? 0) + 1;
    this.#asked.value = new Map(this.#asked.value).set(lab.id, times);
    if (times >= 2) return true;
    const left = lab.hints.length - known.hints;
    tell(
      "info",
      left > 0
        ? vscode.l10n.t("You have not passed lab {0} yet, and {1} of its hints are closed. Ask again to see a solution.", lab.id, left)
        : vscode.l10n.t("You have not passed lab {0} yet. Ask again to see a solution.", lab.id),
      [
        ...(left > 0 ? [{ title: vscode.l10n.t("Show Next Hint"), command: commands.nextHint, arguments: [lab.id] }] : []),
        { title: vscode.l10n.t("Show a Solution"), command: commands.compareSolution, arguments: [lab.id] },
      ],
    );
    return false;
  }

  /** Only files the lab declares, of solutions it has. */
  async #read(uri: vscode.Uri): Promise<string> {
    const [, id = "", solution = "", ...rest] = uri.path.split("/");
    const lab = await this.parts.catalogue.lab(id);
    const file = rest.join("/");
    if (!lab.solutions.includes(solution) || !lab.file.files.includes(file))
      throw new Problem(vscode.l10n.t("Lab {0} has no such solution.", id));
    return readFile(path.join(lab.folder, "solutions", solution, file), "utf8");
  }

  dispose(): void {
    this.#owner.dispose();
  }
}

async function pickSolution(lab: Lab): Promise<string> {
  const [first, second] = lab.solutions;
  if (first === undefined) throw new Problem(vscode.l10n.t("Lab {0} has no solutions to compare with.", lab.id));
  if (second === undefined) return first;
  const picked = await vscode.window.showQuickPick(lab.solutions, { title: vscode.l10n.t("Compare lab {0} with", lab.id) });
  if (picked === undefined) throw new vscode.CancellationError();
  return picked;
}

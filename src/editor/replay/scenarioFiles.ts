import { readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import type { InterleavingPageState } from "../../contract/pages";
import type { Lab } from "../../core/course";
import { readPlace } from "../pages/links";
import type { Catalogue } from "../state/catalogue";
import { Problem } from "../state/notice";

const scheme = "concurrency-labs-scenario";
/** Bytes of a scenario; a longer one is not the course's. */
const LARGEST = 200_000;

/** The lab's own files that an interleaving runs through: to be read, never changed. */
export class ScenarioFiles implements vscode.Disposable {
  readonly #registration: vscode.Disposable;

  constructor(private readonly catalogue: Catalogue) {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: async (uri) => {
        const [, id = "", ...rest] = uri.path.split("/");
        const text = await this.#read(await this.catalogue.lab(id), rest.join("/"));
        if (text === undefined) throw new Problem(vscode.l10n.t("Lab {0} has no file {1} that its checks run.", id, rest.join("/")));
        return text;
      },
    });
  }

  /** The texts of the files named; those the lab does not have are left out. */
  async texts(lab: Lab, files: Iterable<string>): Promise<InterleavingPageState["scenarios"]> {
    const found: InterleavingPageState["scenarios"] = [];
    for (const file of new Set(files)) {
      const text = await this.#read(lab, file);
      if (text !== undefined) found.push({ file, text });
    }
    return found;
  }

  /** @param line base 1 */
  async open(lab: Lab, file: string, line: number | undefined): Promise<void> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme, path: `/${lab.id}/${file}` }));
    const position = new vscode.Position(Math.max(0, Math.min((line ?? 1) - 1, document.lineCount - 1)), 0);
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.One,
      preview: true,
      selection: new vscode.Range(position, position),
    });
  }

  /** Python files under the lab's `checks`, nothing else: neither solutions nor ways out. */
  async #read(lab: Lab, file: string): Promise<string | undefined> {
    const place = readPlace(file, undefined);
    if (place.kind === "refused" || !place.path.endsWith(".py")) return undefined;
    const checks = path.join(lab.folder, "checks");
    try {
      const [real, home] = await Promise.all([realpath(path.join(checks, place.path)), realpath(checks)]);
      if (!real.startsWith(`${home}${path.sep}`) || (await stat(real)).size > LARGEST) return undefined;
      return await readFile(real, "utf8");
    } catch {
      return undefined;
    }
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

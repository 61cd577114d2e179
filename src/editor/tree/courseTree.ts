import * as vscode from "vscode";
import type { PathId } from "../../contract/course";
import { type CourseProblem, labsOfPath, type Module, upNext } from "../../core/course";
import type { Catalogue } from "../state/catalogue";
import type { CourseFolder } from "../state/courseFolder";
import type { Watched } from "../state/observable";
import { Owner } from "../state/owner";
import { type Row, row } from "./rows";
import { type Outlook, treeItem } from "./treeItem";

export interface CourseTreeOptions {
  catalogue: Catalogue;
  folder: Pick<CourseFolder, "path" | "progress">;
  path: Watched<PathId>;
  /** Labs with a run going on, and when that changes. */
  running: { has(lab: string): boolean; onDidChange: vscode.Event<unknown> };
}

/** The course as a tree: up next, the path, its modules, their labs, their steps. Empty before set-up, so that the welcome text shows. */
export class CourseTree implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #owner = new Owner();
  readonly #changed = this.#owner.own(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(private readonly options: CourseTreeOptions) {
    const { catalogue, folder, path, running } = options;
    const redraw = (): void => this.#changed.fire(undefined);
    for (const event of [
      catalogue.course.onDidChange,
      folder.path.onDidChange,
      folder.progress.onDidChange,
      path.onDidChange,
      running.onDidChange,
    ]) {
      this.#owner.own((event as vscode.Event<unknown>)(redraw));
    }
  }

  getTreeItem(element: Row): vscode.TreeItem {
    const outlook = this.#outlook();
    return outlook ? treeItem(element, outlook) : new vscode.TreeItem("");
  }

  getChildren(element?: Row): Row[] {
    const outlook = this.#outlook();
    if (!outlook) return [];
    if (!element) return this.#roots(outlook);
    switch (element.row) {
      case "path":
        return outlook.course.modules.map((module) => row({ row: "module", module }));
      case "module":
        return this.#labs(element.module, outlook);
      case "lab":
        return element.lab.file.steps.map((_, index) => row({ row: "step", lab: element.lab, number: index + 1 }));
      default:
        return [];
    }
  }

  #outlook(): Outlook | undefined {
    const { catalogue, folder, path, running } = this.options;
    const course = catalogue.course.value;
    if (!course || folder.path.value === undefined) return undefined;
    return { course, progress: folder.progress.value, path: path.value, running: (lab) => running.has(lab) };
  }

  #roots({ course, progress, path }: Outlook): Row[] {
    const next = upNext(course, progress, path);
    return [...(next ? [row({ row: "upNext" as const, lab: next })] : []), row({ row: "path", path })];
  }

  #labs(module: Module, { course, path }: Outlook): Row[] {
    const onPath = new Set(labsOfPath(course, path).map((lab) => lab.id));
    const labs = module.entry.labs.flatMap((entry, index): Row[] => {
      const lab = module.labs[index];
      if (lab) return [row({ row: "lab", lab, onPath: onPath.has(lab.id) })];
      const problem = this.options.catalogue.problems.find((candidate) => concerns(candidate, module, entry.folder));
      return problem ? [row({ row: "brokenLab", entry, problem })] : [];
    });
    return module.quiz ? [...labs, row({ row: "quiz", module })] : labs;
  }

  dispose(): void {
    this.#owner.dispose();
  }
}

const concerns = (problem: CourseProblem, module: Module, folder: string): boolean =>
  problem.file.replaceAll("\\", "/").includes(`${module.entry.folder}/${folder}/`);

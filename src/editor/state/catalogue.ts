import * as vscode from "vscode";
import type { Course, CourseProblem, Lab, Module } from "../../core/course";
import { loadCourse } from "../../runtime/loadCourse";
import { Problem } from "./notice";
import { Observable } from "./observable";

/** The course as read from disk. Loading starts with the first `load`; whoever asks meanwhile joins. */
export class Catalogue implements vscode.Disposable {
  readonly course = new Observable<Course | undefined>(undefined);
  problems: readonly CourseProblem[] = [];
  #loading?: Promise<Course>;

  constructor(
    readonly root: string,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  load(): Promise<Course> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load(): Promise<Course> {
    try {
      const { course, problems } = await loadCourse(this.root);
      for (const problem of problems) this.log.error(`${problem.file}: ${problem.message}`);
      this.problems = problems;
      this.course.value = course;
      return course;
    } catch (error) {
      this.#loading = undefined;
      throw error;
    }
  }

  async lab(id: string): Promise<Lab> {
    const lab = (await this.load()).labs.get(id);
    if (lab) return lab;
    const broken = this.problems.find((problem) => problem.file.replaceAll("\\", "/").includes(`/${id}-`));
    throw new Problem(
      broken
        ? vscode.l10n.t("The lab cannot be read. {0}: {1}", broken.file, broken.message)
        : vscode.l10n.t("This version of the course has no lab {0}.", id),
    );
  }

  async module(number: number): Promise<Module> {
    const module = (await this.load()).modules.find((candidate) => candidate.entry.number === number);
    if (!module) throw new Problem(vscode.l10n.t("The course has no module {0}.", number));
    return module;
  }

  dispose(): void {
    this.course.dispose();
  }
}

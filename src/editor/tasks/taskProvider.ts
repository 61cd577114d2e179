import * as v from "valibot";
import * as vscode from "vscode";
import { problemMatcher, type TaskAction, taskActions, taskType } from "../../contract/ids";
import { LabIdSchema } from "../../contract/lab";
import type { Lab } from "../../core/course";
import { kitCommand } from "../../runtime/process/kitCommand";
import type { Parts } from "../parts";
import { messageOf, Problem } from "../state/notice";
import { RunTerminal } from "./runTerminal";

const DefinitionSchema = v.object({ type: v.literal(taskType), lab: LabIdSchema, action: v.picklist(taskActions) });

/**
 * Tasks `check`, `bench` and `run` of each shipped lab, and those of tasks.json. VS Code asks for them when a window starts, when
 * nothing may look for Python yet: `run`, which needs its path, is offered from the first lab opened in a window on.
 */
export class LabTasks implements vscode.TaskProvider {
  constructor(private readonly parts: Parts) {}

  async provideTasks(): Promise<vscode.Task[]> {
    const { catalogue, folder, trusted, interpreter } = this.parts;
    const offered = taskActions.filter((action) => action !== "run" || interpreter.known);
    if (!trusted.value || folder.path.value === undefined) return [];
    const course = await catalogue.load();
    const tasks = [...course.labs.values()].flatMap((lab) =>
      offered.filter((action) => action !== "bench" || lab.file.bench).map((action) => this.task(lab, action)),
    );
    return (await Promise.all(tasks)).filter((task) => task !== undefined);
  }

  async resolveTask(task: vscode.Task): Promise<vscode.Task | undefined> {
    const parsed = v.safeParse(DefinitionSchema, task.definition);
    if (!parsed.success) {
      this.parts.log.warn(`A task of type ${taskType} is not understood: ${parsed.issues[0].message}`);
      return undefined;
    }
    try {
      const lab = await this.parts.catalogue.lab(parsed.output.lab);
      return await this.task(lab, parsed.output.action, task.definition);
    } catch (error) {
      this.parts.log.warn(messageOf(error));
      return undefined;
    }
  }

  /** @param definition the one of tasks.json, which VS Code wants back unchanged */
  async task(lab: Lab, action: TaskAction, definition?: vscode.TaskDefinition): Promise<vscode.Task | undefined> {
    const { folder } = this.parts;
    const home = folder.path.value;
    if (home === undefined) return undefined;
    const scope = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(home)) ?? vscode.TaskScope.Workspace;
    const execution =
      action === "run"
        ? await this.#process(lab)
        : new vscode.CustomExecution(() => Promise.resolve(new RunTerminal(this.parts, lab, action)));
    if (!execution) return undefined;
    const task = new vscode.Task(
      definition ?? { type: taskType, lab: lab.id, action },
      scope,
      `${lab.id} ${action}`,
      vscode.l10n.t("Concurrency Labs"),
      execution,
      action === "check" ? [`$${problemMatcher}`] : [],
    );
    task.detail = lab.file.title;
    if (action === "check") task.group = vscode.TaskGroup.Test;
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, panel: vscode.TaskPanelKind.Dedicated, clear: true };
    return task;
  }

  /** The learner's first file as a program, in a terminal of its own. Undefined without Python: there is nothing to start then. */
  async #process(lab: Lab): Promise<vscode.ProcessExecution | undefined> {
    const { roots, interpreter, packages, folder, log } = this.parts;
    try {
      const python = await interpreter.require();
      const work = folder.workFolder(lab);
      const { command, args, env } = kitCommand({
        python: python.path,
        kitRoot: roots.kit,
        libsRoot: roots.libs,
        packages: await packages.folders(lab, python),
        courseRoot: roots.course,
        action: "run",
        lab: lab.id,
        work,
      });
      return new vscode.ProcessExecution(command, args, { cwd: work, env });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      log.warn(`No run task for lab ${lab.id}: ${error.message}`);
      return undefined;
    }
  }
}

export function registerTasks(parts: Parts): { tasks: LabTasks } & vscode.Disposable {
  const tasks = new LabTasks(parts);
  const registration = vscode.tasks.registerTaskProvider(taskType, tasks);
  return { tasks, dispose: () => registration.dispose() };
}

import * as vscode from "vscode";
import { views } from "../../contract/ids";
import type { Parts } from "../parts";
import { Owner } from "../state/owner";
import { CourseTree } from "./courseTree";
import { ProgressTree } from "./progressTree";

export interface Tree extends vscode.Disposable {
  course: CourseTree;
}

/** The views of the activity-bar container. */
export function registerTree(parts: Parts): Tree {
  const { runs, settings } = parts;
  const owner = new Owner();
  const changed = owner.own(new vscode.EventEmitter<unknown>());
  owner.own(runs.onDidStart((run) => changed.fire(run)));
  owner.own(runs.onDidEnd((run) => changed.fire(run)));
  const course = owner.own(
    new CourseTree({ ...parts, path: settings.path, running: { has: (lab) => runs.has(lab), onDidChange: changed.event } }),
  );
  owner.own(vscode.window.createTreeView(views.course, { treeDataProvider: course, showCollapseAll: true }));
  owner.own(vscode.window.createTreeView(views.progress, { treeDataProvider: owner.own(new ProgressTree(parts)) }));
  return { course, dispose: () => owner.dispose() };
}

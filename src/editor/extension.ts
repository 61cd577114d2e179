import * as vscode from "vscode";
import type { Pool } from "../runtime/pool/pool";
import { Doctor, registerDoctor } from "./doctor/doctor";
import { registerChoosePath } from "./lab/choosePath";
import { registerHints } from "./lab/hints";
import { registerOpenLab } from "./lab/openLab";
import { registerResetLab } from "./lab/resetLab";
import { Solutions } from "./lab/solutions";
import { registerStart } from "./lab/start";
import { registerModuleCommands } from "./pages/moduleCommands";
import { Panels } from "./pages/panels";
import { Quizzes } from "./pages/quizzes";
import type { Parts } from "./parts";
import { Interpreter } from "./python/interpreter";
import { labPackages } from "./python/labPackages";
import { registerPythonCommands } from "./python/pythonCommands";
import { Counterexamples } from "./replay/counterexamples";
import { Replay } from "./replay/replay";
import { ScenarioFiles } from "./replay/scenarioFiles";
import { registerShowInterleaving } from "./replay/showInterleaving";
import { BenchFigures } from "./runs/benchFigures";
import { registerEndNotice } from "./runs/endNotice";
import { lazyPool } from "./runs/lazyPool";
import { rootsOf } from "./runs/roots";
import { registerRunCommands } from "./runs/runCommands";
import { Runs } from "./runs/runs";
import { Catalogue } from "./state/catalogue";
import { connectContextKeys } from "./state/contextKeys";
import { CourseFolder, checkpointOf } from "./state/courseFolder";
import { CurrentLab } from "./state/currentLab";
import { guard } from "./state/notice";
import { Owner } from "./state/owner";
import { watchSettings } from "./state/settings";
import { Trust } from "./state/trust";
import { registerStatusBar } from "./status/statusBar";
import { registerTasks } from "./tasks/taskProvider";
import { registerTesting, type Testing } from "./testing/testing";
import { registerTree, type Tree } from "./tree/tree";

/** What the tests in a real VS Code look at. */
export interface Internals {
  parts: Parts;
  testing: Testing;
  tree: Tree;
  panels: Panels;
  replay: Replay;
  pool: () => Pool;
}

/** Nothing here waits: the course and the journal are read after activation, Python and the worker pool when first needed. */
export function activate(context: vscode.ExtensionContext): Internals | undefined {
  const owner = new Owner();
  context.subscriptions.push(owner);
  const log = owner.own(vscode.window.createOutputChannel("Concurrency Labs", { log: true }));

  const settings = owner.own(watchSettings());
  const trusted = owner.own(new Trust());
  const roots = rootsOf(context);
  const catalogue = owner.own(new Catalogue(roots.course, log));
  const pool = lazyPool(context, log, owner);
  const folder = owner.own(
    new CourseFolder({
      log,
      trusted,
      name: settings.courseFolder,
      memory: context.workspaceState,
      journal: { decode: (texts) => pool().call("summariseJournals", { texts }), checkpoint: checkpointOf(context) },
      workspace: { folders: () => vscode.workspace.workspaceFolders ?? [], onDidChange: vscode.workspace.onDidChangeWorkspaceFolders },
    }),
  );
  const current = owner.own(new CurrentLab(catalogue, folder, context.workspaceState));
  const interpreter = owner.own(new Interpreter({ pythonPath: settings.pythonPath, trusted, log }));
  const stored = (name: string): string => vscode.Uri.joinPath(context.globalStorageUri, name).fsPath;
  const packages = owner.own(labPackages(stored("packages"), roots.requirements, log));
  const runs = owner.own(new Runs({ roots, folder, interpreter, packages, settings, log }));
  const figures = owner.own(new BenchFigures({ runs, folder, memory: context.workspaceState, log, pool }));
  const counterexamples = owner.own(new Counterexamples({ runs, folder, log }));
  const parts: Parts = {
    extensionUri: context.extensionUri,
    log,
    settings,
    trusted,
    catalogue,
    folder,
    current,
    interpreter,
    packages,
    runs,
    figures,
    counterexamples,
    roots,
  };

  const solutions = owner.own(new Solutions(parts));
  const replay = owner.own(new Replay(parts, context.workspaceState));
  const doctor = owner.own(new Doctor(parts, context));
  const scenarios = owner.own(new ScenarioFiles(catalogue));
  const panels = owner.own(new Panels({ parts, solutions, quizzes: owner.own(new Quizzes(parts)), replay, scenarios, doctor }));
  const tree = owner.own(registerTree(parts));
  const testing = owner.own(registerTesting(parts));
  const { tasks } = owner.own(registerTasks(parts));
  owner.own(registerStatusBar(parts));
  owner.own(registerStart(parts));
  owner.own(registerOpenLab(parts, panels));
  owner.own(registerModuleCommands(parts, panels));
  owner.own(registerRunCommands(parts, panels, tasks));
  owner.own(registerShowInterleaving(parts, panels, replay));
  owner.own(registerEndNotice(parts));
  owner.own(registerHints(parts, panels));
  owner.own(registerResetLab(parts));
  owner.own(registerChoosePath(parts));
  owner.own(registerPythonCommands(parts, stored("pythons")));
  owner.own(registerDoctor(parts, panels, doctor));
  owner.own(connectContextKeys(parts));

  void guard(log, vscode.l10n.t("Reading the course"), () => Promise.all([catalogue.load(), folder.refresh()]));
  return context.extensionMode === vscode.ExtensionMode.Test ? { parts, testing, tree, panels, replay, pool } : undefined;
}

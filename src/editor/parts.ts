import type * as vscode from "vscode";
import type { Interpreter } from "./python/interpreter";
import type { LabPackages } from "./python/labPackages";
import type { Counterexamples } from "./replay/counterexamples";
import type { BenchFigures } from "./runs/benchFigures";
import type { Roots } from "./runs/roots";
import type { Runs } from "./runs/runs";
import type { Catalogue } from "./state/catalogue";
import type { CourseFolder } from "./state/courseFolder";
import type { CurrentLab } from "./state/currentLab";
import type { Watched } from "./state/observable";
import type { Settings } from "./state/settings";

/** What the surfaces share. Made once in `extension.ts` and handed in. */
export interface Parts {
  extensionUri: vscode.Uri;
  log: vscode.LogOutputChannel;
  settings: Settings;
  trusted: Watched<boolean>;
  catalogue: Catalogue;
  folder: CourseFolder;
  current: CurrentLab;
  interpreter: Interpreter;
  packages: LabPackages;
  runs: Runs;
  figures: BenchFigures;
  counterexamples: Counterexamples;
  roots: Roots;
}

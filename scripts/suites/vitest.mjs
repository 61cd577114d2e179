import { join } from "node:path";
import { run } from "../setup/run.mjs";
import { reported } from "./report.mjs";

const vitest =
  (project, name = project, filters = []) =>
  ({ root, signal }) =>
    reported(root, name, (file) =>
      run(
        [
          process.execPath,
          join(root, "node_modules/vitest/vitest.mjs"),
          "run",
          "--project",
          project,
          "--reporter=default",
          "--reporter=junit",
          `--outputFile.junit=${file}`,
          ...filters,
        ],
        { cwd: root, show: true, signal },
      ),
    );

/** Everything that runs in plain Node: contract, core, runtime, worker, webview, house rules, scripts. */
export const unit = vitest("unit");

/** The packaged extension in the web workbench, driven through its own user interface. */
export const journeys = vitest("journeys");

/** The part of `unit` that draws its inputs. */
export const fuzz = vitest("unit", "fuzz-extension", ["test/fuzz"]);

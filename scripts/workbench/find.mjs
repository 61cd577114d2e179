// Which VS Code serves `npm start` and the in-editor tests.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../setup/cache.mjs";
import { onPath } from "../setup/run.mjs";
import { chromium } from "./chromium.mjs";
import { webWorkbench } from "./install.mjs";

/**
 * In order: `VSCODE_EXECUTABLE`, a desktop VS Code downloaded by @vscode/test-electron, the web edition from npm.
 * `CONCURRENCY_LABS_VSCODE=web` or `desktop` leaves out the other. Returns `{ kind: "desktop", command }` or
 * `{ kind: "web", workbench, chromium }` (the last where `browser` asks for it), each with `name`; without any it throws one sentence that names what was tried.
 */
export async function findVsCode({ browser = false, say = console.log, env = process.env } = {}) {
  const only = env.CONCURRENCY_LABS_VSCODE;
  const tried = [];
  if (env.VSCODE_EXECUTABLE) {
    if (!existsSync(env.VSCODE_EXECUTABLE)) throw new Error(`VSCODE_EXECUTABLE names ${env.VSCODE_EXECUTABLE}, which does not exist`);
    return { kind: "desktop", command: [env.VSCODE_EXECUTABLE], name: `VSCODE_EXECUTABLE ${env.VSCODE_EXECUTABLE}` };
  }
  if (only !== "web") {
    const prefix = display(env);
    if (prefix === undefined) tried.push("desktop VS Code: there is no display and no xvfb-run");
    else
      try {
        const { downloadAndUnzipVSCode, SilentReporter } = await import("@vscode/test-electron");
        const executable = await downloadAndUnzipVSCode({
          cachePath: join(cacheFolder({ env }), "vscode"),
          timeout: 15_000,
          reporter: new SilentReporter(),
        });
        return { kind: "desktop", command: [...prefix, executable], name: `desktop VS Code ${executable}` };
      } catch (error) {
        tried.push(`desktop VS Code: ${error.message}`);
      }
  }
  if (only !== "desktop")
    try {
      const workbench = await webWorkbench(say);
      return { kind: "web", workbench, chromium: browser ? await chromium(say, env) : undefined, name: `web edition ${workbench.name}` };
    } catch (error) {
      tried.push(`web edition: ${error.message}`);
    }
  throw new Error(`No VS Code can be had here (${tried.join("; ")}). Name one in VSCODE_EXECUTABLE, then run this again.`);
}

/** What must come before a program with windows; undefined where none can be shown. */
function display(env) {
  if (process.platform !== "linux" || env.DISPLAY || env.WAYLAND_DISPLAY) return [];
  const xvfb = onPath("xvfb-run", env);
  return xvfb && [xvfb, "-a"];
}

/** Arguments that keep a desktop VS Code apart from the user's own: nothing of theirs is read or changed. */
export const desktopArguments = (folder) => [
  `--user-data-dir=${join(folder, "user")}`,
  `--extensions-dir=${join(folder, "extensions")}`,
  "--no-sandbox",
  "--disable-updates",
  "--skip-welcome",
  "--skip-release-notes",
  "--disable-telemetry",
];

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../setup/run.mjs";
import { startProgram } from "./program.mjs";

/** Settings that keep the workbench quiet and the same on every run. */
export const quietSettings = {
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.reduceMotion": "on",
  "workbench.enableExperiments": false,
  "window.commandCenter": false,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: VS Code's variables. Not the program's name, which is that of the web edition.
  "window.title": "${activeEditorShort}${separator}${rootName}",
  "chat.disableAIFeatures": true,
  "terminal.integrated.gpuAcceleration": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
};

const serverArguments = (dataFolder) => ["--accept-server-license-terms", "--server-data-dir", dataFolder, "--telemetry-level", "off"];

/** Installs a VSIX for a server that is about to start on the same data folder. */
export async function installExtension(workbench, dataFolder, vsix) {
  await run([workbench.node, workbench.server, ...serverArguments(dataFolder), "--install-extension", vsix, "--force"]);
}

/** The installed extensions, each as `publisher.name@version`. */
export async function installedExtensions(workbench, dataFolder) {
  const list = [workbench.node, workbench.server, ...serverArguments(dataFolder), "--list-extensions", "--show-versions"];
  return (await run(list)).split(/\r?\n/).filter((line) => line.includes("@"));
}

/**
 * Starts the web workbench on a free port of the loopback address. `flags` are further server options, `settings` the user's.
 * The result's `stop()` ends the whole process group; `ended` resolves when it ends by itself.
 * @param {{ node: string, server: string }} workbench
 * @param {{ dataFolder: string, settings?: Record<string, unknown>, flags?: string[], port?: number, env?: NodeJS.ProcessEnv }} options
 */
export async function startServer(workbench, { dataFolder, settings = {}, flags = [], port = 0, env = process.env }) {
  const userFolder = join(dataFolder, "data/User");
  await mkdir(userFolder, { recursive: true });
  await writeFile(join(userFolder, "settings.json"), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  // A remote window takes settings of a machine's scope, such as the Python, from here; those of the user count only by chance.
  const machineFolder = join(dataFolder, "data/Machine");
  const ours = Object.fromEntries(Object.entries(settings).filter(([key]) => key.startsWith("concurrencyLabs.")));
  await mkdir(machineFolder, { recursive: true });
  await writeFile(join(machineFolder, "settings.json"), JSON.stringify(ours, null, 2));
  const command = [
    workbench.node,
    workbench.server,
    ...serverArguments(dataFolder),
    "--without-connection-token",
    "--host",
    "127.0.0.1",
    "--port",
    String(port),
    "--disable-experiments",
    ...flags,
  ];
  const { child, ended, stop } = startProgram(command, { env, stdio: "pipe" });
  let output = "";
  const found = new Promise((resolve, reject) => {
    const read = (chunk) => {
      output = (output + chunk).slice(-20_000);
      const listening = /Extension host agent listening on (\d+)/.exec(output);
      if (listening) resolve(Number(listening[1]));
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    ended.then(() => reject(new Error(`the VS Code server ended before it listened:\n${output}`)));
  });
  const late = AbortSignal.timeout(30_000);
  const tooLate = new Promise((_, reject) =>
    late.addEventListener("abort", () => reject(new Error(`the VS Code server did not listen within 30 s:\n${output}`))),
  );
  try {
    const listening = await Promise.race([found, tooLate]);
    const base = `http://127.0.0.1:${listening}/`;
    return {
      port: listening,
      base,
      ended,
      address: (folder) => `${base}?folder=${encodeURI(folder)}`,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

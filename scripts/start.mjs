// npm start [-- --folder DIR] [--port N] [--no-open]: sets up, builds and opens VS Code with the extension and a course folder.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { onCurrentNode } from "./setup/currentNode.mjs";

const { values } = parseArgs({
  options: { folder: { type: "string" }, port: { type: "string", default: "0" }, "no-open": { type: "boolean", default: false } },
});

await onCurrentNode();
const { build, root, setUp } = await import("./setUp.mjs");
const interpreters = await setUp();
await build();
const { askedToEnd } = await import("./setup/askedToEnd.mjs");
const { desktopArguments, findVsCode } = await import("./workbench/find.mjs");
const { startProgram } = await import("./workbench/program.mjs");

const vscode = await findVsCode();
const scratch = await mkdtemp(join(tmpdir(), "concurrency-labs-start-"));
const folder = values.folder
  ? resolve(process.env.INIT_CWD ?? ".", values.folder)
  : await mkdtemp(join(tmpdir(), "concurrency-labs-course-"));
await mkdir(folder, { recursive: true });
console.log(`VS Code: ${vscode.name}\nPython: ${interpreters[0].version} (${interpreters[0].path})\nCourse folder: ${folder}`);

const running = vscode.kind === "web" ? await serve() : openWindow();
const code = await Promise.race([running.ended, askedToEnd().then(() => 0)]);
await running.stop();
await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
process.exit(code);

function openWindow() {
  return startProgram([...vscode.command, folder, ...desktopArguments(scratch), `--extensionDevelopmentPath=${root}`, "--wait"], {
    stdio: "inherit",
  });
}

/** The web edition takes the extension as a package; the browser is the user's own. */
async function serve() {
  const { packageExtension } = await import("./package.mjs");
  const { installExtension, startServer } = await import("./workbench/server.mjs");
  await installExtension(vscode.workbench, scratch, await packageExtension(root, { folder: scratch }));
  const server = await startServer(vscode.workbench, {
    dataFolder: scratch,
    port: Number(values.port),
    flags: ["--disable-workspace-trust"],
  });
  const address = server.address(folder);
  console.log(`Open ${address}\nCtrl-C ends it.`);
  if (!values["no-open"] && !process.env.CI) openInBrowser(address);
  return server;
}

/** Best effort: the address is printed all the same. */
function openInBrowser(address) {
  const opener = process.platform === "darwin" ? "open" : "xdg-open";
  startProgram([opener, address], { stdio: "ignore" });
}

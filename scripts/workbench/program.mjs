import { spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { run } from "../setup/run.mjs";

// Descriptor 3 is a pipe from this process. When this process dies, however it dies, the pipe closes and the group goes.
const guarded = '(cat <&3 >/dev/null; kill -KILL 0) & "$@" 3<&- & wait $!';
const windows = process.platform === "win32";

/**
 * Starts a program in a process group of its own that does not outlive this process. `ended` resolves to its exit code;
 * `stop()` ends the group: SIGTERM, at most 3 s, SIGKILL.
 */
export function startProgram(command, { stdio, env = process.env }) {
  const child = windows
    ? spawn(command[0], command.slice(1), { env, stdio: ["ignore", stdio, stdio] })
    : spawn("sh", ["-c", guarded, command[0], ...command], { detached: true, env, stdio: ["ignore", stdio, stdio, "pipe"] });
  const ended = new Promise((resolve) => {
    child.on("error", () => resolve(127));
    child.on("exit", (code) => resolve(code ?? 1));
  });
  return { child, ended, stop: () => (windows ? endTree(child) : endGroup(child)) };
}

async function endTree(child) {
  if (child.exitCode === null) await run(["taskkill", "/T", "/F", "/PID", String(child.pid)]).catch(() => {});
}

async function endGroup(child) {
  const signal = (name) => {
    try {
      process.kill(-child.pid, name);
      return true;
    } catch {
      return false; // The group is gone.
    }
  };
  if (!signal("SIGTERM")) return;
  for (let waited = 0; waited < 3000; waited += 50) {
    await delay(50);
    if (!signal(0)) return;
  }
  signal("SIGKILL");
}

import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

interface ProcessRow {
  pid: number;
  parent: number;
  group: number;
}

/**
 * Ends a process with all its descendants, also those that left its group, and resolves when the signals are sent.
 * POSIX: the group and every descendant that `ps` lists, frozen first so that none can fork away meanwhile.
 * Windows: `taskkill /T /F`.
 * @param pid a process started with `detached: true`, so that it leads its own group
 */
export async function killTree(pid: number): Promise<void> {
  if (process.platform === "win32") {
    await new Promise<void>((resolve) => execFile("taskkill", ["/PID", String(pid), "/T", "/F"], { windowsHide: true, timeout: 5000 }, () => resolve()));
    return;
  }
  // The group first: it is one system call, while `ps` takes some milliseconds in which the tree could grow.
  send(-pid, "SIGSTOP");
  const members = new Set(descendants(await processTable(), pid));
  for (const member of members) send(member, "SIGSTOP");
  for (const member of descendants(await processTable(), pid)) members.add(member);
  send(-pid, "SIGKILL");
  for (const member of members) send(member, "SIGKILL");
}

/** Ends processes that carry `NAME=value` in their environment. Linux only, where the kernel tells; elsewhere it finds none. */
export async function killTagged(name: string, value: string): Promise<number[]> {
  if (process.platform !== "linux") return [];
  const tag = `${name}=${value}`;
  const killed: number[] = [];
  const names = await readdir("/proc").catch(() => []);
  await Promise.all(
    names.map(async (entry) => {
      const pid = Number(entry);
      if (!Number.isInteger(pid) || pid === process.pid) return;
      const environment = await readFile(join("/proc", entry, "environ"), "latin1").catch(() => "");
      if (environment.split("\0").includes(tag) && send(pid, "SIGKILL")) killed.push(pid);
    }),
  );
  return killed;
}

/** `pid`, the members of its group and all descendants of these. */
function descendants(table: ProcessRow[], pid: number): number[] {
  const found = new Set([pid, ...table.filter((row) => row.group === pid).map((row) => row.pid)]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const row of table) if (found.has(row.parent)) found.add(row.pid);
  }
  found.delete(process.pid);
  return [...found];
}

function processTable(): Promise<ProcessRow[]> {
  return new Promise((resolve) => {
    execFile("ps", ["-A", "-o", "pid=,ppid=,pgid="], { timeout: 2000, maxBuffer: 16 * 1024 * 1024 }, (_error, stdout) => {
      resolve(
        stdout.split("\n").flatMap((line) => {
          const [pid, parent, group] = line.trim().split(/\s+/).map(Number);
          return pid && parent !== undefined && group !== undefined ? [{ pid, parent, group }] : [];
        }),
      );
    });
  });
}

/** False when there is no such process any more, or it is not ours. */
function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

interface ProcessRow {
  pid: number;
  parent: number;
  group: number;
}

/** Milliseconds after which `killTree` stops waiting: a process in the kernel's uninterruptible sleep dies when it wakes. */
const PATIENCE_MS = 2000;

/**
 * Ends a process with all its descendants, also those that left its group, and resolves when they are gone.
 * POSIX: the group and every descendant in the process table, frozen first so that none can fork away meanwhile.
 * Windows: `taskkill /T /F`.
 * @param pid a process started with `detached: true`, so that it leads its own group
 */
export async function killTree(pid: number): Promise<void> {
  if (process.platform === "win32") {
    await new Promise<void>((resolve) =>
      execFile("taskkill", ["/PID", String(pid), "/T", "/F"], { windowsHide: true, timeout: PATIENCE_MS }, () => resolve()),
    );
    return;
  }
  // The group first: it is one system call, while reading the table takes some milliseconds in which the tree could grow.
  send(-pid, "SIGSTOP");
  const members = new Set<number>([pid]);
  const deadline = Date.now() + PATIENCE_MS;
  for (let frozen = 0; frozen !== members.size; ) {
    frozen = members.size;
    for (const member of family(await processTable(), members, pid)) {
      members.add(member);
      send(member, "SIGSTOP");
    }
  }
  while (Date.now() < deadline) {
    send(-pid, "SIGKILL");
    for (const member of members) send(member, "SIGKILL");
    const alive = family(await processTable(), members, pid);
    if (alive.length === 0) return;
    for (const member of alive) members.add(member);
    await pause();
  }
}

/** Ends what is left of a process's group after the process itself ended. POSIX only: Windows has no such group. */
export function killGroup(pid: number): void {
  if (process.platform !== "win32") send(-pid, "SIGKILL");
}

/**
 * Ends processes that carry `NAME=value` in their environment, whoever their parent is, and resolves when they are gone.
 * Linux only, where the kernel tells; elsewhere it finds none.
 */
export async function killTagged(name: string, value: string): Promise<void> {
  if (process.platform !== "linux") return;
  const deadline = Date.now() + PATIENCE_MS;
  const killed = new Set<number>();
  for (let busy = true; busy && Date.now() < deadline; ) {
    const found = taggedProcesses(`${name}=${value}`);
    for (const pid of found) {
      killed.add(pid);
      send(pid, "SIGKILL");
    }
    // A dying process loses its environment first and its life a moment later; another pass finds what it forked before.
    busy = found.length > 0 || (killed.size > 0 && (await processTable()).some((row) => killed.has(row.pid)));
    if (busy) await pause();
  }
}

function taggedProcesses(tag: string): number[] {
  return processNames().flatMap((name) =>
    readProc(`${name}/environ`).split("\0").includes(tag) && name !== String(process.pid) ? [Number(name)] : [],
  );
}

/** Of `members`, their descendants and the group: those that still live. */
function family(table: readonly ProcessRow[], members: ReadonlySet<number>, group: number): number[] {
  const found = new Set([...members, ...table.filter((row) => row.group === group).map((row) => row.pid)]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const row of table) if (found.has(row.parent)) found.add(row.pid);
  }
  return table.filter((row) => found.has(row.pid) && row.pid !== process.pid).map((row) => row.pid);
}

/** All processes but zombies, which are dead and only wait to be collected. */
async function processTable(): Promise<ProcessRow[]> {
  const rows = process.platform === "linux" ? rowsOfProc() : await rowsOfPs();
  return rows.flatMap(([pid = "", state = "", parent = "", group = ""]) =>
    /^\d+$/.test(pid) && !state.startsWith("Z") ? [{ pid: Number(pid), parent: Number(parent), group: Number(group) }] : [],
  );
}

/**
 * Small Linux systems come without `ps`. Read at one go, which takes a few milliseconds: read little by little, the table
 * would show processes of different moments. The command in brackets may itself hold brackets and spaces (proc(5)).
 */
function rowsOfProc(): string[][] {
  return processNames().map((name) => {
    const text = readProc(`${name}/stat`);
    return text === "" ? [] : [name, ...text.slice(text.lastIndexOf(")") + 2).split(" ", 3)];
  });
}

function processNames(): string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** Empty for a process that is gone, or not ours. */
function readProc(file: string): string {
  try {
    return readFileSync(`/proc/${file}`, "latin1");
  } catch {
    return "";
  }
}

function rowsOfPs(): Promise<string[][]> {
  return new Promise((resolve) => {
    execFile("ps", ["-A", "-o", "pid=,stat=,ppid=,pgid="], { timeout: PATIENCE_MS, maxBuffer: 16 * 1024 * 1024 }, (_error, stdout) => {
      resolve(stdout.split("\n").map((line) => line.trim().split(/\s+/)));
    });
  });
}

/** A signalled process needs a moment on the processor to end. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2));
}

/** False when there is no such process any more, or it is not ours. */
function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

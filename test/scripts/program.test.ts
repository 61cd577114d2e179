import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { startProgram } from "../../scripts/workbench/program.mjs";

const program = new URL("../../scripts/workbench/program.mjs", import.meta.url).href;
/** A program that ignores SIGTERM, says so, and waits; it ends by itself after a minute whatever happens. */
const stubborn = [process.execPath, "-e", 'process.on("SIGTERM", () => {}); console.log("ready"); setTimeout(() => {}, 60_000);'];

function groupExists(id: number): boolean {
  try {
    process.kill(-id, 0);
    return true;
  } catch {
    return false;
  }
}

describe.runIf(process.platform !== "win32")("a program with a process group of its own", () => {
  it("tells the code it ended with", async () => {
    expect(await startProgram([process.execPath, "-e", "process.exit(7)"], { stdio: "ignore" }).ended).toBe(7);
  });

  it("is ended with its group even when it ignores the request", async () => {
    const { child, stop } = startProgram(stubborn, { stdio: "pipe" });
    await once(child.stdout, "data");
    await stop();
    await expect.poll(() => groupExists(child.pid ?? 0), { timeout: 5000 }).toBe(false);
  });

  it("goes when the process that started it is killed", async () => {
    const code = `import { startProgram } from ${JSON.stringify(program)};
const { child } = startProgram(${JSON.stringify(stubborn)}, { stdio: "pipe" });
child.stdout.once("data", () => console.log(child.pid));`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(createInterface(parent.stdout), "line");
    const group = Number(line);
    expect(groupExists(group)).toBe(true);
    parent.kill("SIGKILL");
    await expect.poll(() => groupExists(group), { timeout: 10_000 }).toBe(false);
  });
});

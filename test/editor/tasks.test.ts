import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commands, taskType } from "../../src/contract/ids";
import { once, solution, startedCourse, starter, writeWork } from "./course";

async function exitCode(task: vscode.Task): Promise<number | undefined> {
  const ended = once(
    vscode.tasks.onDidEndTaskProcess,
    (event) => event.execution.task.name === task.name,
    `the task ${task.name} ends`,
    60_000,
  );
  await vscode.tasks.executeTask(task);
  return (await ended).exitCode;
}

describe("Tasks", function () {
  this.timeout(90_000);

  it("are offered for each shipped lab, with a benchmark where it has one", async () => {
    const { parts } = await startedCourse();
    const course = await parts.catalogue.load();
    await parts.interpreter.require();
    const tasks = await vscode.tasks.fetchTasks({ type: taskType });
    const expected = [...course.labs.values()].flatMap((lab) => [
      `${lab.id} check`,
      ...(lab.file.bench ? [`${lab.id} bench`] : []),
      `${lab.id} run`,
    ]);
    assert.deepEqual(tasks.map((task) => task.name).sort(), expected.sort());
  });

  it("check: exits with 1 for the starter and 0 for a solution", async () => {
    const internals = await startedCourse();
    const lab = await internals.parts.catalogue.lab("1.5");
    await vscode.commands.executeCommand(commands.openLab, lab.id);
    const task = (await vscode.tasks.fetchTasks({ type: taskType })).find((candidate) => candidate.name === "1.5 check");
    assert.ok(task);
    await writeWork(internals, lab, await starter(lab));
    assert.equal(await exitCode(task), 1);
    await writeWork(internals, lab, await solution(lab));
    assert.equal(await exitCode(task), 0);
    await writeWork(internals, lab, await starter(lab));
  });

  it("run: starts the learner's file as a program and passes its exit code on", async () => {
    const internals = await startedCourse();
    const lab = await internals.parts.catalogue.lab("1.1");
    await vscode.commands.executeCommand(commands.openLab, lab.id);
    await writeWork(internals, lab, "import sys\nsys.exit(7)\n");
    const task = (await vscode.tasks.fetchTasks({ type: taskType })).find((candidate) => candidate.name === "1.1 run");
    assert.ok(task);
    assert.equal(await exitCode(task), 7);
    await writeWork(internals, lab, await starter(lab));
  });
});

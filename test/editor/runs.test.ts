import assert from "node:assert/strict";
import { access } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import { commands } from "../../src/contract/ids";
import { labProgress } from "../../src/core/progress";
import { BenchFigures } from "../../src/editor/runs/benchFigures";
import { Runs } from "../../src/editor/runs/runs";
import { Catalogue } from "../../src/editor/state/catalogue";
import { Problem } from "../../src/editor/state/notice";
import { courseCopy, once, solution, startedCourse, starter, writeWork } from "./course";

const noMemory = { get: () => undefined, update: () => Promise.resolve() };

describe("A run", function () {
  this.timeout(180_000);

  it("shows nothing as passed when its facts cannot be written", async () => {
    const internals = await startedCourse();
    const { parts } = internals;
    const lab = await parts.catalogue.lab("1.5");
    await vscode.commands.executeCommand(commands.openLab, lab.id);
    await writeWork(internals, lab, await solution(lab));
    const full = new Proxy(parts.folder, {
      get(target, key) {
        if (key === "record") return () => Promise.reject(new Problem("the disk is full"));
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    const runs = new Runs({ ...parts, folder: full });
    const state = await (await runs.start({ lab, action: "check" })).ended;
    assert.equal(state.outcome, "inconclusive");
    assert.deepEqual(
      state.checks.filter((check) => check.status === "passed"),
      [],
    );
    assert.ok(state.checks.every((check) => check.result?.message.includes("the disk is full")));
    runs.dispose();
  });

  it("saves changed files of the lab first, so that what is on screen is what runs", async () => {
    const internals = await startedCourse();
    const lab = await internals.parts.catalogue.lab("1.1");
    const file = await writeWork(internals, lab, await starter(lab));
    const document = await vscode.workspace.openTextDocument(file);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), "# not saved yet\n");
    await vscode.workspace.applyEdit(edit);
    assert.equal(document.isDirty, true);
    const run = await internals.parts.runs.start({ lab, action: "check", checks: ["any-size"] });
    const state = await run.ended;
    assert.equal(document.isDirty, false);
    assert.deepEqual(
      state.checks.map((check) => check.id),
      ["any-size"],
    );
    await writeWork(internals, lab, await starter(lab));
  });

  it("measures only after the predictions are made", async () => {
    const internals = await startedCourse();
    const { parts } = internals;
    const lab = await parts.catalogue.lab("1.1");
    await writeWork(internals, lab, await solution(lab));
    assert.ok((lab.file.bench?.predictions.length ?? 0) > 0);
    await vscode.commands.executeCommand(commands.runBenchmark, lab.id);
    assert.equal(parts.runs.active(lab.id), undefined, "the page asks for the predictions first");
    for (const prediction of lab.file.bench?.predictions ?? [])
      await parts.folder.record({ fact: "predicted", lab: lab.id, prediction: prediction.id, values: { x: 1 } });
    const first = once(parts.runs.onDidChange, (run) => run.state.value.samples.length > 0, "the first point is measured", 60_000);
    await vscode.commands.executeCommand(commands.runBenchmark, lab.id);
    const run = await first;
    run.cancel();
    const state = await run.ended;
    assert.equal(state.cancelled, true);
    assert.ok(state.samples.length > 0, "what was measured stays");
    assert.equal(labProgress(parts.folder.progress.value, lab.id).measured, undefined, "a measurement that was broken off is not a result");
  });

  it("keeps the points of a benchmark, its statistics and its file, and brings them back", async () => {
    const internals = await startedCourse();
    const copy = await courseCopy((lab) => ({
      ...lab,
      bench: {
        ...(lab.bench as object),
        rounds: 2,
        warmup: 0,
        x: { label: "workers", unit: "", values: [16, 64], log: true },
        comparisons: [
          {
            id: "more",
            label: "With 64 workers they are checked",
            metric: "wall",
            base: { variant: "yours", x: 16 },
            other: { variant: "yours", x: 64 },
          },
        ],
      },
    }));
    const { parts, pool } = internals;
    const catalogue = new Catalogue(copy.root, parts.log);
    const runs = new Runs({ ...parts, roots: { ...parts.roots, course: copy.root } });
    const figures = new BenchFigures({ runs, folder: parts.folder, memory: noMemory, pool, log: parts.log });
    try {
      const lab = await catalogue.lab("1.1");
      await writeWork(internals, lab, await solution(lab));
      const measured = once(
        parts.folder.progress.onDidChange,
        (progress) => labProgress(progress, lab.id).measured !== undefined,
        "the measurement is recorded",
        60_000,
      );
      const state = await (await runs.start({ lab, action: "bench" })).ended;
      assert.equal(state.outcome, "passed", state.message);
      assert.equal(state.samples.length, 4);
      const known = labProgress(await measured, lab.id).measured;
      await access(path.join(parts.folder.require(), known?.file ?? "none"));
      assert.deepEqual(Object.keys(known?.verdicts ?? {}), ["more"]);
      const stats = figures.stats(lab.id);
      assert.equal(stats?.points.length, 4, "two metrics at two places");
      const later = new BenchFigures({ runs: new Runs({ ...parts }), folder: parts.folder, memory: noMemory, pool, log: parts.log });
      await later.restore(lab);
      assert.deepEqual(later.run(lab.id)?.samples.toArray(), state.samples.toArray());
      assert.deepEqual(
        later.stats(lab.id)?.comparisons.map(({ id, verdict }) => [id, verdict]),
        Object.entries(known?.verdicts ?? {}),
      );
      later.dispose();
    } finally {
      figures.dispose();
      runs.dispose();
      await copy.dispose();
      await writeWork(internals, await parts.catalogue.lab("1.1"), await starter(await parts.catalogue.lab("1.1")));
    }
  });

  it("starts again when a lab file is saved, while run on save is on", async () => {
    const internals = await startedCourse();
    const { parts, testing } = internals;
    const lab = await parts.catalogue.lab("1.1");
    const item = testing.controller.items.get("1.1");
    assert.ok(item && testing.runProfile);
    const off = new vscode.CancellationTokenSource();
    testing.runProfile.runHandler(new vscode.TestRunRequest([item], undefined, testing.runProfile, true), off.token);
    const started = once(parts.runs.onDidStart, (run) => run.lab.id === "1.1", "a run starts by itself");
    await writeWork(internals, lab, `${await starter(lab)}# saved\n`);
    const run = await started;
    off.cancel();
    assert.equal((await run.ended).cancelled, true);
    await writeWork(internals, lab, await starter(lab));
  });
});

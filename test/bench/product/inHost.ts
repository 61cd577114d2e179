// What can only be measured inside an extension host: runs as a test module (scripts/workbench/inHost.mjs) beside the extension as it ships.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { commands, extensionId, settings } from "../../../src/contract/ids";
import type { Lab } from "../../../src/core/course";
import type { Internals } from "../../../src/editor/extension";
import type { Run } from "../../../src/editor/runs/run";
import { Observable } from "../../../src/editor/state/observable";
import { CheckItems } from "../../../src/editor/testing/checkItems";
import { answering, type Timing } from "./answering";

declare global {
  /** Left by the entry that scripts/benchProduct.mjs puts before the extension's: milliseconds. */
  var concurrencyLabsStart: { load: number; activate: number; cpu: number } | undefined;
}

type Items = Timing & { built: number };
const LAB = "1.1";
const RUNS = 7;
const ITEMS = { labs: 100, checks: 100, rounds: 5 };

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

/** Writes what was measured to CONCURRENCY_LABS_RESULTS as JSON. With CONCURRENCY_LABS_BENCH=activation nothing but the start is. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension<Internals>(extensionId);
  if (!extension) throw new Error(`${extensionId} is not installed`);
  const internals = await extension.activate();
  const activation = globalThis.concurrencyLabsStart;
  if (!activation) throw new Error("the extension was not started by the entry that measures it");
  const more =
    process.env["CONCURRENCY_LABS_BENCH"] === "activation" ? {} : { checks: await runChecks(internals), items: await testItems(internals) };
  await writeFile(variable("CONCURRENCY_LABS_RESULTS"), JSON.stringify({ vscode: vscode.version, activation, ...more }));
}

/** From the command to the kit's first event, and to the end with its facts on disk. The first run is the cold one. */
async function runChecks({ parts }: Internals): Promise<{ first: number; end: number; passed: boolean }[]> {
  await vscode.workspace
    .getConfiguration()
    .update(settings.pythonPath, variable("CONCURRENCY_LABS_TEST_PYTHON"), vscode.ConfigurationTarget.Global);
  await parts.catalogue.load();
  await parts.folder.refresh();
  if (parts.folder.path.value === undefined) await parts.folder.create();
  const lab = await parts.catalogue.lab(LAB);
  await vscode.commands.executeCommand(commands.openLab, LAB);
  for (const file of lab.file.files)
    await cp(path.join(lab.folder, "solutions", lab.solutions[0] ?? "", file), path.join(parts.folder.workFolder(lab), file));
  const timings: { first: number; end: number; passed: boolean }[] = [];
  for (let round = 0; round < RUNS; round += 1) {
    const from = performance.now();
    let first: number | undefined;
    const watching = parts.runs.onDidChange((one) => {
      if (first === undefined && one.state.value.machine) first = performance.now() - from;
    });
    const ended = new Promise<Run>((resolve) => {
      const listening = parts.runs.onDidEnd((one) => {
        listening.dispose();
        resolve(one);
      });
    });
    await vscode.commands.executeCommand(commands.runChecks, LAB);
    const { outcome } = (await ended).state.value;
    timings.push({ first: first ?? Number.NaN, end: performance.now() - from, passed: outcome === "passed" });
    watching.dispose();
  }
  return timings;
}

/** A course of 10,000 checks in labs that are all opened, so that every check is looked for in a learner's file. */
async function testItems({ parts }: Internals): Promise<Items[]> {
  const scratch = await mkdtemp(path.join(tmpdir(), "concurrency-labs-items-"));
  const model = await parts.catalogue.lab(LAB);
  const [check] = model.file.checks;
  const texts = await Promise.all(model.file.files.map((file) => readFile(path.join(model.folder, "starter", file))));
  if (!check) throw new Error(`lab ${LAB} has no check`);
  const labs = new Map<string, Lab>();
  for (let number = 0; number < ITEMS.labs; number += 1) {
    const id = `${number}.1`;
    const folder = path.join(scratch, id);
    await mkdir(folder, { recursive: true });
    await Promise.all(model.file.files.map((file, index) => writeFile(path.join(folder, file), texts[index] ?? "")));
    const checks = Array.from({ length: ITEMS.checks }, (_, at) => ({ ...check, id: `check-${at}` }));
    labs.set(id, { ...model, id, folder, file: { ...model.file, id, visible: [], checks } });
  }
  const controller = vscode.tests.createTestController("concurrencyLabsBench", "bench");
  const course = new Observable({ title: "bench", modules: [], paths: {}, labs });
  const none = new Observable<string | undefined>(scratch);
  const own = {
    catalogue: { course },
    folder: { path: none, workFolder: (lab: Lab) => lab.folder },
    current: { labOf: () => undefined },
    log: parts.log,
  };
  const items = Reflect.construct(CheckItems, [controller, own]) as CheckItems;
  try {
    const rounds: Items[] = [];
    for (let round = 0; round < ITEMS.rounds; round += 1) {
      controller.items.replace([]);
      // The round before is sent off and forgotten first: a course is listed once.
      await new Promise((resolve) => setTimeout(resolve, 500));
      const timing = await answering(() => items.rebuild());
      let built = 0;
      for (const [, lab] of controller.items) built += lab.children.size;
      rounds.push({ ...timing, built });
    }
    return rounds;
  } finally {
    items.dispose();
    controller.dispose();
    course.dispose();
    none.dispose();
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

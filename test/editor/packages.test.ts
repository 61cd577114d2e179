import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commands } from "../../src/contract/ids";
import type { Lab } from "../../src/core/course";
import { LabPackages, type Wanted } from "../../src/editor/python/labPackages";
import { Problem } from "../../src/editor/state/notice";
import type { PythonFound } from "../../src/runtime/python/discover";
import { InstallError } from "../../src/runtime/python/installFailure";
import type { PackagePlace } from "../../src/runtime/python/packageStore";
import { theExtension } from "./course";

const python: PythonFound = {
  found: true,
  path: "/opt/python3",
  version: "3.13.1",
  implementation: "CPython",
  freeThreaded: false,
  abi: "x",
  source: "python3",
};

/** A store in memory: what is installed, what was asked of it, and how installing ends. */
function memoryStore(installing: () => Promise<void> = () => Promise.resolve()) {
  const installed = new Set<string>();
  const log: string[] = [];
  return {
    log,
    find: (_python: PythonFound, name: string): Promise<PackagePlace> => {
      if (name === "requests") return Promise.resolve({ state: "carried" });
      if (installed.has(name)) return Promise.resolve({ state: "installed", folder: `/store/${name}`, version: "1" });
      return Promise.resolve({ state: "missing", version: "1" });
    },
    install: async (_python: PythonFound, name: string): Promise<void> => {
      log.push(name);
      await installing();
      installed.add(name);
    },
    fault: () => Promise.resolve(undefined),
  };
}

async function packages(store: ReturnType<typeof memoryStore>, answer: boolean) {
  const { parts } = await theExtension();
  const asked: { why: string; wanted: readonly Wanted[] }[] = [];
  const confirm = (why: string, wanted: readonly Wanted[]): Promise<boolean> => {
    asked.push({ why, wanted });
    return Promise.resolve(answer);
  };
  return { asked, made: new LabPackages({ store, log: parts.log, confirm }) };
}

async function labNeeding(...names: string[]): Promise<Lab> {
  const lab = await (await theExtension()).parts.catalogue.lab("1.1");
  return { ...lab, file: { ...lab.file, packages: names } };
}

async function problemOf(action: Promise<unknown>): Promise<Problem> {
  const error: unknown = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Problem, String(error));
  return error;
}

describe("Packages of a lab", () => {
  it("that are carried need no question", async () => {
    const { made, asked } = await packages(memoryStore(), false);
    assert.deepEqual(await made.require(await labNeeding("requests"), python), []);
    assert.equal(asked.length, 0);
  });

  it("are installed once the learner agreed, and their folders are handed on", async () => {
    const store = memoryStore();
    const { made, asked } = await packages(store, true);
    const lab = await labNeeding("requests", "tidepool", "kelp");
    assert.deepEqual(await made.require(lab, python), ["/store/tidepool", "/store/kelp"]);
    assert.equal(asked[0]?.why, "Lab 1.1 needs tidepool 1, kelp 1.");
    assert.deepEqual(await made.require(lab, python), ["/store/tidepool", "/store/kelp"]);
    assert.deepEqual([asked.length, store.log], [1, ["tidepool", "kelp"]]);
  });

  it("are not downloaded when the learner says no, and the refusal says what to do", async () => {
    const store = memoryStore();
    const { made } = await packages(store, false);
    const problem = await problemOf(made.require(await labNeeding("tidepool"), python));
    assert.equal(problem.message, "Lab 1.1 needs tidepool 1, which is not installed for Python 3.13.1.");
    assert.deepEqual(problem.next[0]?.command, commands.installPackages);
    assert.deepEqual(store.log, []);
  });

  it("that are optional are never asked for, and used where they are installed", async () => {
    const store = memoryStore();
    const { made, asked } = await packages(store, true);
    const needing = await labNeeding("tidepool");
    const lab = { ...needing, file: { ...needing.file, optionalPackages: ["kelp"] } };
    assert.deepEqual(await made.require(lab, python), ["/store/tidepool"]);
    assert.deepEqual(
      asked[0]?.wanted.map(({ name }) => name),
      ["tidepool"],
    );
    await made.install(python, [{ name: "kelp", version: "1" }], "Lab 1.1 uses kelp 1.");
    assert.deepEqual(await made.require(lab, python), ["/store/tidepool", "/store/kelp"]);
  });

  it("are not asked for by a run that nobody started by hand", async () => {
    const { made, asked } = await packages(memoryStore(), true);
    await problemOf(made.require(await labNeeding("tidepool"), python, { ask: false }));
    assert.equal(asked.length, 0);
  });

  it("are asked for and installed once, however many runs wait", async () => {
    const store = memoryStore(() => new Promise((resolve) => setImmediate(resolve)));
    const { made, asked } = await packages(store, true);
    const lab = await labNeeding("tidepool");
    await Promise.all([made.require(lab, python), made.require(lab, python), made.require(lab, python)]);
    assert.deepEqual([asked.length, store.log], [1, ["tidepool"]]);
  });

  it("that cannot be installed are a problem in the installer's words, and the next try asks again", async () => {
    let fails = true;
    const store = memoryStore(() => (fails ? Promise.reject(new InstallError("The disk is full.", ["line"])) : Promise.resolve()));
    const { made, asked } = await packages(store, true);
    const lab = await labNeeding("tidepool");
    const problem = await problemOf(made.require(lab, python));
    assert.equal(problem.message, "The disk is full.");
    assert.equal(problem.next[0]?.command, commands.showLog);
    fails = false;
    assert.deepEqual(await made.require(lab, python), ["/store/tidepool"]);
    assert.equal(asked.length, 2);
  });

  it("and the command for a path say so when nothing is missing", async () => {
    // Every lab of the course as it is may need packages; one that needs none answers at once.
    await vscode.commands.executeCommand(commands.installPackages, "1.5");
  });
});

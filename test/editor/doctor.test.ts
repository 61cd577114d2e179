import assert from "node:assert/strict";
import { appendFile, chmod, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import type { DoctorPageState, DoctorRow } from "../../src/contract/doctor";
import { commands } from "../../src/contract/ids";
import { Doctor } from "../../src/editor/doctor/doctor";
import type { Parts } from "../../src/editor/parts";
import { Interpreter } from "../../src/editor/python/interpreter";
import { LabPackages } from "../../src/editor/python/labPackages";
import { Catalogue } from "../../src/editor/state/catalogue";
import { CourseFolder, journalFolder } from "../../src/editor/state/courseFolder";
import { Observable } from "../../src/editor/state/observable";
import { PackageStore } from "../../src/runtime/python/packageStore";
import { courseCopy, installed, kitProcesses, once, scratchFolder, startedCourse } from "./course";

const python = (): string => process.env["CONCURRENCY_LABS_TEST_PYTHON"] ?? "";
const rowsOf = (state: DoctorPageState): DoctorRow[] => state.groups.flatMap((group) => group.rows);
const never = new vscode.EventEmitter<unknown>().event;

function rowOf(doctor: Doctor, id: string): DoctorRow {
  const row = rowsOf(doctor.state).find((candidate) => candidate.id === id);
  assert.ok(row, `there is no row ${id}: ${rowsOf(doctor.state).map((one) => one.id)}`);
  return row;
}

/** A Doctor of the running extension without a Python, with some of its parts replaced; its storage is a scratch folder. */
async function doctorWith(change: Partial<Parts> = {}): Promise<{ doctor: Doctor; storage: string; dispose(): Promise<void> }> {
  const { parts } = await startedCourse();
  const scratch = await scratchFolder();
  const interpreter = change.interpreter ?? (await interpreterAt(nowhere));
  const doctor = new Doctor(
    { ...parts, ...change, interpreter },
    { extension: installed(), globalStorageUri: vscode.Uri.file(scratch.folder) },
  );
  return {
    doctor,
    storage: scratch.folder,
    dispose: async () => {
      doctor.dispose();
      interpreter.dispose();
      await scratch.dispose();
    },
  };
}

const nowhere = "/no/such/python3";

/** One that knows no Python but this: what else is on the machine is nobody's business here. */
async function interpreterAt(pythonPath: string): Promise<Interpreter> {
  const { parts } = await startedCourse();
  return new Interpreter({
    pythonPath: new Observable(pythonPath),
    trusted: new Observable(true),
    log: parts.log,
    chosenElsewhere: async () => undefined,
    env: { ...process.env, PATH: "/no/such/folder" },
  });
}

describe("The Doctor", () => {
  it("looks at nothing before it is asked", async () => {
    const { doctor, dispose } = await doctorWith();
    assert.deepEqual(doctor.state, { page: "doctor", phase: "idle", restricted: false, groups: [] });
    await dispose();
  });

  it("tells rows as they come, and every row in the end", async () => {
    const { doctor, dispose } = await doctorWith({ interpreter: await interpreterAt(python()) });
    const counts: number[] = [];
    doctor.onDidChange(() => counts.push(rowsOf(doctor.state).filter((row) => row.state === "looking").length));
    await doctor.examine();
    assert.equal(doctor.state.phase, "done");
    assert.deepEqual(
      rowsOf(doctor.state).filter((row) => row.state === "looking" || row.state === "skipped" || row.found.length === 0),
      [],
    );
    assert.ok(new Set(counts).size > 5, `rows came all at once: ${counts}`);
    const chosen = rowOf(doctor, "python");
    assert.equal(chosen.state, "ok");
    assert.ok(chosen.found[0]?.includes(python()), chosen.found[0]);
    assert.match(chosen.found[1] ?? "", /^Chosen by the setting Python Path/);
    assert.deepEqual(rowOf(doctor, "others").found, ["None was found."]);
    assert.match(rowOf(doctor, "carried").found[0] ?? "", /^labkit 0\.1\.0: pytest 9/);
    assert.match(rowOf(doctor, "module-1").found.join("\n"), /^requests 2\.\S+, comes with the extension$/m);
    assert.match(rowOf(doctor, "loopback").found[0] ?? "", /^127\.0\.0\.1 /);
    assert.match(rowOf(doctor, "cores").found[0] ?? "", /^\d+ of \d+ may be used$/);
    assert.match(rowOf(doctor, "extension").found[0] ?? "", /^concurrency-labs\.concurrency-labs \d/);
    assert.ok(rowOf(doctor, "editor").found[0]?.includes(vscode.version));
    assert.deepEqual(await kitProcesses(), []);
    await dispose();
  });

  it("a restricted workspace is told, and nothing is started in it", async () => {
    const trusted = new Observable(false);
    const asked: string[] = [];
    const interpreter = await interpreterAt(nowhere);
    const { parts } = await startedCourse();
    const packages = new LabPackages({
      store: new PackageStore({ requirements: parts.roots.requirements, folder: "/nowhere" }),
      log: parts.log,
      confirm: async (why) => asked.push(why) > 0,
    });
    const { doctor, dispose } = await doctorWith({ trusted, interpreter, packages });
    await doctor.examine();
    assert.equal(doctor.state.restricted, true);
    assert.equal(rowOf(doctor, "trust").state, "stops");
    assert.deepEqual(rowOf(doctor, "trust").actions, ["Manage Workspace Trust"]);
    for (const id of ["python", "gil", "others", "carried", "module-1", "loopback", "temporary"])
      assert.equal(rowOf(doctor, id).state, "skipped", id);
    for (const id of ["folder", "journal", "storage", "extension"]) assert.notEqual(rowOf(doctor, id).state, "skipped", id);
    assert.equal(interpreter.searched, false);
    assert.deepEqual(asked, []);
    const looked = once(doctor.onDidChange, () => doctor.state.phase === "looking", "it looks again once trusted");
    trusted.value = true;
    await looked;
    if (doctor.state.phase !== "done") await once(doctor.onDidChange, () => doctor.state.phase === "done", "it has looked");
    assert.equal(rowOf(doctor, "trust").state, "ok");
    assert.equal(rowOf(doctor, "python").state, "stops");
    packages.dispose();
    await dispose();
  });

  it("without a Python the way to one is a button, and what needs one was not looked at", async () => {
    const { doctor, dispose } = await doctorWith();
    await doctor.examine();
    const row = rowOf(doctor, "python");
    assert.equal(row.state, "stops");
    assert.match(row.found[0] ?? "", /\/no\/such\/python3, which does not exist/);
    assert.deepEqual(row.actions, ["Open Setting", "Select Python", "Get Python"]);
    assert.equal(rowOf(doctor, "loopback").state, "skipped");
    assert.ok(rowOf(doctor, "others").found.some((line) => line.includes("/no/such/python3: does not exist")));
    assert.equal(doctor.state.phase, "done");
    await dispose();
  });

  it("a Python that hangs does not hold up Cancel, and what was found stays", async () => {
    const scratch = await scratchFolder();
    const hanging = path.join(scratch.folder, "python3");
    await writeFile(hanging, "#!/bin/sh\nexec /bin/sleep 600\n");
    await chmod(hanging, 0o755);
    const { doctor, dispose } = await doctorWith({ interpreter: await interpreterAt(hanging) });
    const look = doctor.examine();
    await once(
      doctor.onDidChange,
      () => doctor.state.phase === "looking" && rowOf(doctor, "storage").state !== "looking",
      "it waits for Python",
    );
    doctor.cancel();
    assert.equal(doctor.state.phase, "cancelled");
    assert.equal(rowOf(doctor, "python").state, "skipped");
    assert.equal(rowOf(doctor, "folder").state, "ok");
    await look;
    assert.equal(doctor.state.phase, "cancelled");
    await dispose();
    await scratch.dispose();
  });

  it("a kit that does not answer is named, with what to do", async () => {
    const { parts } = await startedCourse();
    const roots = { ...parts.roots, kit: parts.roots.course };
    const { doctor, dispose } = await doctorWith({ roots, interpreter: await interpreterAt(python()) });
    await doctor.examine();
    const row = rowOf(doctor, "carried");
    assert.equal(row.state, "stops");
    assert.match(row.found[0] ?? "", /gave no report: it said ".*No module named labkit"/);
    assert.ok(row.todo.length > 0);
    assert.equal(rowOf(doctor, "loopback").state, "skipped");
    await dispose();
  });
});

describe("The Doctor on packages", () => {
  it("offers to install what is missing and to repair what is damaged, and looks again afterwards", async () => {
    const { parts } = await startedCourse();
    const scratch = await scratchFolder();
    const copy = await courseCopy((lab) => ({ ...lab, packages: ["requests", "tidepool"] }));
    const requirements = path.join(scratch.folder, "requirements");
    await mkdir(path.join(requirements, "packages"), { recursive: true });
    await writeFile(path.join(requirements, "packages/tidepool.txt"), "tidepool==1.2.0 \\\n    --hash=sha256:00\n");
    // An installer of the test's own: it puts a package where it is told to.
    const bin = path.join(scratch.folder, "bin");
    await mkdir(bin);
    const metadata = "Metadata-Version: 2.1\\nName: tidepool\\nVersion: 1.2.0\\n";
    await writeFile(
      path.join(bin, "uv"),
      `#!/bin/sh\nwhile [ "$1" != --target ]; do shift; done; target=$2
mkdir -p "$target/tidepool-1.2.0.dist-info"; printf 'shore = 1\\n' >"$target/tidepool.py"
printf '${metadata}' >"$target/tidepool-1.2.0.dist-info/METADATA"; printf 'tidepool.py,,10\\n' >"$target/tidepool-1.2.0.dist-info/RECORD"\n`,
    );
    await chmod(path.join(bin, "uv"), 0o755);
    const folder = path.join(scratch.folder, "packages");
    const store = new PackageStore({ requirements, folder, env: { ...process.env, PATH: `${bin}${path.delimiter}/usr/bin:/bin` } });
    const asked: string[] = [];
    const packages = new LabPackages({ store, log: parts.log, confirm: async (why) => asked.push(why) > 0 });
    const catalogue = new Catalogue(copy.root, parts.log);
    // Without the kit, whose word on imports has tests of its own.
    const roots = { ...parts.roots, kit: copy.root };
    const { doctor, dispose } = await doctorWith({ packages, catalogue, roots, interpreter: await interpreterAt(python()) });
    const again = async (action: () => Promise<void>): Promise<void> => {
      const looked = once(doctor.onDidChange, () => doctor.state.phase === "looking", "it looks again");
      await action();
      await looked;
      if (doctor.state.phase !== "done") await once(doctor.onDidChange, () => doctor.state.phase === "done", "it has looked again");
    };
    try {
      await doctor.examine();
      assert.equal(rowOf(doctor, "module-1").state, "attention");
      assert.deepEqual(rowOf(doctor, "module-1").actions, ["Install"]);
      assert.equal(rowOf(doctor, "module-1").found[1], "tidepool 1.2.0 is not installed");

      await again(() => doctor.remedy("module-1", 0));
      assert.deepEqual(asked, ["Module 1 needs tidepool."]);
      assert.equal(rowOf(doctor, "module-1").state, "ok");
      assert.deepEqual(rowOf(doctor, "module-1").actions, []);
      assert.equal(rowOf(doctor, "module-1").found[1], "tidepool 1.2.0, installed for the labs");

      const [place = ""] = await readdir(folder);
      await rm(path.join(folder, place, "tidepool.py"));
      await doctor.examine();
      assert.equal(rowOf(doctor, "module-1").state, "stops");
      assert.match(rowOf(doctor, "module-1").found[1] ?? "", /^tidepool 1\.2\.0 cannot be used: tidepool\.py is missing or damaged$/);
      assert.deepEqual(rowOf(doctor, "module-1").actions, ["Repair"]);
      await again(() => doctor.remedy("module-1", 0));
      assert.equal(rowOf(doctor, "module-1").state, "ok");
    } finally {
      await dispose();
      packages.dispose();
      await copy.dispose();
      await scratch.dispose();
    }
  });

  it("a button that is not there does nothing", async () => {
    const { doctor, dispose } = await doctorWith();
    await doctor.remedy("module-1", 3);
    await doctor.remedy("no such row", 0);
    await dispose();
  });
});

describe("The Doctor on the course folder", () => {
  it("counts what was set aside of the journal, and names the line", async () => {
    const { parts } = await startedCourse();
    const scratch = await scratchFolder();
    const open = async (): Promise<CourseFolder> => {
      const folder = new CourseFolder({
        log: parts.log,
        name: new Observable("work"),
        trusted: new Observable(true),
        workspace: { folders: () => [{ uri: vscode.Uri.file(scratch.folder), name: "w", index: 0 }], onDidChange: never },
        memory: { get: () => undefined, update: () => Promise.resolve() },
      });
      await folder.refresh();
      return folder;
    };
    const first = await open();
    await first.create();
    await first.record({ fact: "opened", lab: "1.1" });
    first.dispose();
    const journal = path.join(scratch.folder, "work", journalFolder);
    const [name = ""] = await readdir(journal);
    await appendFile(path.join(journal, name), "{}\nnot a line\n");
    const folder = await open();
    const { doctor, dispose } = await doctorWith({ folder });
    await doctor.examine();
    const row = rowOf(doctor, "journal");
    assert.equal(row.state, "attention");
    assert.match(row.found[0] ?? "", /^1 entry\. Set aside, because it cannot be read: 2\.$/);
    assert.ok(row.found[1]?.startsWith(`${name}: Line 2 is set aside`), row.found[1]);
    assert.deepEqual(row.actions, ["Show Log"]);
    assert.equal(rowOf(doctor, "folder").found[0]?.startsWith(path.join(scratch.folder, "work")), true);
    await dispose();
    folder.dispose();
    await scratch.dispose();
  });

  it("says that there is none yet, and that no folder is open", async () => {
    const { parts } = await startedCourse();
    const scratch = await scratchFolder();
    for (const [folders, state, action] of [
      [[{ uri: vscode.Uri.file(scratch.folder), name: "w", index: 0 }], "attention", "Start the Course"],
      [[], "stops", "Open Folder"],
    ] as const) {
      const folder = new CourseFolder({
        log: parts.log,
        name: new Observable("work"),
        trusted: new Observable(true),
        workspace: { folders: () => folders, onDidChange: never },
        memory: { get: () => undefined, update: () => Promise.resolve() },
      });
      await folder.refresh();
      const { doctor, dispose } = await doctorWith({ folder });
      await doctor.examine();
      assert.equal(rowOf(doctor, "folder").state, state);
      assert.deepEqual(rowOf(doctor, "folder").actions, [action]);
      await dispose();
      folder.dispose();
    }
    await scratch.dispose();
  });
});

describe("The Doctor's page", () => {
  it("opens by its command, and its report has every row but not the names of home and user", async () => {
    await startedCourse();
    const tab = (): vscode.Tab | undefined =>
      vscode.window.tabGroups.all.flatMap((group) => group.tabs).find((candidate) => candidate.label === "Doctor");
    const opened = once(vscode.window.tabGroups.onDidChangeTabs, () => tab() !== undefined, "the page has its tab");
    const looked = vscode.commands.executeCommand(commands.doctor);
    await opened;
    const shown = tab();
    assert.ok(shown);
    await vscode.window.tabGroups.close(shown);
    await looked;
    const { doctor, storage, dispose } = await doctorWith();
    await doctor.examine();
    const report = doctor.report();
    assert.match(report, /^### Concurrency Labs: report of the Doctor\n\n```+text\n/);
    for (const row of rowsOf(doctor.state)) assert.ok(report.includes(row.title), row.title);
    assert.ok(report.includes(storage));
    const home = process.env["HOME"] ?? "";
    assert.ok(home.length < 2 || !report.includes(`${home}/`), "the home folder is named");
    await dispose();
  });

  it("that comes back after a restart has looked at nothing, and one that is closed ends what it began", async () => {
    const { panels } = await startedCourse();
    const panel = vscode.window.createWebviewPanel("concurrencyLabs.test", "not restored", vscode.ViewColumn.Two);
    await panels.restore("doctor", panel, { page: "doctor", subject: "doctor", scroll: 0, folds: {} });
    assert.equal(panel.title, "Doctor");
    panel.dispose();
    const { doctor, dispose } = await doctorWith();
    const look = doctor.examine();
    await once(doctor.onDidChange, () => doctor.state.phase === "looking", "it looks");
    doctor.end();
    await look;
    assert.deepEqual(doctor.state, { page: "doctor", phase: "idle", restricted: false, groups: [] });
    await dispose();
  });
});

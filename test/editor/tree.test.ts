import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import * as vscode from "vscode";
import { noProgress } from "../../src/core/progress";
import { Catalogue } from "../../src/editor/state/catalogue";
import { Observable } from "../../src/editor/state/observable";
import { CourseTree } from "../../src/editor/tree/courseTree";
import type { Row } from "../../src/editor/tree/rows";
import { courseCopy, startedCourse, theExtension } from "./course";

const label = (tree: CourseTree, row: Row): string => String(tree.getTreeItem(row).label);
const ofKind = <K extends Row["row"]>(rows: Row[], kind: K): Extract<Row, { row: K }>[] =>
  rows.filter((row): row is Extract<Row, { row: K }> => row.row === kind);

/** A tree of another course, without a course folder on disk. */
async function treeOf(root: string): Promise<{ tree: CourseTree; catalogue: Catalogue }> {
  const { parts } = await theExtension();
  const catalogue = new Catalogue(root, parts.log);
  await catalogue.load();
  const nothing = new vscode.EventEmitter<unknown>().event;
  const tree = new CourseTree({
    catalogue,
    folder: { path: new Observable<string | undefined>("somewhere"), progress: new Observable(noProgress()) },
    path: new Observable("A" as const),
    running: { has: () => false, onDidChange: nothing },
  });
  return { tree, catalogue };
}

describe("The course tree", () => {
  it("lists up next and the path, and every module of the course under it", async () => {
    const { parts, tree } = await startedCourse();
    const [next, path, ...rest] = tree.course.getChildren();
    assert.ok(next && path && rest.length === 0);
    assert.equal(label(tree.course, next), "Up next");
    const course = await parts.catalogue.load();
    const modules = ofKind(tree.course.getChildren(path), "module");
    assert.deepEqual(
      modules.map((row) => row.module.entry.number),
      course.modules.map((module) => module.entry.number),
    );
  });

  it("shows labs that ship with their steps, and none that do not", async () => {
    const { parts, tree } = await startedCourse();
    const course = await parts.catalogue.load();
    const path = ofKind(tree.course.getChildren(), "path")[0];
    assert.ok(path);
    for (const module of ofKind(tree.course.getChildren(path), "module")) {
      const labs = ofKind(tree.course.getChildren(module), "lab");
      assert.deepEqual(
        labs.map((row) => row.lab.id),
        module.module.labs.flatMap((lab) => (lab ? [lab.id] : [])),
      );
      for (const row of labs) assert.equal(tree.course.getChildren(row).length, course.labs.get(row.lab.id)?.file.steps.length);
      if (labs.length === 0) assert.equal(tree.course.getTreeItem(module).description, "not in this version");
    }
  });

  it("gives every row an accessible name that starts with the row's own name", async () => {
    const { tree } = await startedCourse();
    const rows: Row[] = [];
    const collect = (row?: Row): void => {
      if (row) rows.push(row);
      for (const child of tree.course.getChildren(row)) collect(child);
    };
    collect();
    assert.ok(rows.length > 15, `${rows.length} rows`);
    for (const row of rows) {
      const item = tree.course.getTreeItem(row);
      assert.ok(
        item.accessibilityInformation?.label.startsWith(String(item.label)),
        `${String(item.label)}: ${item.accessibilityInformation?.label}`,
      );
    }
  });

  it("names a lab whose lab.json is broken, says why, and keeps the rest", async () => {
    const copy = await courseCopy();
    try {
      await writeFile(copy.labFile, (await readFile(copy.labFile, "utf8")).slice(0, 200));
      const { tree, catalogue } = await treeOf(copy.root);
      const path = ofKind(tree.getChildren(), "path")[0];
      assert.ok(path);
      const modules = ofKind(tree.getChildren(path), "module");
      assert.equal(modules.length, catalogue.course.value?.modules.length);
      const broken = modules.flatMap((module) => ofKind(tree.getChildren(module), "brokenLab"));
      assert.deepEqual(
        broken.map((row) => row.entry.id),
        ["1.1"],
      );
      const item = tree.getTreeItem(broken[0] as Row);
      assert.equal(item.description, "cannot be read");
      assert.match(String(item.tooltip), /lab\.json: .*JSON/);
      await assert.rejects(catalogue.lab("1.1"), /cannot be read.*lab\.json/s);
    } finally {
      await copy.dispose();
    }
  });

  it("is empty before there is a course folder, so that the welcome text shows", async () => {
    const { parts } = await theExtension();
    await parts.catalogue.load();
    const tree = new CourseTree({
      catalogue: parts.catalogue,
      folder: { path: new Observable<string | undefined>(undefined), progress: new Observable(noProgress()) },
      path: new Observable("A" as const),
      running: { has: () => false, onDidChange: new vscode.EventEmitter<unknown>().event },
    });
    assert.deepEqual(tree.getChildren(), []);
  });
});

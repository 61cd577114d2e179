import { expect, test } from "vitest";
import { checkPlace } from "../../src/core/checkPlace";
import { symbolsOf } from "../../src/core/symbols";
import { aLab } from "../fixtures/course";

const lab = aLab();
const [overlap, order, bound] = lab.file.checks;
if (!overlap || !order || !bound) throw new Error("the fixture is empty");
const files: Record<string, string> = {
  "checker.py": "class Result:\n    order: int\n\ndef check_all():\n    pass\n",
  "checks/test_overlap.py": "def test_overlap(subject):\n    pass\n\ndef test_bound(subject):\n    pass\n",
};
const symbolsIn = (text: string | undefined) => (text === undefined ? undefined : symbolsOf(text));

test("before the lab is opened a check points to its step on the lab page", () => {
  expect(checkPlace(lab, overlap)).toMatchObject({ in: "page", range: { line: 5 } });
  expect(checkPlace(lab, bound)).toMatchObject({ in: "page", range: { line: 7 } });
});

test("a page that does not name the step gives its first line", () => {
  expect(checkPlace({ ...lab, markdown: "# 1.1 Title\n\n1.5 is a number\n" }, overlap)).toMatchObject({ in: "page", range: { line: 1 } });
});

test("afterwards it points to the visible check, else to the learner's symbol", () => {
  const work = (file: string) => symbolsIn(files[file]);
  expect(checkPlace(lab, bound, work)).toMatchObject({ in: "work", file: "checks/test_overlap.py", range: { line: 4, column: 5 } });
  expect(checkPlace(lab, order, work)).toMatchObject({ in: "work", file: "checker.py", range: { line: 2 } });
});

test("a removed visible check falls back to the symbol, a removed symbol to the file's top, a removed file to the page", () => {
  expect(checkPlace(lab, bound, (file) => symbolsIn(file === "checker.py" ? files[file] : undefined))).toMatchObject({
    file: "checker.py",
    range: { line: 4 },
  });
  expect(checkPlace(lab, order, (file) => symbolsIn(file === "checker.py" ? "x = 1\n" : undefined))).toMatchObject({
    file: "checker.py",
    range: { line: 1, column: 1 },
  });
  expect(checkPlace(lab, order, () => undefined)).toMatchObject({ in: "page" });
});

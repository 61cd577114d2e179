import type { CheckDeclaration } from "../contract/lab";
import type { Lab } from "./content/lab";
import type { SourceRange, Symbols } from "./symbols";

/** Where a check points. `page`: the lab's README.md; `work`: a file of the lab's work folder, relative to it. */
export type CheckPlace = { in: "page"; range: SourceRange } | { in: "work"; file: string; range: SourceRange };

const top: SourceRange = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/**
 * Where a test item sits: on the lab page before the lab is opened; afterwards on the visible check, else on the
 * learner's symbol the check is about. No Python runs for it.
 * @param work symbols of a file of the work folder, undefined when it is not there; leave it out before the lab is opened
 */
export function checkPlace(lab: Lab, check: CheckDeclaration, work?: (file: string) => Symbols | undefined): CheckPlace {
  if (work !== undefined) {
    const visible = lab.file.visible.includes(check.file) ? work(check.file) : undefined;
    if (visible !== undefined) return { in: "work", file: check.file, range: visible.get(check.test) ?? top };
    const colon = check.target.indexOf(":");
    const file = check.target.slice(0, colon);
    const source = work(file);
    if (source !== undefined) return { in: "work", file, range: source.get(check.target.slice(colon + 1)) ?? top };
  }
  return { in: "page", range: pageRange(lab, check) };
}

/** The line of the page that speaks of the check's step: its heading, or the line that holds the step's title. */
function pageRange(lab: Lab, check: CheckDeclaration): SourceRange {
  const title = lab.file.steps[check.step - 1]?.title;
  const lines = lab.markdown.split(/\r?\n/);
  const heading = new RegExp(`^#{2,6}\\s+(?:step\\s+)?${check.step}\\b(?!\\.\\d)`, "i");
  let index = lines.findIndex((line) => heading.test(line));
  if (index < 0 && title !== undefined) index = lines.findIndex((line) => line.includes(title));
  const line = lines[index];
  return line === undefined ? top : { line: index + 1, column: 1, endLine: index + 1, endColumn: line.length + 1 };
}

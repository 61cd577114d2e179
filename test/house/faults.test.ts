import { expect, test } from "vitest";
import { projectFiles, read } from "./sources";

/** Rows of the tables of docs/faults.md whose last column names tests. */
const rows = read("docs/faults.md")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (Fault|---|Limit) /.test(line))
  .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "")))
  .filter((cells) => cells.length === 3);
const named = rows.flatMap(([fault = "", , tests = ""]) => tests.split("`, `").map((name) => ({ fault, name: name.replaceAll("`", "") })));
const files = new Set(projectFiles());

function exists(name: string): boolean {
  const [file = "", title = ""] = name.includes("::") ? name.split("::") : name.split(/: (.*)/s);
  const path = `test/${file}`;
  if (title === "" || !files.has(path)) return false;
  const text = read(path);
  if (path.endsWith(".py")) return text.includes(`\ndef ${title}(`);
  return [`"${title}"`, `\`${title}\``].some((quoted) => text.includes(quoted));
}

test("every fault of docs/faults.md names what the learner reads and a test that exists", () => {
  expect(rows.length).toBeGreaterThan(60);
  expect(rows.filter((cells) => cells.some((cell) => cell.trim() === ""))).toEqual([]);
  expect(named.filter(({ name }) => !exists(name))).toEqual([]);
});

test("a test that does not exist would be noticed", () => {
  expect(exists("labkit/test_faults.py::test_nothing")).toBe(false);
  expect(exists("labkit/test_gone.py::test_a_stub_is_not_written_yet")).toBe(false);
  expect(exists("core/run.test.ts: nothing of the kind")).toBe(false);
});

test("its limits are the settings and options there are", () => {
  const limits = [...read("docs/faults.md").matchAll(/\| `(\w+)` \| `(--[\w-]+)` \|/g)].map(([, setting, option]) => [setting, option]);
  const settings = [...read("src/contract/ids.ts").matchAll(/"concurrencyLabs\.limits\.(\w+)"/g)].map(([, setting]) => setting);
  expect(limits.map(([setting]) => setting).sort()).toEqual(settings.sort());
  const command = read("src/runtime/process/kitCommand.ts");
  const options = read("src/python/labkit/cli.py");
  for (const [setting, option] of limits) {
    expect(command).toContain(`args.push("${option}", String(limits.${setting}))`);
    expect(options).toContain(`"${option}"`);
  }
});

import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { read, root } from "./sources";

const workflow = read(".github/workflows/ci.yml");
const scripts = (JSON.parse(read("package.json")) as { scripts: Record<string, string> }).scripts;
const listed = (pattern: RegExp, text = workflow): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? "");
const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);

describe("the workflow calls what exists", () => {
  test("scripts of package.json, whose files are there", () => {
    const called = listed(/\bnpm run ([\w:-]+)/g);
    expect(called).toContain("package");
    expect(called.filter((name) => !(name in scripts))).toEqual([]);
    expect(Object.values(scripts).filter((command) => !existsSync(path.join(root, command.split(" ")[1] ?? "")))).toEqual([]);
  });

  test("suites and flags of npm test, and every suite somewhere", () => {
    const source = read("scripts/test.mjs");
    const known = words(/const suites = \{([^}]+)\}/.exec(source)?.[1]?.replaceAll(",", " ") ?? "");
    const asked = listed(/^ +suites: (.+)$/gm).map(words);
    expect(asked.flat().filter((name) => !known.includes(name))).toEqual([]);
    expect(new Set(asked.flat())).toEqual(new Set(known));
    const flags = listed(/npm test -- .*?(--.+)$/gm).flatMap(words);
    expect(flags).toEqual(["--ci"]);
    expect(source).toContain('"--ci"');
  });

  test("paths of the repository, but for what it makes", () => {
    const paths = listed(/(?:--work |path: |^ {12})([\w./-]+\/[\w./-]+)/gm).filter((name) => !name.startsWith("dist/"));
    expect(paths.length).toBeGreaterThan(1);
    expect(paths.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
    const made = listed(/(dist\/[\w.-]+)/g);
    expect(new Set(made)).toEqual(new Set(["dist/concurrency-labs.vsix", "dist/concurrency-labs.pyz"]));
  });

  test("variables the scripts read, and outputs of steps that are named", () => {
    const sources = ["scripts/setup/interpreters.mjs", "scripts/workbench/find.mjs", "scripts/setup/cache.mjs"].map(read).join("");
    expect(listed(/(CONCURRENCY_LABS_\w+):/g).filter((name) => !sources.includes(name))).toEqual([]);
    const ids = listed(/^ +id: (\w+)$/gm);
    expect(listed(/steps\.(\w+)\.outputs/g).filter((id) => !ids.includes(id))).toEqual([]);
  });
});

test("the workflow runs on three systems, on the oldest Node and Python that are promised and on the newest Python", () => {
  expect(listed(/^ +- os: ([\w-]+)$/gm)).toEqual(["ubuntu-latest", "macos-latest", "windows-latest"]);
  const { engines } = JSON.parse(read("package.json")) as { engines: { node: string } };
  expect(new Set(listed(/node-version: (\S+)/g))).toEqual(new Set([engines.node.replace(">=", "")]));
  const floor = /requires-python = ">=([\d.]+)"/.exec(read("src/python/pyproject.toml"))?.[1];
  expect(new Set(listed(/python-version: "(\S+)"/g))).toEqual(new Set([floor, "3.x"]));
});

test("the workflow may read the repository and nothing more, and holds no secret", () => {
  expect(workflow).toMatch(/^permissions:\n {2}contents: read\n/m);
  expect(workflow).not.toMatch(/secrets\.|: write|pull_request_target/);
});

import { builtinModules } from "node:module";
import { describe, expect, test } from "vitest";
import { type Import, importsOf, projectFiles } from "./sources";

/** Which rooms a room may import from, besides itself. */
const allowed: Record<string, string[]> = {
  contract: [],
  core: ["contract"],
  runtime: ["core", "contract"],
  worker: ["core", "contract"],
  webview: ["core", "contract"],
  editor: ["runtime", "core", "contract"],
};
const roomOf = (file: string): string | undefined => /^src\/([a-z]+)\//.exec(file)?.[1];
const sources = projectFiles().filter((file) => /^src\/.*\.tsx?$/.test(file));
const imports = sources.flatMap(importsOf);
const describeEdge = (entry: Import): string => `${entry.file} imports ${entry.specifier}`;
const builtins = new Set([...builtinModules, ...builtinModules.map((name) => `node:${name}`)]);

describe("imports go one way", () => {
  test("every source file lies in a room with a rule", () => {
    expect(sources.length).toBeGreaterThan(30);
    expect(sources.filter((file) => !(roomOf(file) ?? "") || !((roomOf(file) ?? "") in allowed))).toEqual([]);
  });

  test("a room imports only from rooms below it", () => {
    const broken = imports.filter((entry) => {
      const from = roomOf(entry.file);
      const to = entry.target === undefined ? undefined : roomOf(entry.target);
      if (entry.target !== undefined && to === undefined) return true;
      return from !== undefined && to !== undefined && from !== to && !allowed[from]?.includes(to);
    });
    expect(broken.map(describeEdge)).toEqual([]);
  });

  test("vscode is imported in src/editor alone", () => {
    expect(imports.filter((entry) => entry.specifier === "vscode" && roomOf(entry.file) !== "editor").map(describeEdge)).toEqual([]);
    expect(imports.some((entry) => entry.specifier === "vscode")).toBe(true);
  });

  test("contract, core and webview use nothing of Node", () => {
    const pure = new Set(["contract", "core", "webview"]);
    expect(imports.filter((entry) => pure.has(roomOf(entry.file) ?? "") && builtins.has(entry.specifier)).map(describeEdge)).toEqual([]);
  });

  test("imports form no circle between files", () => {
    const edges = new Map<string, string[]>();
    const resolve = (target: string): string | undefined =>
      [`${target}.ts`, `${target}.tsx`, `${target}/index.ts`, target].find((name) => sources.includes(name));
    for (const entry of imports) {
      const to = entry.target === undefined ? undefined : resolve(entry.target);
      if (to !== undefined) edges.set(entry.file, [...(edges.get(entry.file) ?? []), to]);
    }
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, trail: string[]): void => {
      if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(" -> "));
      if (done.has(file) || trail.includes(file)) return;
      for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
      done.add(file);
    };
    for (const file of sources) visit(file, []);
    expect(circles).toEqual([]);
  });
});

import path from "node:path";
import { describe, expect, test } from "vitest";
import { projectFiles, read } from "./sources";

const files = projectFiles();
const sources = files.filter((file) => /^src\/.*\.(ts|tsx|py)$/.test(file));
const isText = (file: string): boolean => /\.(ts|tsx|mjs|cjs|js|py|json|md|css|toml|txt|yml|yaml|sh|svg)$/.test(file) || file === ".ci/run";
const texts = files.filter((file) => isText(file) && file !== "package-lock.json");

describe("names and sizes", () => {
  test("no file is named for being a drawer", () => {
    const drawer = /^(utils?|helpers?|common|misc|manager|.*[A-Z_]?(Utils|Helper|Manager))\./;
    expect(sources.filter((file) => drawer.test(path.posix.basename(file)))).toEqual([]);
  });

  test("no source file is over 400 lines", () => {
    expect(sources.filter((file) => read(file).split("\n").length > 400)).toEqual([]);
  });

  test("no folder of sources holds more than 16 files", () => {
    const count = new Map<string, number>();
    for (const file of sources) count.set(path.posix.dirname(file), (count.get(path.posix.dirname(file)) ?? 0) + 1);
    expect([...count].filter(([, n]) => n > 16)).toEqual([]);
  });

  test("the composition root stays a table of contents", () => {
    expect(read("src/editor/extension.ts").split("\n").length).toBeLessThan(120);
  });

  test("no file names a place on somebody's machine", () => {
    const place = /(^|[^A-Za-z0-9_.:/-])\/(work|farm|root|home\/[a-z]+|Users\/[a-z]+)\//m;
    expect(texts.filter((file) => place.test(read(file)) && !file.startsWith("test/house/"))).toEqual([]);
  });

  test("no test is skipped or narrowed in the source", () => {
    const narrowed = /\b(describe|it|test)\.(only|skip|todo)\b|pytest\.mark\.skip\b/;
    expect(
      files.filter((file) => /^test\/.*\.(ts|py)$/.test(file) && !file.startsWith("test/house/") && narrowed.test(read(file))),
    ).toEqual([]);
  });
});

describe("documents", () => {
  const documents = files.filter((file) => file.endsWith(".md") && (file.startsWith("docs/") || !file.includes("/")));

  test("every relative link leads somewhere", () => {
    const broken: string[] = [];
    for (const file of documents) {
      for (const match of read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)) {
        const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), match[1] ?? ""));
        if (!files.some((name) => name === target || name.startsWith(`${target.replace(/\/$/, "")}/`))) broken.push(`${file}: ${match[1]}`);
      }
    }
    expect(documents.length).toBeGreaterThan(4);
    expect(broken).toEqual([]);
  });
});

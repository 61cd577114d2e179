import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";

interface Locked {
  version?: string;
  resolved?: string;
  integrity?: string;
  optionalDependencies?: Record<string, string>;
}
const root = join(import.meta.dirname, "../..");
const lock: { packages: Record<string, Locked> } = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8"));

// `npm ci` refuses a lock that lacks the packages of other systems; `npm install` on one system may leave them out.
it("package-lock.json holds the optional packages of every system", () => {
  const absent = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !lock.packages[`${path}/node_modules/${name}`] && !lock.packages[`node_modules/${name}`],
    ),
  );
  expect(absent).toEqual([]);
});

it("package-lock.json fixes a hash for each package and names no registry", () => {
  const entries = Object.entries(lock.packages).filter(([path]) => path !== "");
  expect(entries.length).toBeGreaterThan(100);
  expect(entries.filter(([, entry]) => !entry.integrity || entry.resolved).map(([path]) => path)).toEqual([]);
});

it("the Python locks fix hashes for each package and name no index", async () => {
  for (const name of ["libs", "tools"]) {
    const text = await readFile(join(root, `src/python/requirements/${name}.txt`), "utf8");
    const blocks = text.replace(/^#.*\n/gm, "").split(/\n(?=\S)/);
    expect(blocks.length).toBeGreaterThan(5);
    expect(blocks.filter((block) => !/^[a-z0-9-]+==\S+.*\\\n(\s+--hash=sha256:[0-9a-f]{64}\s*\\?\s*)+$/.test(block))).toEqual([]);
  }
});

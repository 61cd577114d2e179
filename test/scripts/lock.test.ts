import { glob, readdir, readFile } from "node:fs/promises";
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

const requirements = join(root, "src/python/requirements");
const packages = (await readdir(join(requirements, "packages"))).filter((name) => name.endsWith(".txt"));

it("the Python locks fix hashes for each package and name no index", async () => {
  for (const name of ["libs.txt", "tools.txt", ...packages.map((lock) => `packages/${lock}`)]) {
    const text = await readFile(join(requirements, name), "utf8");
    const blocks = text.replace(/^#.*\n/gm, "").split(/\n(?=\S)/);
    expect(blocks.length).toBeGreaterThan(0);
    expect(blocks.filter((block) => !/^[a-z0-9-]+==\S+.*\\\n(\s+--hash=sha256:[0-9a-f]{64}\s*\\?\s*)+$/.test(block))).toEqual([]);
  }
});

it("the packages of labs, which meet on one path, are of one version wherever they are named", async () => {
  const versions = new Map<string, Set<string>>();
  for (const name of ["libs.txt", ...packages.map((lock) => `packages/${lock}`)])
    for (const [, at = "", version = ""] of (await readFile(join(requirements, name), "utf8")).matchAll(/^([a-z0-9-]+)==(\S+)/gm))
      versions.set(at, (versions.get(at) ?? new Set()).add(version));
  expect([...versions].filter(([, found]) => found.size > 1).map(([at]) => at)).toEqual([]);
  expect(versions.size).toBeGreaterThan(15);
});

it("every package a lab declares is carried with the kit or has a lock of its own", async () => {
  const carried = new Set((await readFile(join(requirements, "libs.txt"), "utf8")).match(/^[a-z0-9-]+(?===)/gm));
  const declared: string[] = [];
  for await (const file of glob("labs/*/*/lab.json", { cwd: root })) {
    const lab = JSON.parse(await readFile(join(root, file), "utf8"));
    declared.push(...lab.packages, ...(lab.optionalPackages ?? []));
  }
  expect(declared.length).toBeGreaterThan(1);
  expect(declared.filter((name) => !carried.has(name) && !packages.includes(`${name}.txt`))).toEqual([]);
});

import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join, sep } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { bundledPackages } from "../../scripts/package/notices.mjs";
import { packageZipapp } from "../../scripts/package/zipapp.mjs";
import { cacheFolder } from "../../scripts/setup/cache.mjs";
import { run } from "../../scripts/setup/run.mjs";
import { pages } from "../../src/contract/ids";
import { projectFiles, root } from "../house/sources";

/** Everything a package may hold. */
const allowed = [
  /^\[Content_Types\]\.xml$|^extension\.vsixmanifest$/,
  /^extension\/(package\.json|package\.nls(\.[\w-]+)?\.json|readme\.md|changelog\.md|LICENSE\.txt)$/,
  /^extension\/l10n\/bundle\.l10n(\.[\w-]+)?\.json$/,
  /^extension\/media\/((activity|page-dark|page-light)\.svg|icon\.png|walkthrough\/\w+\.svg)$/,
  /^extension\/labs\/(course\.json|m\d\d-[\w-]+\/(.+\/)?[\w.-]+\.(json|md|py|svg|toml))$/,
  /^extension\/dist\/(extension\.cjs|piscina\.cjs|tasks\.js|worker\.js|package\.json|THIRD-PARTY-NOTICES\.txt)$/,
  /^extension\/dist\/webview\/([\w-]+\.(js|css)|codicon\.ttf)$/,
  /^extension\/dist\/schemas\/\w+\.schema\.json$/,
  /^extension\/dist\/python\/labkit\/(.+\/)?[\w.-]+\.(py|ini|json|md|toml|txt)$/,
  /^extension\/dist\/python\/requirements\/(packages\/[\w-]+\.txt|fetch_pip\.py)$/,
  /^extension\/dist\/python-libs\/[\w.-]+\.dist-info\/(METADATA|WHEEL|entry_points\.txt|top_level\.txt|licenses\/[\w.-]+)$/,
  /^extension\/dist\/python-libs\/(\w+\/)*(\w+\.(py|pyi)|py\.typed|cacert\.pem)$/,
];
const never = /(^|\/)(__pycache__|\.[^/]*|node_modules|tests?)(\/|$)|\.(map|pyc|tsx?)$/;

let folder = "";
let files: string[] = [];
const read = (path: string): Promise<string> => readFile(join(folder, path), "utf8");
/** Paths in the package below a folder, relative to it. */
const below = (start: string): string[] => files.filter((file) => file.startsWith(start)).map((file) => file.slice(start.length));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "concurrency-labs-package-"));
  await run([inject("python"), "-m", "zipfile", "-e", inject("vsix"), folder]);
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  files = found
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join("/"),
    );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("the package holds nothing but what it may hold", () => {
  expect(files.length).toBeGreaterThan(500);
  expect(files.filter((file) => !allowed.some((pattern) => pattern.test(file)) || never.test(file))).toEqual([]);
});

test("the package holds every file of the labs and of the kit", () => {
  const tracked = projectFiles();
  const of = (start: string): string[] => tracked.filter((file) => file.startsWith(start)).map((file) => file.slice(start.length));
  expect(below("extension/labs/").sort()).toEqual(of("labs/").sort());
  const kit = of("src/python/").filter((file) => /^(labkit\/|requirements\/(packages\/.+\.txt|fetch_pip\.py)$)/.test(file));
  expect(below("extension/dist/python/").sort()).toEqual(kit.sort());
});

test("the package holds every file its manifest and its pages name", async () => {
  const manifest = await read("extension/package.json");
  const named = [...manifest.matchAll(/"(?:\.\/)?((?:dist|media)\/[\w/.-]+\.\w+)"/g)].map(([, path]) => `extension/${path}`);
  expect(named.length).toBeGreaterThan(8);
  const kinds = Object.keys(pages).flatMap((kind) => [`extension/dist/webview/${kind}.js`, `extension/dist/webview/${kind}.css`]);
  const imported = await Promise.all(
    below("extension/dist/webview/")
      .filter((name) => name.endsWith(".js"))
      .map(async (name) =>
        [...(await read(`extension/dist/webview/${name}`)).matchAll(/(?:from|import)"\.\/([\w-]+\.js)"/g)].map(([, to]) => to),
      ),
  );
  const chunks = imported.flat().map((name) => `extension/dist/webview/${name}`);
  expect(chunks.length).toBeGreaterThan(3);
  expect(
    [...named, ...kinds, ...chunks, "extension/dist/worker.js", "extension/dist/tasks.js"].filter((file) => !files.includes(file)),
  ).toEqual([]);
});

test("no file in the package names a place on the machine that built it, or a source map", async () => {
  const own = /(^|[^A-Za-z0-9_.:/-])\/(home|Users)\/[a-z]+\/|[A-Z]:\\\\?Users\\/m;
  const built = [root, cacheFolder(), homedir().length > 5 ? homedir() : `${homedir()}/.`];
  const told: string[] = [];
  for (const file of files.filter((name) => !/\.(png|ttf)$/.test(name))) {
    const text = await read(file);
    const ours = !file.startsWith("extension/dist/python-libs/");
    if (built.some((place) => text.includes(place)) || (ours && own.test(text)) || /[#@] sourceMappingURL=/.test(text)) told.push(file);
  }
  expect(told).toEqual([]);
});

test("the package's README and changelog lead to addresses alone: no file lies beside the page of an extension", async () => {
  const [readme, changelog] = await Promise.all([read("extension/readme.md"), read("extension/changelog.md")]);
  const targets = [...`${readme}${changelog}`.matchAll(/\]\(([^)]+)/g)].map(([, target]) => target);
  expect(targets.length).toBeGreaterThan(0);
  expect(targets.filter((target) => !/^(https:\/\/|#)/.test(target ?? ""))).toEqual([]);
  expect(readme).toContain("| 0.0 Five-minute tour");
  expect(changelog).toContain("\n## 0.");
});

test("the notices name every package that is in a bundle or carried for Python, with its licence", async () => {
  const notices = await read("extension/dist/THIRD-PARTY-NOTICES.txt");
  const bundled = [...bundledPackages(JSON.parse(await readFile(join(root, "dist/metafile.json"), "utf8"))).values()];
  const python = new Set(
    below("extension/dist/python-libs/").flatMap((file) => /^([\w.]+)-([\w.]+)\.dist-info\//.exec(file)?.slice(1, 3).join(" ") ?? []),
  );
  expect(bundled).toContain("preact");
  expect(python.size).toBeGreaterThan(10);
  const spelled = notices.toLowerCase().replaceAll("-", "_");
  const wanted = [...bundled.map((name) => `\n${name.replaceAll("-", "_")} `), ...[...python].map((name) => `\n${name.toLowerCase()}\n`)];
  expect(wanted.filter((name) => !spelled.includes(name))).toEqual([]);
  expect(notices.match(/^Licence: \S/gm)?.length).toBe(new Set([...bundled, "codicons"]).size + python.size);
});

test("the package is smaller than 3.5 MB", async () => {
  const { size } = await stat(inject("vsix"));
  expect(size).toBeLessThan(3_500_000);
});

test("concurrency-labs.pyz, made from the package, checks a lab from anywhere", async () => {
  const out = join(folder, "concurrency-labs.pyz");
  await packageZipapp(root, inject("vsix"), { path: inject("python") }, out);
  const work = join(folder, "extension/labs/m00-python-refresher/0.0-five-minute-tour/starter");
  const env = { ...process.env, CONCURRENCY_LABS_CACHE: join(folder, "cache"), PYTHONPATH: "" };
  const check = (): string => execFileSync(inject("python"), [out, "check", "0.0", "--work", work], { cwd: folder, env, encoding: "utf8" });
  expect(check).toThrow(expect.objectContaining({ status: 1, stdout: expect.stringContaining("1,200 euro are lost") }));
}, 120_000);

import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bundledPackages, thirdPartyNotices } from "../../scripts/package/notices.mjs";
import { packedPage } from "../../scripts/package/page.mjs";
import { isCarried } from "../../scripts/setup/carried.mjs";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "concurrency-labs-packaging-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function file(path: string, content: string | Buffer): Promise<void> {
  await mkdir(join(root, path, ".."), { recursive: true });
  await writeFile(join(root, path), content);
}

describe("a packed page", () => {
  it("has links to addresses, and words where files were linked", () => {
    expect(packedPage("[docs](docs/kit.md#one-file), [Node](https://nodejs.org), [below](#start)\n")).toBe(
      "docs, [Node](https://nodejs.org), [below](#start)\n",
    );
  });

  it("has no picture of a file, which a marketplace could not load", () => {
    expect(packedPage("Before.\n\n![A lab](media/a.webp)\n\n![Badge](https://example.org/b.png)\n\nAfter.\n")).toBe(
      "Before.\n\n![Badge](https://example.org/b.png)\n\nAfter.\n",
    );
    expect(packedPage("Text ![A lab](media/a.webp) goes on.\n")).toBe("Text  goes on.\n");
  });
});

describe("notices of what is carried", () => {
  const bundle = (path: string, bytesInOutput = 1) => ({ outputs: { "dist/a.js": { inputs: { [path]: { bytesInOutput } } } } });
  const codicons = () =>
    Promise.all([
      file("node_modules/@vscode/codicons/package.json", '{ "name": "@vscode/codicons", "version": "1.0.0", "license": "CC-BY-4.0" }'),
      file("node_modules/@vscode/codicons/LICENSE", "Icons"),
    ]);

  it("read scoped, nested and linked packages from the metafile, and leave out what was shaken off", () => {
    const names = (path: string, bytes?: number) => [...bundledPackages(bundle(path, bytes))];
    expect(names("node_modules/preact/dist/preact.mjs")).toEqual([["node_modules/preact", "preact"]]);
    expect(names("node_modules/@kurkle/color/dist/color.js")).toEqual([["node_modules/@kurkle/color", "@kurkle/color"]]);
    expect(names("node_modules/a/node_modules/b/index.js")).toEqual([["node_modules/a/node_modules/b", "b"]]);
    expect(names("../elsewhere/node_modules/a/index.js")).toEqual([["../elsewhere/node_modules/a", "a"]]);
    expect(names("node_modules/preact/dist/preact.mjs", 0)).toEqual([]);
    expect(names("src/core/run.ts")).toEqual([]);
  });

  it("hold the licence's text of each npm and Python package, with NOTICE", async () => {
    await codicons();
    await file("dist/metafile.json", JSON.stringify(bundle("node_modules/preact/dist/preact.mjs")));
    await file("node_modules/preact/package.json", '{ "name": "preact", "version": "11.0.0", "license": "MIT" }');
    await file("node_modules/preact/LICENSE", "The MIT License\r\n");
    await file(
      "dist/python-libs/requests-2.0.dist-info/METADATA",
      "Name: requests\nVersion: 2.0\nLicense: Apache-2.0\n\nVersion: 9 in its words\n",
    );
    await file("dist/python-libs/requests-2.0.dist-info/licenses/LICENSE", "Apache License");
    await file("dist/python-libs/requests-2.0.dist-info/licenses/NOTICE", "Requests, by its author");
    const notices = await thirdPartyNotices(root);
    for (const part of [
      "  preact 11.0.0  (MIT)",
      "The MIT License\n",
      "  requests 2.0  (Apache-2.0)",
      "Apache License",
      "Requests, by its author",
      "Icons",
    ])
      expect(notices).toContain(part);
  });

  it("are refused for a package without a licence", async () => {
    await codicons();
    await file("dist/metafile.json", JSON.stringify(bundle("node_modules/bare/index.js")));
    await file("node_modules/bare/package.json", '{ "name": "bare", "version": "1.0.0", "license": "MIT" }');
    await file("dist/python-libs/gone-2.0.dist-info/METADATA", "Name: gone\nVersion: 2.0\n\n");
    await file("dist/python-libs/gone-2.0.dist-info/licenses/LICENSE", "Words");
    await expect(thirdPartyNotices(root)).rejects.toThrow("no licence was found for what is carried: bare, gone");
  });
});

describe("what is carried of the wheels", () => {
  it("is all but their tests, lists that are no longer true and the languages of Pygments that nobody asks for", () => {
    const carried = (path: string) => isCarried(path);
    expect(["", "pygments", "pygments/lexers", "pygments/lexers/python.py", "requests/api.py"].map(carried)).not.toContain(false);
    expect(
      ["pygments/lexers/rust.py", "pygments/styles/monokai.py", "pygments-2.21.0.dist-info/RECORD", "certifi/tests"].map(carried),
    ).not.toContain(true);
  });

  it("includes every licence", () => {
    for (const name of ["LICENSE", "NOTICE", "AUTHORS"]) expect(isCarried(`pygments-2.21.0.dist-info/licenses/${name}`)).toBe(true);
  });
});

it("the extension's icon is a square of at least 128 pixels", async () => {
  const png = await readFile(join(import.meta.dirname, "../../media/icon.png"));
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  expect(width).toBe(height);
  expect(width).toBeGreaterThanOrEqual(128);
});

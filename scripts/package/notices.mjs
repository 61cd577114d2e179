import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const licenceFile = /^(licen[cs]e|copying|notice|authors)/i;
const rule = "=".repeat(100);

/** Names of the npm packages of which something is in a bundle, by folder, from esbuild's metafile. */
export function bundledPackages({ outputs }) {
  const folders = new Map();
  for (const { inputs } of Object.values(outputs))
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const [, folder, name] = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(path) ?? [];
      if (folder && bytesInOutput > 0) folders.set(folder, name);
    }
  return new Map([...folders].sort(([, a], [, b]) => (a < b ? -1 : 1)));
}

async function npmPackage(folder) {
  const { name, version, license, homepage } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  return { name, version, licence: license, homepage, texts: await licenceTexts(folder) };
}

async function pythonPackage(folder) {
  const [head] = (await readFile(join(folder, "METADATA"), "utf8")).split(/\r?\n\r?\n/);
  const field = (name) => new RegExp(`^${name}: (.+)$`, "m").exec(head)?.[1].trim();
  const homepage = field("Home-page") ?? /^Project-URL: (?:Homepage|Home|Source|Source Code|GitHub), ?(.+)$/im.exec(head)?.[1];
  const licence = field("License-Expression") ?? field("License") ?? /^Classifier: License :: (?:OSI Approved :: )?(.+)$/m.exec(head)?.[1];
  return { name: field("Name"), version: field("Version"), licence, homepage, texts: await licenceTexts(join(folder, "licenses")) };
}

async function licenceTexts(folder) {
  const names = (await readdir(folder)).filter((name) => licenceFile.test(name)).sort();
  return Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
}

/**
 * What the package carries of others, each with its licence's text: npm packages by the bundles' metafile, Python packages by what lies in
 * `dist/python-libs`, the icon font. Throws for one without licence or text.
 */
export async function thirdPartyNotices(root) {
  const metafile = JSON.parse(await readFile(join(root, "dist/metafile.json"), "utf8"));
  const libs = join(root, "dist/python-libs");
  const infos = (await readdir(libs)).filter((name) => name.endsWith(".dist-info")).sort();
  const packages = await Promise.all([
    ...[...bundledPackages(metafile).keys(), "node_modules/@vscode/codicons"].map((folder) => npmPackage(join(root, folder))),
    ...infos.map((name) => pythonPackage(join(libs, name))),
  ]);
  const bare = packages.filter(({ licence, texts }) => !licence || texts.join("").trim() === "");
  if (bare.length > 0) throw new Error(`no licence was found for what is carried: ${bare.map(({ name }) => name).join(", ")}`);
  const list = packages.map(({ name, version, licence }) => `  ${name} ${version}  (${licence})`);
  const texts = packages.map((one) =>
    [rule, `${one.name} ${one.version}`, one.homepage, `Licence: ${one.licence}`, rule, "", one.texts.map(plain).join("\n\n")]
      .filter((part) => part !== undefined)
      .join("\n"),
  );
  const opening = "Concurrency Labs is under the licence in LICENSE.txt. It carries these packages of others, each under its own licence:";
  return `${opening}\n\n${list.join("\n")}\n\n${texts.join("\n\n")}\n`;
}

const plain = (text) => text.replaceAll("\r\n", "\n").trim();

// npm run package [-- --out FILE]: sets up, builds for production and packs dist/concurrency-labs.vsix and dist/concurrency-labs.pyz.
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onCurrentNode } from "./setup/currentNode.mjs";

/**
 * Packs the extension from what is built into `folder`; returns the file. `release` has vsce scan each file for secrets, which takes a while.
 * @param {string} root
 * @param {{ folder?: string, release?: boolean, preRelease?: boolean }} options
 */
export async function packageExtension(root, { folder = join(root, "dist"), release = false, preRelease = false } = {}) {
  const { createVSIX } = await import("@vscode/vsce");
  const { packedPage } = await import("./package/page.mjs");
  const { thirdPartyNotices } = await import("./package/notices.mjs");
  const { repository } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  for (const name of ["README.md", "CHANGELOG.md"]) {
    const page = await readFile(join(root, name), "utf8");
    await writeFile(join(root, "dist", name), repository ? page : packedPage(page));
  }
  await writeFile(join(root, "dist/THIRD-PARTY-NOTICES.txt"), await thirdPartyNotices(root));
  const packagePath = join(folder, "concurrency-labs.vsix");
  const options = {
    dependencies: false,
    readmePath: "dist/README.md",
    changelogPath: "dist/CHANGELOG.md",
    allowMissingRepository: true,
    // Where the source has a public address, pictures and links lead there.
    rewriteRelativeLinks: repository !== undefined,
    allowPackageAllSecrets: !release,
    allowPackageEnvFile: !release,
    preRelease,
  };
  await createVSIX({ cwd: root, packagePath, ...options });
  return packagePath;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await onCurrentNode();
  const { build, root, setUp } = await import("./setUp.mjs");
  const { packageZipapp } = await import("./package/zipapp.mjs");
  const [interpreter] = await setUp();
  await build("--production");
  const file = await packageExtension(root, { release: true });
  console.log(`packed: ${await packageZipapp(root, file, interpreter)}`);
  const out = process.argv[process.argv.indexOf("--out") + 1];
  if (process.argv.includes("--out")) await copyFile(file, out);
}

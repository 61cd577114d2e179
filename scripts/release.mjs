// npm run release [-- --publish]: checks, packs and says what would follow; with --publish it tags and publishes. docs/releasing.md tells the rest.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { onCurrentNode } from "./setup/currentNode.mjs";

const { values } = parseArgs({ options: { publish: { type: "boolean", default: false } } });
await onCurrentNode();
const { build, root, setUp } = await import("./setUp.mjs");
const { run } = await import("./setup/run.mjs");
const { packageExtension } = await import("./package.mjs");
const { packageZipapp } = await import("./package/zipapp.mjs");
const { newestSection, releaseProblems } = await import("./release/checks.mjs");
const { marketplaces } = await import("./release/marketplaces.mjs");

const git = async (...args) => (await run(["git", ...args], { cwd: root })).trim();
const { version, preview } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
const changelog = await readFile(join(root, "CHANGELOG.md"), "utf8");
const tag = `v${version}`;
const tagged = await git("rev-parse", "--verify", "--quiet", `${tag}^{commit}`).catch(() => undefined);
const head = await git("rev-parse", "HEAD");
const problems = releaseProblems({ version, changelog, status: await git("status", "--porcelain"), head, tagged });
const open = marketplaces.filter(({ token }) => process.env[token]);
if (values.publish && open.length === 0)
  problems.push(`No token is in the environment: set ${marketplaces.map(({ token, name }) => `${token} for ${name}`).join(", ")}.`);
for (const problem of problems) console.error(`- ${problem}`);
if (values.publish && problems.length > 0) process.exit(1);

const [interpreter] = await setUp();
await build("--production");
const vsix = await packageExtension(root, { release: true, preRelease: preview });
const pyz = await packageZipapp(root, vsix, interpreter);
console.log(
  `\n${tag}${preview ? ", a preview" : ""}, from ${head.slice(0, 10)}:\n${newestSection(changelog)?.entries ?? ""}\n\n${vsix}\n${pyz}\n`,
);

if (!values.publish) {
  for (const { name, token } of marketplaces)
    console.log(`${name}: ${process.env[token] ? "would be published to" : `left out, ${token} is not set`}`);
  console.log(
    problems.length > 0
      ? "Dry run. What is listed above stands in the way."
      : "Dry run, nothing stands in the way. Add -- --publish to do it.",
  );
  process.exit(problems.length > 0 ? 1 : 0);
}
if (tagged === undefined) await git("tag", "--annotate", tag, "--message", `Concurrency Labs ${version}`);
for (const { name, token, publish } of marketplaces) {
  if (!process.env[token]) console.log(`${name}: left out, ${token} is not set`);
  else {
    await publish(vsix, { preRelease: preview, token: process.env[token] });
    console.log(`${name}: published ${version}`);
  }
}
console.log(`Next: git push origin ${tag}, and put both files on the release's page.`);

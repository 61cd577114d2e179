// Collects the strings of the extension and its pages into l10n/bundle.l10n.json, the file translators start from.
//   node scripts/l10n.mjs [--check]
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync, Visitor } from "oxc-parser";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bundle = join(root, "l10n/bundle.l10n.json");

/** Which arguments of a call are strings to translate: `l10n.t(...)`, `vscode.l10n.t(...)`, `t(...)`, `counted(n, one, many)`. */
function translated({ callee, arguments: given }) {
  const name =
    callee.type === "Identifier"
      ? callee.name
      : callee.type === "MemberExpression" && callee.property.type === "Identifier"
        ? callee.property.name
        : undefined;
  const wanted = name === "t" ? given.slice(0, 1) : name === "counted" ? given.slice(1, 3) : [];
  return wanted.flatMap((argument) => (argument.type === "Literal" && typeof argument.value === "string" ? [argument.value] : []));
}

/** @returns {Record<string, string>} */
export function collectStrings() {
  const found = new Set();
  for (const room of ["src/editor", "src/webview", "src/core"]) {
    for (const entry of readdirSync(join(root, room), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
      const file = join(entry.parentPath, entry.name);
      const { program } = parseSync(file, readFileSync(file, "utf8"));
      const collect = (call) => {
        for (const text of translated(call)) found.add(text);
      };
      new Visitor({ CallExpression: collect }).visit(program);
    }
  }
  return Object.fromEntries([...found].sort().map((text) => [text, text]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = `${JSON.stringify(collectStrings(), null, 2)}\n`;
  if (!process.argv.includes("--check")) writeFileSync(bundle, text);
  else if (readFileSync(bundle, "utf8") !== text) {
    console.error("l10n/bundle.l10n.json is not what the sources say: run node scripts/l10n.mjs");
    process.exitCode = 1;
  }
}

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";

const types = { ".webp": "image/webp", ".png": "image/png" };
const link = /(!?)\[([^\]]*)\]\((?!https?:|#|mailto:)([^)\s]+)\)/g;

/**
 * The README as the package carries it. A page of an extension has no folder beside it: VS Code loads pictures from https and data addresses
 * alone, so pictures are put in, and links to files of the repository become their text. Throws for a picture that is not there.
 */
export async function packedReadme(root) {
  const text = await readFile(join(root, "README.md"), "utf8");
  const parts = [];
  let from = 0;
  for (const { 0: whole, 1: mark, 2: words, 3: path, index } of text.matchAll(link)) {
    parts.push(text.slice(from, index), mark ? `![${words}](${await inlined(root, path)})` : words);
    from = index + whole.length;
  }
  return [...parts, text.slice(from)].join("");
}

async function inlined(root, path) {
  const type = types[extname(path)];
  const file = join(root, path);
  if (!type || !existsSync(file)) throw new Error(`README.md shows ${path}, which is no picture here`);
  return `data:${type};base64,${(await readFile(file)).toString("base64")}`;
}

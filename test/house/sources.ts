/** The tracked text files of the repository and the imports of its TypeScript sources: what the house rules look at. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";

export const root = path.resolve(import.meta.dirname, "../..");

/** Paths of all tracked and new (not ignored) files, relative to the root with forward slashes. */
export function projectFiles(): string[] {
  const list = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" });
  return list.split("\n").filter((file) => file !== "" && existsSync(path.join(root, file)));
}

export const read = (file: string): string => readFileSync(path.join(root, file), "utf8");

export interface Import {
  file: string;
  specifier: string;
  /** For relative specifiers: the target relative to the root, without extension. */
  target: string | undefined;
}

/** Static imports, re-exports and dynamic imports with a literal argument. Throws on a file that does not parse. */
export function importsOf(file: string): Import[] {
  const { module, errors } = parseSync(file, read(file));
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const specifiers = [
    ...module.staticImports.map((entry) => entry.moduleRequest.value),
    ...module.staticExports.flatMap((entry) => entry.entries.flatMap((item) => (item.moduleRequest ? [item.moduleRequest.value] : []))),
    ...module.dynamicImports.map((entry) =>
      read(file)
        .slice(entry.moduleRequest.start, entry.moduleRequest.end)
        .replace(/^["'`]|["'`]$/g, ""),
    ),
  ];
  return specifiers.map((specifier) => ({
    file,
    specifier,
    target: specifier.startsWith(".") ? path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier)) : undefined,
  }));
}

/** Positions are base 1; `endColumn` is after the last character. */
export interface SourceRange {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

interface Scope {
  indent: number;
  name: string;
}

/** Where the symbols of a Python file are defined, by qualified name. */
export type Symbols = ReadonlyMap<string, SourceRange>;

/**
 * Finds where a file's symbols are defined: functions, classes, methods (`Account.withdraw`), and names assigned or
 * annotated in a module or class body (`CheckResult.elapsed`). The range is the name itself. Of several definitions the
 * last counts, as it does at run time. A scanner, not a parser: it knows strings, comments, brackets and indentation.
 */
export function symbolsOf(source: string): Symbols {
  const scopes: Scope[] = [];
  const found = new Map<string, SourceRange>();
  for (const { number, indent, text } of logicalLines(source)) {
    while (scopes.length > 0 && (scopes.at(-1)?.indent ?? 0) >= indent) scopes.pop();
    const match =
      /^(?:async[ \t]+def|def|class)[ \t]+([\p{L}_][\p{L}\p{N}_]*)/u.exec(text) ??
      /^([\p{L}_][\p{L}\p{N}_]*)[ \t]*(?::(?!=)|=(?!=))/u.exec(text);
    const name = match?.[1];
    if (match === null || name === undefined || blockWords.has(name)) continue;
    const column =
      indent +
      match[0].indexOf(name, match[0].length === name.length ? 0 : (/^(?:async[ \t]+def|def|class)\b/.exec(match[0])?.[0].length ?? 0)) +
      1;
    const qualname = [...scopes.map((scope) => scope.name), name].join(".");
    found.set(qualname, { line: number, column, endLine: number, endColumn: column + name.length });
    if (/^(?:async|def|class)\b/.test(text)) scopes.push({ indent, name });
  }
  return found;
}

/** `else:` and `try:` look like annotations. */
const blockWords = new Set(["else", "try", "finally", "lambda"]);

/** Lines on which a statement begins: not inside a string, a bracket or after a backslash. `number` is base 1. */
function* logicalLines(source: string): Generator<{ number: number; indent: number; text: string }> {
  let quote: string | undefined;
  let depth = 0;
  let continued = false;
  let number = 0;
  for (const line of source.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/)) {
    number += 1;
    const start = line.search(/\S/);
    if (quote === undefined && depth === 0 && !continued && start >= 0 && line[start] !== "#")
      yield { number, indent: start, text: line.slice(start) };
    let at = 0;
    while (at < line.length) {
      if (quote !== undefined) {
        if (line[at] === "\\") at += 2;
        else if (line.startsWith(quote, at)) {
          at += quote.length;
          quote = undefined;
        } else at += 1;
        continue;
      }
      const char = line[at] ?? "";
      if (char === "#") break;
      if (char === '"' || char === "'") {
        quote = line.startsWith(char.repeat(3), at) ? char.repeat(3) : char;
        at += quote.length;
        continue;
      }
      if ("([{".includes(char)) depth += 1;
      else if (")]}".includes(char)) depth = Math.max(0, depth - 1);
      at += 1;
    }
    continued = line.endsWith("\\") && !/#/.test(line);
    // A short string ends with its line unless a backslash carries it on.
    if (quote?.length === 1 && !line.endsWith("\\")) quote = undefined;
  }
}

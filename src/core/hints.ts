/** The hints of `hints.md`, in order: the text under each `## 1 ...` heading, the heading's words included when it has any. */
export function splitHints(markdown: string): string[] {
  const hints: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.replace(/^\uFEFF/, "").split(/\r?\n/)) {
    const mark = /^ {0,3}(```+|~~~+)/.exec(line)?.[1];
    if (mark && fence === undefined) fence = mark;
    else if (mark && fence !== undefined && mark.startsWith(fence)) fence = undefined;
    const heading = fence === undefined ? /^## +\d+[.:]?(?: +(.*?))?\s*$/.exec(line) : null;
    if (heading) hints.push(heading[1] ? `**${heading[1]}**\n` : "");
    else if (hints.length > 0) hints.push(`${hints.pop()}${line}\n`);
  }
  return hints.map((hint) => hint.trim()).filter((hint) => hint !== "");
}

/** A lab's README in the parts its page shows: the problem first, then one foldable section per second-level heading. */

export interface Section {
  title: string;
  markdown: string;
}

/** Splits at `## ` headings outside fenced code. Text before the first heading is the problem; without any, the first section is. */
export function splitSections(markdown: string): { problem: string; sections: Section[] } {
  const sections: Section[] = [];
  const problem: string[] = [];
  let fence: string | undefined;
  let current = problem;
  const bodies: string[][] = [];
  for (const line of markdown.split(/\r?\n/)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined) {
      if (fence === undefined) fence = mark;
      else if (mark[0] === fence[0] && mark.length >= fence.length && line.trim() === mark) fence = undefined;
    }
    const title = fence === undefined ? /^##\s+(.+?)\s*#*$/.exec(line)?.[1] : undefined;
    if (title === undefined) {
      current.push(line);
      continue;
    }
    current = [];
    bodies.push(current);
    sections.push({ title, markdown: "" });
  }
  sections.forEach((section, index) => {
    section.markdown = bodies[index]?.join("\n").trim() ?? "";
  });
  const text = problem.join("\n").trim();
  if (text !== "") return { problem: text, sections };
  const [first, ...rest] = sections;
  return { problem: first?.markdown ?? "", sections: rest };
}

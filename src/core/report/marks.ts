/** Parts of a report that a program writes, between marks, in a file whose other words are the learner's. */

/** Where a lab keeps its report, in the work folder. */
export const reportFile = "report/report.md";

/** A lab that declares the file has a report. @param file what the lab declares */
export const hasReport = (file: { files: readonly string[] }): boolean => file.files.includes(reportFile);

/** A replacement in a text; offsets in UTF-16 code units, edits in order and apart. */
export interface TextEdit {
  start: number;
  end: number;
  text: string;
}

/**
 * The edits that put each part between its marks, `<!-- bench: NAME -->` and `<!-- /bench: NAME -->`. What stands there already is
 * replaced, nothing else is touched, and a part that is as it should be has no edit.
 * @returns the marks that are not there, or not in this order, when any is missing
 */
export function partEdits(
  text: string,
  parts: Readonly<Record<string, string>>,
): { ok: true; edits: TextEdit[] } | { ok: false; missing: string[] } {
  const edits: TextEdit[] = [];
  const missing: string[] = [];
  const line = text.includes("\r\n") ? "\r\n" : "\n";
  for (const [name, content] of Object.entries(parts)) {
    const [open, close] = [`<!-- bench: ${name} -->`, `<!-- /bench: ${name} -->`];
    const opened = text.indexOf(open);
    const start = opened + open.length;
    const end = text.indexOf(close, start);
    if (opened < 0) missing.push(open);
    else if (end < 0) missing.push(close);
    else {
      const written = `${line}${content.trim().replace(/\r?\n/g, line)}${line}`;
      if (text.slice(start, end) !== written) edits.push({ start, end, text: written });
    }
  }
  if (missing.length > 0) return { ok: false, missing };
  edits.sort((a, b) => a.start - b.start);
  const crossed = edits.find((edit, index) => edit.start < (edits[index - 1]?.end ?? 0));
  return crossed ? { ok: false, missing: ["marks that do not enclose other marks"] } : { ok: true, edits };
}

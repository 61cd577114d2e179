/**
 * The id of a heading: its words in lower case joined by hyphens, numbered from the second of the same name on.
 * @param seen how often each name came before on this page; counted up here
 */
export function slugOf(heading: string, seen: Map<string, number>): string {
  const words = heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, "")
    .trim()
    .replace(/[\s-]+/g, "-");
  const base = words === "" ? "section" : words;
  const before = seen.get(base) ?? 0;
  seen.set(base, before + 1);
  return before === 0 ? base : `${base}-${before}`;
}

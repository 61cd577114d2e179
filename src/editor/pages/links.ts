/** What a link of a page may lead to. */
export type LinkTarget =
  | { kind: "lab"; id: string }
  | { kind: "module"; number: number }
  | { kind: "quiz"; number: number }
  | { kind: "web"; url: string }
  /** A heading of the page itself. */
  | { kind: "anchor"; anchor: string }
  /** A file beside the page or in the work folder; `path` has no `..` and forward slashes. `line` is base 1. */
  | { kind: "file"; path: string; line?: number }
  | { kind: "refused"; reason: string };

/** What would tell more than the page wants to tell is not opened by a link. */
const closed = /^(solutions|mutants|hints\.md)(\/|$)/i;

/** Reads a link as written in Markdown. Anything not named here is refused: schemes, absolute paths, ways out of the folder. */
export function readLink(href: string): LinkTarget {
  const own = /^(lab|module|quiz):([A-Z]?\d+(?:\.\d+)?)$/.exec(href);
  if (own) {
    const [, scheme, id = ""] = own;
    if (scheme === "lab") return { kind: "lab", id };
    if (!/^\d+$/.test(id)) return { kind: "refused", reason: `${id} is not a module's number` };
    return scheme === "module" ? { kind: "module", number: Number(id) } : { kind: "quiz", number: Number(id) };
  }
  if (href.startsWith("#"))
    return href.length > 1 ? { kind: "anchor", anchor: href.slice(1) } : { kind: "refused", reason: "an empty heading" };
  if (/^https:\/\/[^\s/]/.test(href) && URL.canParse(href)) return { kind: "web", url: href };
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(href)) return { kind: "refused", reason: "this kind of address is not opened" };
  const [file = "", fragment] = href.split("#", 2);
  const line = /^L?(\d{1,7})$/.exec(fragment ?? "")?.[1];
  return readPlace(decode(file), line === undefined ? undefined : Number(line));
}

/** A file named by a page: relative, inside the folder. */
export function readPlace(file: string | undefined, line: number | undefined): Extract<LinkTarget, { kind: "file" | "refused" }> {
  if (file === undefined || file === "" || /[\0\\:]/.test(file) || file.startsWith("/"))
    return { kind: "refused", reason: "not a relative path" };
  const parts = file.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes("..") || parts.length === 0) return { kind: "refused", reason: "it leads out of the lab's folder" };
  const path = parts.join("/");
  if (closed.test(path)) return { kind: "refused", reason: "hints and solutions open by their buttons" };
  return line !== undefined && Number.isInteger(line) && line >= 1 ? { kind: "file", path, line } : { kind: "file", path };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

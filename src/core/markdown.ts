import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import plaintext from "highlight.js/lib/languages/plaintext";
import python from "highlight.js/lib/languages/python";
import MarkdownIt from "markdown-it";

const highlighter = hljs.newInstance();
for (const [name, language] of Object.entries({ bash, json, plaintext, python })) highlighter.registerLanguage(name, language);

const markdown = newRenderer();

/**
 * Markdown of a lab or module page as HTML that carries nothing active: no HTML of the author's, links as
 * `<a href="#" data-href="...">` and images as `<img data-src="...">` for the host to resolve, headings with an id.
 */
export function renderMarkdown(source: string): string {
  const seen = new Map<string, number>();
  const tokens = markdown.parse(source, {});
  tokens.forEach((token, index) => {
    if (token.type === "heading_open") token.attrSet("id", slugOf(tokens[index + 1]?.content ?? "", seen));
  });
  return markdown.renderer.render(tokens, markdown.options, {});
}

function newRenderer() {
  const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false, highlight });
  markdown.validateLink = isAllowedLink;
  const { rules } = markdown.renderer;
  const attribute = (value: unknown) => markdown.utils.escapeHtml(String(value ?? ""));
  rules.link_open = (tokens, index) => {
    const token = tokens[index];
    const title = token?.attrGet("title");
    return `<a href="#" data-href="${attribute(token?.attrGet("href"))}"${title ? ` title="${attribute(title)}"` : ""}>`;
  };
  rules.image = (tokens, index) => {
    const token = tokens[index];
    const source = String(token?.attrGet("src") ?? "");
    const text = attribute(token?.content);
    return isRelativePath(source) ? `<img data-src="${attribute(source)}" alt="${text}">` : text;
  };
  return markdown;
}

function highlight(code: string, language: string): string {
  // markdown-it escapes the code itself when it gets an empty string.
  return highlighter.getLanguage(language) ? highlighter.highlight(code, { language, ignoreIllegals: true }).value : "";
}

/** Web links, and paths inside the course; every other scheme stays plain text. */
function isAllowedLink(url: string): boolean {
  return /^https?:\/\//i.test(url) || url.startsWith("#") || isRelativePath(url);
}

/** Judged as a browser reads it: percent signs decoded, and control characters, which it skips, refused. */
function isRelativePath(url: string): boolean {
  let path: string;
  try {
    path = decodeURIComponent(url);
  } catch {
    return false;
  }
  return /^[^/:?#\\\p{Cc}][^:\\\p{Cc}]*$/u.test(path.trim());
}

/**
 * The id of a heading: its words in lower case joined by hyphens, numbered from the second of the same name on.
 * @param seen how often each name came before on this page; counted up here
 */
function slugOf(heading: string, seen: Map<string, number>): string {
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

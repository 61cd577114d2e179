/** Rendered Markdown: code blocks with language and copy button, links that ask the host, tables that scroll alone. */
import { useContext, useLayoutEffect, useRef } from "preact/hooks";
import type { FromPage } from "../../contract/pages";
import { renderMarkdown } from "../../core/markdown";
import { t } from "../page/localise";
import { reveal } from "../page/reveal";
import { ResourcesContext, usePage } from "../page/tools";

const languageNames: Record<string, string> = {
  python: "Python",
  py: "Python",
  sh: "Shell",
  bash: "Shell",
  console: "Terminal",
  json: "JSON",
  toml: "TOML",
  http: "HTTP",
};
/** How long a copy button says that it copied. */
const COPIED_MS = 2000;

function dressCode(block: HTMLPreElement, post: (message: FromPage) => void): void {
  const language = /\blanguage-([\w+-]+)/.exec(block.querySelector("code")?.className ?? "")?.[1];
  const figure = document.createElement("figure");
  figure.className = "code";
  const caption = document.createElement("figcaption");
  const name = document.createElement("span");
  name.textContent = language === undefined ? "" : (languageNames[language] ?? (language === "text" ? "" : language));
  const copy = document.createElement("button");
  copy.type = "button";
  copy.className = "link";
  copy.textContent = t("Copy");
  copy.setAttribute("aria-live", "polite");
  copy.addEventListener("click", () => {
    post({ type: "copy", text: block.textContent ?? "" });
    copy.textContent = t("Copied");
    setTimeout(() => {
      copy.textContent = t("Copy");
    }, COPIED_MS);
  });
  caption.append(name, copy);
  block.replaceWith(figure);
  figure.append(caption, block);
}

/** Pictures come from the course's own folder; where it is not known their text stands for them. */
function dressImage(image: HTMLImageElement, resources: string | undefined): void {
  const source = image.dataset.src ?? "";
  if (resources !== undefined) image.src = new URL(source, resources).href;
  else image.replaceWith(Object.assign(document.createElement("em"), { textContent: image.alt }));
}

function dress(container: HTMLElement, resources: string | undefined, post: (message: FromPage) => void): void {
  for (const block of container.querySelectorAll("pre")) dressCode(block, post);
  for (const table of container.querySelectorAll("table")) {
    const scroller = document.createElement("div");
    scroller.className = "scroller";
    table.replaceWith(scroller);
    scroller.append(table);
  }
  for (const image of container.querySelectorAll<HTMLImageElement>("img[data-src]")) dressImage(image, resources);
}

export function Markdown({ source, class: extra = "" }: { source: string; class?: string }) {
  const { post } = usePage();
  const resources = useContext(ResourcesContext);
  const container = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!container.current) return;
    container.current.innerHTML = renderMarkdown(source);
    dress(container.current, resources, post);
  }, [source, resources]);
  const follow = (event: Event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>("a[data-href]") : null;
    const href = link?.dataset.href;
    if (href === undefined) return;
    event.preventDefault();
    // The webview itself would scroll to the top for the `#` such links carry.
    event.stopPropagation();
    if (href.startsWith("#")) reveal(href.slice(1));
    else post({ type: "openLink", href });
  };
  // biome-ignore lint/a11y/noStaticElementInteractions: the clicks are those of the links inside, which the keyboard reaches
  // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click
  return <div ref={container} class={`markdown ${extra}`} onClick={follow} />;
}

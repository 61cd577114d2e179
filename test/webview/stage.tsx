/** A page's view in a document, as its tests use it. The files that import this run in happy-dom. */
import { render } from "preact";
import { act as settle } from "preact/test-utils";
import type { FromPage, ToPage } from "../../src/contract/pages";
import type { Page } from "../../src/webview/page/start";
import { type PageTools, PageToolsContext } from "../../src/webview/page/tools";

export interface Stage<State, Action> {
  root: HTMLElement;
  posted: FromPage[];
  state(): State;
  send(message: ToPage | Action): void;
  /** The one element with this role and accessible name. */
  get(role: string, name: string | RegExp): HTMLElement;
  all(role: string): HTMLElement[];
  click(role: string, name: string | RegExp): void;
  close(): void;
}

export function stage<State, Action>(
  page: Pick<Page<State, Action>, "initial" | "reduce" | "View">,
  ...first: (ToPage | Action)[]
): Stage<State, Action> {
  const root = document.createElement("div");
  document.body.append(root);
  let state = page.initial;
  let folds: Record<string, boolean> = {};
  const posted: FromPage[] = [];
  const tools: PageTools = {
    post: (message) => posted.push(message),
    fold: (key) => folds[key],
    setFold(key, open) {
      folds = { ...folds, [key]: open };
    },
  };
  const send = (message: ToPage | Action) => {
    state = page.reduce(state, message);
    show();
  };
  const show = () =>
    void settle(() =>
      render(
        <PageToolsContext.Provider value={tools}>
          <page.View state={state} act={send} post={tools.post} />
        </PageToolsContext.Provider>,
        root,
      ),
    );
  show();
  for (const message of first) send(message);
  const all = (role: string) => [...root.querySelectorAll<HTMLElement>("*")].filter((element) => roleOf(element) === role);
  const get = (role: string, name: string | RegExp) => {
    const found = all(role).filter((element) => matches(nameOf(element), name));
    if (found.length === 1 && found[0]) return found[0];
    throw new Error(`${found.length} elements with role ${role} and name ${String(name)}; there are: ${all(role).map(nameOf).join(" | ")}`);
  };
  return {
    root,
    posted,
    state: () => state,
    send,
    get,
    all,
    click: (role, name) => void settle(() => get(role, name).click()),
    close() {
      render(null, root);
      root.remove();
    },
  };
}

function matches(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === "string" ? text === wanted : wanted.test(text);
}

const roles: Record<string, string> = {
  BUTTON: "button",
  H1: "heading",
  H2: "heading",
  H3: "heading",
  H4: "heading",
  TABLE: "table",
  PROGRESS: "progressbar",
  FIELDSET: "group",
  MAIN: "main",
  DETAILS: "group",
};

function roleOf(element: Element): string | undefined {
  const given = element.getAttribute("role");
  if (given !== null) return given;
  if (element instanceof HTMLInputElement) return element.type === "radio" ? "radio" : "textbox";
  if (element.tagName === "SECTION" && (element.hasAttribute("aria-labelledby") || element.hasAttribute("aria-label"))) return "region";
  if (element.tagName === "A" && element.hasAttribute("href")) return "link";
  return roles[element.tagName];
}

/** The accessible name, for the few ways these pages give one. */
export function nameOf(element: Element): string {
  const label = element.getAttribute("aria-label");
  if (label !== null) return label;
  const by = element.getAttribute("aria-labelledby");
  if (by !== null)
    return clean(
      by
        .split(" ")
        .map((id) => document.getElementById(id)?.textContent ?? `(no element ${id})`)
        .join(" "),
    );
  if (element instanceof HTMLInputElement) return clean([...(element.labels ?? [])].map((one) => one.textContent ?? "").join(" "));
  if (element.tagName === "TABLE") return clean(element.querySelector("caption")?.textContent ?? "");
  if (element.tagName === "FIELDSET") return clean(element.querySelector("legend")?.textContent ?? "");
  return clean(element.textContent ?? "");
}

function clean(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Levels of all headings in reading order. */
export function headingLevels(root: Element): number[] {
  return [...root.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((heading) => Number(heading.tagName.slice(1)));
}

/** What is wrong with the page for someone who does not see it or uses no mouse; empty when nothing is. */
export function accessibilityFaults(root: Element): string[] {
  const faults: string[] = [];
  const levels = headingLevels(root);
  if (levels[0] !== 1) faults.push(`the first heading has level ${levels[0]}`);
  if (levels.filter((level) => level === 1).length !== 1) faults.push("there is not exactly one first-level heading");
  levels.forEach((level, index) => {
    if (index > 0 && level > (levels[index - 1] ?? 0) + 1)
      faults.push(`heading ${index + 1} skips from level ${levels[index - 1]} to ${level}`);
  });
  const ids = [...root.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of new Set(ids)) if (ids.filter((one) => one === id).length > 1) faults.push(`the id ${id} stands twice`);
  for (const element of root.querySelectorAll("button, input, a[href], [role=img], progress, section, fieldset, summary"))
    if (nameOf(element) === "" || nameOf(element).includes("(no element")) faults.push(`no name: ${element.outerHTML.slice(0, 120)}`);
  for (const attribute of ["aria-describedby", "aria-labelledby"])
    for (const element of root.querySelectorAll(`[${attribute}]`))
      for (const id of (element.getAttribute(attribute) ?? "").split(" "))
        if (!root.querySelector(`[id="${id}"]`)) faults.push(`${attribute} leads nowhere: ${id}`);
  for (const icon of root.querySelectorAll(".codicon"))
    if (icon.getAttribute("aria-hidden") !== "true") faults.push(`an icon is read out: ${icon.className}`);
  for (const table of root.querySelectorAll("table"))
    if (!table.querySelector("th[scope], thead th")) faults.push("a table has no header cells");
  for (const element of root.querySelectorAll("[style]"))
    faults.push(`an inline style breaks the policy of the page: ${element.outerHTML.slice(0, 120)}`);
  if (root.querySelectorAll("form").length > 0) faults.push("a form never submits in a webview");
  if (root.querySelectorAll("button.primary").length > 1) faults.push("more than one primary button");
  if (root.querySelectorAll('[role="status"][aria-live="polite"]').length !== 1) faults.push("there is not exactly one live region");
  return faults;
}

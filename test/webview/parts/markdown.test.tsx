// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FromPage } from "../../../src/contract/pages";
import { PageToolsContext, ResourcesContext } from "../../../src/webview/page/tools";
import { Markdown } from "../../../src/webview/parts/markdown";

let root: HTMLElement;
let posted: FromPage[];
beforeEach(() => {
  posted = [];
  root = document.body.appendChild(document.createElement("div"));
});
afterEach(() => {
  render(null, root);
  root.remove();
});

const show = (source: string, resources?: string) =>
  act(() =>
    render(
      <PageToolsContext.Provider value={{ post: (message) => posted.push(message), fold: () => undefined, setFold: () => {} }}>
        <ResourcesContext.Provider value={resources}>
          <Markdown source={source} />
        </ResourcesContext.Provider>
      </PageToolsContext.Provider>,
      root,
    ),
  );

describe("code blocks", () => {
  test("name their language and can be copied, without the label", () => {
    show("```python\nx = 1\n```");
    expect(root.querySelector("figcaption")?.textContent).toBe("PythonCopy");
    const copy = root.querySelector("button");
    copy?.click();
    expect(posted).toEqual([{ type: "copy", text: "x = 1\n" }]);
    expect(copy?.textContent).toBe("Copied");
    expect(copy?.getAttribute("aria-live")).toBe("polite");
  });

  test("a drawing in text has no language, and another language is named as written", () => {
    show("```text\nT1 |--|\n```\n\n```rust\nfn main() {}\n```");
    expect([...root.querySelectorAll("figcaption span")].map((label) => label.textContent)).toEqual(["", "rust"]);
  });
});

describe("links", () => {
  test("ask the host, and never lead the page away", () => {
    show("[docs](https://docs.python.org/3/) and [next](../1.2-url-checker-procs/README.md)");
    for (const link of root.querySelectorAll("a")) {
      const click = new MouseEvent("click", { bubbles: true, cancelable: true });
      link.dispatchEvent(click);
      expect(click.defaultPrevented).toBe(true);
    }
    expect(posted).toEqual([
      { type: "openLink", href: "https://docs.python.org/3/" },
      { type: "openLink", href: "../1.2-url-checker-procs/README.md" },
    ]);
  });

  test("to a heading of the page move there", () => {
    show("[down](#why)\n\n## Why");
    const heading = root.querySelector("#why");
    if (!heading) throw new Error("the heading has no id");
    heading.scrollIntoView = () => {};
    root.querySelector("a")?.click();
    expect(posted).toEqual([]);
    expect(document.activeElement).toBe(heading);
  });
});

describe("pictures", () => {
  test("come from the folder the host named", () => {
    show("![Two workers](media/two.svg)", "https://file.test/labs/1.1/");
    expect(root.querySelector("img")?.getAttribute("src")).toBe("https://file.test/labs/1.1/media/two.svg");
  });

  test("without a folder their text stands for them", () => {
    show("![Two workers](media/two.svg)");
    expect(root.querySelector("img")).toBeNull();
    expect(root.textContent).toContain("Two workers");
  });
});

test("markup of the author stays text", () => {
  show('<img src=x onerror=alert(1)><script>alert(1)</script>\n\n<a href="javascript:alert(1)">x</a>');
  expect(root.querySelectorAll("img, script, a")).toHaveLength(0);
  expect(root.textContent).toContain("<script>");
});

test("the same text is not built again, so that a selection or focus inside it stays", () => {
  show("```python\nx = 1\n```");
  const button = root.querySelector("button");
  show("```python\nx = 1\n```");
  expect(root.querySelector("button")).toBe(button);
  show("other");
  expect(root.querySelector("button")).toBeNull();
});

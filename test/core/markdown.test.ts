import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderMarkdown } from "../../src/core/markdown";

/** Tags and attributes a page may contain; anything else in the result is a hole. */
const allowed: Record<string, RegExp> = {
  a: /^ href="#" data-href="[^"<>]*"( title="[^"<>]*")?$/,
  img: /^ data-src="[^"<>]*" alt="[^"<>]*"$/,
  code: /^( class="language-[^"<>]*")?$/,
  span: /^ class="hljs-[a-z_ -]+"$/,
  ol: /^( start="\d+")?$/,
  th: /^( style="text-align:(left|center|right)")?$/,
  td: /^( style="text-align:(left|center|right)")?$/,
};
for (const level of "123456") allowed[`h${level}`] = /^ id="[^"<>]*"$/;
for (const tag of ["p", "pre", "em", "strong", "s", "ul", "li", "blockquote", "table", "thead", "tbody", "tr", "hr", "br"])
  allowed[tag] = /^$/;

function holesIn(html: string): string[] {
  const holes = html.replace(/<(\/?)([a-z0-9]+)((?:\s[^<>]*)?)>/g, (tag, closing: string, name: string, attributes: string) =>
    (closing === "/" ? attributes === "" && name in allowed : allowed[name]?.test(attributes)) ? "" : `HOLE ${tag}`,
  );
  return [
    ...(holes.match(/HOLE [^\n]*/g) ?? []),
    ...(/[<>]/.test(holes.replace(/HOLE [^\n]*/g, "")) ? [`a bare angle bracket in ${holes}`] : []),
  ];
}

describe("nothing active comes through", () => {
  test.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "text <svg/onload=alert(1)> text",
    "<a href='command:workbench.action.terminal.new'>x</a>",
    "<style>*{background:url(//evil)}</style>",
    "<!-- --><b onmouseover=alert(1)>x</b>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#x6a;avascript:alert(1))",
    "[x](\u0001javascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](%6aavascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](vbscript:msgbox)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](command:workbench.action.quit)",
    "[x](vscode://file/etc/passwd)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example/x)",
    "[x](/etc/passwd)",
    "[x](\\\\evil\\share)",
    "<javascript:alert(1)>",
    "<command:x>",
    "[x]: javascript:alert(1)\n\n[x]",
    '[x](a.md "\\" onclick=\\"alert(1)")',
    '![" onerror="alert(1)](a.png)',
    "![x](https://evil.example/pixel.png)",
    "![x](//evil.example/pixel.png)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x](javascript:alert(1))",
    '![x](a.png "\\" onload=\\"alert(1)")',
    "# <img src=x onerror=alert(1)>",
    '# " onmouseover="alert(1)',
    '```python" onmouseover="alert(1)\nx\n```',
    "```html\n<script>alert(1)</script>\n```",
    "```python\n'</code></pre><script>alert(1)</script>'\n```",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "`</code><script>alert(1)</script>`",
    "    </pre><script>alert(1)</script>",
    "| a |\n|---|\n| <script>alert(1)</script> |",
    "\u0000<script>alert(1)</script>",
  ])("%s", (source) => {
    const html = renderMarkdown(source);
    expect(holesIn(html)).toEqual([]);
    expect(html).not.toMatch(/data-href="\s*(?:javascript|vbscript|data|command|vscode|file)/i);
    expect(html).not.toMatch(/data-src="(?:https?:|\/\/|data:)/i);
  });

  test("in whatever random text made of the dangerous parts", () => {
    const part = fc.constantFrom(
      "<",
      ">",
      '"',
      "'",
      "&",
      "[x](",
      ")",
      "![",
      "](",
      "javascript:",
      "command:",
      "data:",
      "//",
      "`",
      "```python\n",
      "\n",
      "# ",
      "|",
      "script",
      " onerror=",
      "&#x6a;",
      "%6a",
      "\\",
      "<!--",
      "-->",
      "\t",
      "a.md",
      "~~~\n",
      "1. ",
      "> ",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 25 }), (parts) => {
        expect(holesIn(renderMarkdown(parts.join("")))).toEqual([]);
      }),
      { numRuns: 1500, seed: 13 },
    );
  });
});

test("the watchman of these tests sees holes", () => {
  expect(holesIn('<a href="javascript:x">')).not.toEqual([]);
  expect(holesIn("<script>")).not.toEqual([]);
  expect(holesIn("<p onclick=x>")).not.toEqual([]);
  expect(holesIn("<p>fine</p>")).toEqual([]);
});

test("links keep what the host needs, as written", () => {
  expect(renderMarkdown('[a](../1.2/README.md#two) [b](https://docs.python.org/3/ "t") [c](#step-1)')).toBe(
    '<p><a href="#" data-href="../1.2/README.md#two">a</a> <a href="#" data-href="https://docs.python.org/3/" title="t">b</a> <a href="#" data-href="#step-1">c</a></p>\n',
  );
  expect(renderMarkdown("https://docs.python.org is no link by itself")).not.toContain("<a");
});

test("images of the course keep their path for the host; an image from elsewhere is its text", () => {
  expect(renderMarkdown('![Two lanes](media/lanes.svg "t")')).toBe('<p><img data-src="media/lanes.svg" alt="Two lanes"></p>\n');
  expect(renderMarkdown("![Two lanes](https://example.org/x.png)")).not.toContain("<img");
});

test("headings have ids that count when they repeat, the same on every rendering", () => {
  const source = "# What *waits*, and `what` works\n## Step\n## Step\n## \n## Größe: 2\n";
  const ids = [...renderMarkdown(source).matchAll(/id="([^"]*)"/g)].map((match) => match[1]);
  expect(ids).toEqual(["what-waits-and-what-works", "step", "step-1", "section", "größe-2"]);
  expect(renderMarkdown(source)).toBe(renderMarkdown(source));
});

test("known languages are coloured by classes, others are plain and whole", () => {
  expect(renderMarkdown("```python\ndef f(): return 'x'\n```")).toContain('<span class="hljs-keyword">def</span>');
  expect(renderMarkdown('```json\n{"a": 1}\n```')).toContain("hljs-attr");
  expect(renderMarkdown("```bash\necho hi\n```")).toContain("hljs-built_in");
  expect(renderMarkdown("```rust\nfn main() -> () {}\n```")).toBe(
    '<pre><code class="language-rust">fn main() -&gt; () {}\n</code></pre>\n',
  );
  expect(renderMarkdown("```constructor\nx\n```")).toContain("x");
});

test("no text is changed for looks", () => {
  expect(renderMarkdown('"quoted" -- (c) ...')).toBe("<p>&quot;quoted&quot; -- (c) ...</p>\n");
});

test("a page of 200,000 characters of brackets comes back", () => {
  expect(renderMarkdown("[".repeat(200_000)).length).toBeGreaterThan(200_000);
  expect(renderMarkdown("> ".repeat(50_000)).length).toBeGreaterThan(0);
});

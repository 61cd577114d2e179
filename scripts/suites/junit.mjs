// Every suite reports as JUnit XML; this reads the counts back.

const attributes = (text) =>
  Object.fromEntries([...text.matchAll(/([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map((m) => [m[1], decode(m[2] ?? m[3])]));
const entities = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
const decode = (text) =>
  text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) =>
    name ? (entities[name] ?? all) : String.fromCodePoint(Number.parseInt(hex ?? decimal, hex ? 16 : 10)),
  );

/** Counts of a report: `{ passed, failed, skipped: [{ title, reason }] }`. A case with both a failure and an error counts once. */
export function readJunit(xml) {
  const bare = xml.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, "").replace(/<!--[\s\S]*?-->/g, "");
  if (!/<testsuites?[\s>/]/.test(bare)) throw new Error("the report is not JUnit XML");
  const counts = { passed: 0, failed: 0, skipped: [] };
  const tag = /<(\/?)([\w:-]+)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;
  let current;
  const close = () => {
    if (current.failed) counts.failed += 1;
    else if (current.skipped === undefined) counts.passed += 1;
    else counts.skipped.push({ title: current.title, reason: current.skipped });
    current = undefined;
  };
  for (const [, end, name, text, empty] of bare.matchAll(tag)) {
    if (name === "testcase" && !end) {
      const { classname, name: title } = attributes(text);
      current = { title: [classname, title].filter(Boolean).join(" ") };
      if (empty) close();
    } else if (name === "testcase") close();
    else if (current && !end && (name === "failure" || name === "error")) current.failed = true;
    else if (current && !end && name === "skipped") current.skipped = attributes(text).message ?? "no reason given";
  }
  if (current) throw new Error("the report is cut off inside a test case");
  if (!/<\/testsuites?>\s*$|<testsuites?[^>]*\/>\s*$/.test(bare)) throw new Error("the report is cut off");
  return counts;
}

/** What tests recorded about themselves (`record_property` of pytest): `[{ name, value }]`, in the order of the report. */
export const figures = (xml) =>
  [...xml.matchAll(/<property\s[^>]*>/g)].map(([tag]) => attributes(tag)).map(({ name, value }) => ({ name, value }));

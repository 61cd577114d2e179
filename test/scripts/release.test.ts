import { describe, expect, it } from "vitest";
import { newestSection, releaseProblems } from "../../scripts/release/checks.mjs";
import { marketplaces } from "../../scripts/release/marketplaces.mjs";

const changelog = "# Changelog\n\nWords.\n\n## 0.2.0 (preview)\n\n- New.\n- Newer.\n\n## 0.1.0\n\n- Old.\n";
const ready = { version: "0.2.0", changelog, status: "", head: "a".repeat(40), tagged: undefined };

describe("a release", () => {
  it("goes ahead from a clean checkout whose changelog begins with its version", () => {
    expect(releaseProblems(ready)).toEqual([]);
  });

  it("that broke off after its tag is taken up again from the same commit", () => {
    expect(releaseProblems({ ...ready, tagged: ready.head })).toEqual([]);
  });

  it.each([
    [{ version: "0.3.0" }, 'CHANGELOG.md begins with 0.2.0, package.json says 0.3.0. Write what is new under "## 0.3.0".'],
    [{ changelog: "# Changelog\n" }, "CHANGELOG.md begins with no version"],
    [{ changelog: "## 0.2.0\n\n## 0.1.0\n\n- Old.\n" }, "CHANGELOG.md says nothing under 0.2.0"],
    [{ status: " M README.md\n" }, "no commit holds:\n M README.md"],
    [{ tagged: "b".repeat(40) }, "v0.2.0 is another commit already (bbbbbbbbbb)"],
    [{ version: "0.2.0-rc.1", changelog: "## 0.2.0-rc.1\n\n- New.\n" }, "is not three numbers"],
  ])("is held up by %j", (change, words) => {
    const problems = releaseProblems({ ...ready, ...change });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(words);
  });

  it("hears of everything that stands in its way at once", () => {
    expect(releaseProblems({ ...ready, version: "1", status: "?? new", tagged: "b" })).toHaveLength(4);
  });

  it("takes its words from the newest version's entries", () => {
    expect(newestSection(changelog)).toEqual({ version: "0.2.0", entries: "- New.\n- Newer." });
  });

  it("goes to both marketplaces, each with a token of its own", () => {
    expect(marketplaces.map(({ name, token }) => [name, token])).toEqual([
      ["Visual Studio Marketplace", "VSCE_PAT"],
      ["Open VSX", "OVSX_PAT"],
    ]);
  });
});

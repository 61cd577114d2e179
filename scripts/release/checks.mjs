/** What a checkout has to be before it is released. `tagged` is the commit the version's tag names, if there is one. */

const heading = /^## (\S+).*$/gm;

/**
 * The entries of the newest version in the changelog.
 * @param {string} changelog
 * @returns {{ version: string, entries: string } | undefined} undefined where no version is listed
 */
export function newestSection(changelog) {
  const [first, second] = [...changelog.matchAll(heading)];
  if (!first) return undefined;
  return { version: first[1], entries: changelog.slice(first.index + first[0].length, second?.index).trim() };
}

/**
 * Sentences on what stands in the way of a release, each with the next step; none when nothing does.
 * @param {{ version: string, changelog: string, status: string, head: string, tagged: string | undefined }} checkout
 *   `status`: `git status --porcelain`; `head`, `tagged`: commits
 */
export function releaseProblems({ version, changelog, status, head, tagged }) {
  const problems = [];
  if (!/^\d+\.\d+\.\d+$/.test(version))
    problems.push(
      `version ${version} in package.json is not three numbers, which is all the marketplaces take. Mark a preview by "preview": true.`,
    );
  const newest = newestSection(changelog);
  if (newest?.version !== version)
    problems.push(
      `CHANGELOG.md begins with ${newest?.version ?? "no version"}, package.json says ${version}. Write what is new under "## ${version}".`,
    );
  else if (newest.entries === "") problems.push(`CHANGELOG.md says nothing under ${version}. Write what is new.`);
  if (status.trim() !== "")
    problems.push(`The checkout has changes that no commit holds:\n${status.trimEnd()}\nCommit them or put them away.`);
  if (tagged !== undefined && tagged !== head)
    problems.push(`v${version} is another commit already (${tagged.slice(0, 10)}). A version is released once: raise it in package.json.`);
  return problems;
}

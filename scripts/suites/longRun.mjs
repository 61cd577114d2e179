/**
 * The page of a whole long run.
 * @param {object} what `date`, `commit`, whether files were `changed` since it, `machine`, `results` (an interpreter each, with `counts`,
 * `figures` and `seconds`) and the promised versions `missing` on this machine.
 */
export function longRun({ date, commit, changed, machine, results, missing }) {
  const row = (cells) => `| ${cells.join(" | ")} |`;
  const names = [...new Set(results.flatMap((one) => one.figures.map((figure) => figure.name)))];
  const lines = [
    "# The last long run",
    "",
    `\`npm run test:long\` wrote this page on ${date}, at ${commit}${changed ? " with changes" : ""}, on ${machine}.`,
    missing.length > 0 ? `Not tested: Python ${missing.join(", ")}, not found on this machine.` : "Every promised Python was found.",
    "",
    row(["Python", "passed", "failed", "skipped", "minutes"]),
    row(Array(5).fill("---")),
    ...results.map(({ interpreter, counts, seconds }) =>
      row([
        interpreter.version + (interpreter.freeThreaded ? " free-threaded" : ""),
        counts.passed,
        counts.failed,
        counts.skipped.length,
        (seconds / 60).toFixed(1),
      ]),
    ),
  ];
  if (names.length > 0)
    lines.push(
      "",
      row(["Measured", ...results.map(({ interpreter }) => interpreter.name)]),
      row(Array(results.length + 1).fill("---")),
      ...names.map((name) =>
        row(
          [name, ...results.map((one) => one.figures.find((figure) => figure.name === name)?.value ?? "-")].map((cell) =>
            cell.replaceAll("|", "/"),
          ),
        ),
      ),
    );
  return `${lines.join("\n")}\n`;
}

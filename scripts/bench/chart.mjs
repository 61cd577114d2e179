/** Executions at which the chart is read, and the table that is its twin. */
export const limits = [1, 3, 10, 30, 100, 300, 1000];

const [width, height] = [720, 420];
const plot = { left: 52, right: 548, top: 18, bottom: 366 };
const dashes = ["", "7 4", "2 3", "9 3 2 3", "12 5", "4 2", "1 4", "6 2 2 2", "14 3 3 3"];
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/**
 * Steps over a logarithmic axis: programs whose bug is found within so many executions. Lines differ by dash as well as by colour, each is
 * named at its end, and text and lines follow the reader's light or dark theme.
 * @param {{ name: string, counts: number[] }[]} series one count for each of `limits`
 * @param {number} programs how many there are
 */
export function chart(series, programs) {
  const x = (limit) => plot.left + (Math.log10(limit) / 3) * (plot.right - plot.left);
  const y = (count) => plot.bottom - (count / programs) * (plot.bottom - plot.top);
  const ends = labels(series.map(({ counts }) => y(counts.at(-1))));
  const lines = series.map(({ name, counts }, number) => {
    const steps = limits.map(
      (limit, at) => `${at === 0 ? "M" : "H"}${x(limit).toFixed(1)}${at === 0 ? " " : "V"}${y(counts[at]).toFixed(1)}`,
    );
    return [
      `<path class="line c${number}" d="${steps.join("")}" stroke-dasharray="${dashes[number % dashes.length]}"/>`,
      `<path class="leader" d="M${plot.right} ${y(counts.at(-1)).toFixed(1)}L${plot.right + 12} ${ends[number].toFixed(1)}"/>`,
      `<text class="c${number}" x="${plot.right + 16}" y="${(ends[number] + 4).toFixed(1)}">${escaped(name)}</text>`,
    ].join("");
  });
  const across = limits.map(
    (limit) =>
      `<text x="${x(limit).toFixed(1)}" y="${plot.bottom + 18}" text-anchor="middle">${limit.toLocaleString("en")}</text>` +
      `<path class="grid" d="M${x(limit).toFixed(1)} ${plot.top}V${plot.bottom}"/>`,
  );
  const up = [0, 10, 20, 30, 40, 50, 60]
    .filter((count) => count <= programs)
    .map(
      (count) =>
        `<text x="${plot.left - 8}" y="${(y(count) + 4).toFixed(1)}" text-anchor="end">${count}</text>` +
        `<path class="grid" d="M${plot.left} ${y(count).toFixed(1)}H${plot.right}"/>`,
    );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title" font-family="sans-serif" font-size="12">
<title id="title">Programs of ${programs} whose bug is found within so many executions, by technique</title>
<style>
text { fill: #333 } .grid { stroke: #ddd; fill: none } .leader { stroke: #999; fill: none } .line { fill: none; stroke-width: 2 }
${hues("#0b6e99 #7a3e9d #2e7d32 #b3541e #8a6d00 #a3195b #455a64 #666666 #888888".split(" "))}
@media (prefers-color-scheme: dark) { text { fill: #ccc } .grid { stroke: #444 }
${hues("#6cc5ea #c79be0 #81c784 #f0a36f #dcc06a #f08bb8 #a9bcc5 #bbbbbb #999999".split(" "))} }
</style>
${[...across, ...up, ...lines].join("\n")}
<text x="${(plot.left + plot.right) / 2}" y="${height - 14}" text-anchor="middle">executions (logarithmic)</text>
</svg>
`;
}

const hues = (colours) => colours.map((colour, at) => `.line.c${at} { stroke: ${colour} } text.c${at} { fill: ${colour} }`).join("\n");

/** Moves the names apart so that none covers another. */
export function labels(places, apart = 16) {
  const order = places.map((_, at) => at).sort((a, b) => places[a] - places[b] || a - b);
  const moved = [...places];
  for (let at = 1; at < order.length; at++) moved[order[at]] = Math.max(moved[order[at]], moved[order[at - 1]] + apart);
  const over = moved[order.at(-1)] - Math.max(places[order.at(-1)], plot.bottom + 10);
  return over > 0 ? moved.map((place) => place - over) : moved;
}

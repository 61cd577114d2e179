/** Brings a part of the page into view: a step number, `quiz`, or a heading's slug. Unknown anchors change nothing. */
export function reveal(anchor: string): void {
  const target = document.getElementById(/^\d+$/.test(anchor) ? `step-${anchor}` : anchor);
  if (!target) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
  if (!target.hasAttribute("tabindex") && target.tabIndex < 0) target.tabIndex = -1;
  target.scrollIntoView({ block: "start" });
  target.focus({ preventScroll: true });
}

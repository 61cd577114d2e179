/** Where a saved chart writes figures along its axes. */

/** Round values from 0 up to at least `top`, at most about `count` of them: steps of 1, 2 or 5 times a power of ten. */
export function roundTicks(top: number, count = 6): number[] {
  if (!(top > 0)) return [0, 1];
  const rough = top / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((one) => one * power >= rough * (1 - 1e-9)) ?? 10) * power;
  const steps = Math.ceil(top / step - 1e-9);
  // A step below the smallest double, or one that does not move the largest, would never arrive.
  if (!(step > 0) || !Number.isFinite(steps * step)) return [0, top];
  return Array.from({ length: steps + 1 }, (_, index) => index * step);
}

/** Those of `places` (in order) whose texts, `width` wide around `at`, do not touch. The first and, where it can, the last stay. */
export function apart<T extends { at: number; width: number }>(places: readonly T[], gap = 8): T[] {
  const fits = (one: T | undefined, next: T) => one === undefined || one.at + one.width / 2 + gap <= next.at - next.width / 2;
  const kept: T[] = [];
  places.forEach((place, index) => {
    if (index === places.length - 1) while (kept.length > 1 && !fits(kept.at(-1), place)) kept.pop();
    if (fits(kept.at(-1), place)) kept.push(place);
  });
  return kept;
}

/** A source of numbers in [0, 1). Handed in wherever chance is wanted, so that a test or a replay can repeat it. */
export type Random = () => number;

/** mulberry32 (Tommy Ettinger, 2017): 32 bits of state, passes gjrand; enough for resampling and shuffling, not for secrets. */
export function mulberry32(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
  };
}

/** A shuffled copy (Fisher and Yates, in Durstenfeld's form). */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const out = [...items];
  for (let last = out.length - 1; last > 0; last -= 1) {
    const pick = Math.floor(random() * (last + 1));
    const [a, b] = [out[last], out[pick]];
    if (a !== undefined && b !== undefined) [out[last], out[pick]] = [b, a];
  }
  return out;
}

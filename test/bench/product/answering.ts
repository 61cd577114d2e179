/** Milliseconds: how long work took and, at most, kept the thread from anything else; the same in this process's own processor time. */
export interface Timing {
  took: number;
  blocked: number;
  cpu: number;
  blockedCpu: number;
}

export async function answering(work: () => unknown): Promise<Timing> {
  const used = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  const begun = { at: performance.now(), cpu: used() };
  let [blocked, blockedCpu, watching] = [0, 0, true];
  let last = begun;
  const look = (): void => {
    const now = { at: performance.now(), cpu: used() };
    // A tick comes a millisecond after the other when nothing is in its way.
    blocked = Math.max(blocked, now.at - last.at - 1);
    blockedCpu = Math.max(blockedCpu, Math.min(now.cpu - last.cpu, now.at - last.at));
    last = now;
  };
  const tick = (): void => {
    look();
    if (watching) setTimeout(tick, 1);
  };
  setTimeout(tick, 1);
  await work();
  look();
  watching = false;
  return { took: last.at - begun.at, blocked, cpu: last.cpu - begun.cpu, blockedCpu };
}

import asyncio
import collections
import math
import multiprocessing
import os
import queue
import random
import sys
import threading
import time
from dataclasses import dataclass

from process_table import processes

MODELS = ("serial", "threads", "processes", "asyncio")
ITEMS = 24
STATIONS = 90


def fare(ticket):
    best = [(ticket * 7 + n * 13) % 89 for n in range(STATIONS)]
    for a in range(STATIONS):
        for b in range(STATIONS):
            for c in (1, 7, 13):
                if best[a] + c < best[b]:
                    best[b] = best[a] + c
    return sum(best)


def seat(ticket):
    time.sleep(0.02)
    return ticket


async def seat_awaited(ticket):
    await asyncio.sleep(0.02)
    return ticket


AWAITABLE = {seat: seat_awaited}


@dataclass(slots=True)
class Sample:
    workload: str
    model: str
    workers: int
    round: int
    items: int
    seconds: float


@dataclass(slots=True)
class Stats:
    items: int
    repeats: int
    median: float
    low: float
    high: float


def rank(samples):
    k = 0
    while sum(math.comb(samples, heads) for heads in range(k + 1)) <= 0.025 * 2**samples:
        k += 1
    return k


def run_matrix(workloads, models, workers, *, repeats=7, timer=time.perf_counter):
    order = [(w, m, n) for w in workloads for m in models for n in workers]
    for w, m, n in order:
        run(m, workloads[w], n)
    found = {}
    for number in range(repeats):
        random.shuffle(order)
        for w, m, n in order:
            before = timer()
            run(m, workloads[w], n)
            after = timer()
            found.setdefault((w, m, n), []).append(Sample(w, m, n, number, ITEMS, after - before))
    return [one for group in found.values() for one in group]


class Hand(threading.Thread):
    def __init__(self, todo, work):
        super().__init__()
        self.todo, self.work = todo, work

    def run(self):
        while True:
            try:
                i = self.todo.popleft()
            except IndexError:
                return
            self.work(i)


def chunk(work, numbers):
    return list(map(work, numbers))


def run(model, work, n):
    if model == "serial":
        chunk(work, range(ITEMS))
    if model == "threads":
        todo = collections.deque(range(ITEMS))
        hands = [Hand(todo, work) for _ in range(n)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
    if model == "processes":
        with multiprocessing.Pool(n) as pool:
            waiting = [pool.apply_async(chunk, (work, [i])) for i in range(ITEMS)]
            for one in waiting:
                one.get()
    if model == "asyncio":
        asyncio.run(in_turns(work, collections.deque(range(ITEMS)), n))


async def in_turns(work, todo, n):
    async def hand():
        while todo:
            i = todo.popleft()
            if work in AWAITABLE:
                await AWAITABLE[work](i)
            else:
                work(i)

    hands = [asyncio.create_task(hand()) for _ in range(n)]
    for one in hands:
        await one


def summarize(samples):
    rows = {}
    for s in samples:
        rows.setdefault((s.workload, s.model, s.workers), []).append(s)
    out = {}
    for key, group in rows.items():
        if len({s.items for s in group}) != 1:
            raise ValueError("not the same work")
        t = sorted(s.seconds for s in group)
        n = len(t)
        k = rank(n)
        mid = t[n // 2] if n % 2 else (t[n // 2 - 1] + t[n // 2]) / 2
        out[key] = Stats(group[0].items, n, mid, t[k - 1] if k else 0.0, t[n - k] if k else math.inf)
    return out


def verdict(a, b):
    if a.items != b.items:
        raise ValueError("not the same work")
    if a.high < b.low:
        return "a"
    elif a.low > b.high:
        return "b"
    else:
        return "undecided"


def tree():
    table = processes()
    ours, before = {os.getpid()}, 0
    while len(ours) > before:
        before = len(ours)
        ours.update(p.pid for p in table if p.parent in ours)
    return sum(p.resident for p in table if p.pid in ours)


def peak_rss(model, fn):
    async def look():
        job = asyncio.create_task(asyncio.to_thread(once, model, fn))
        peak = 0
        while not job.done():
            peak = max(peak, tree())
            await asyncio.sleep(0.01)
        await job
        return peak

    return asyncio.run(look())


def report(fn, pipe):
    try:
        fn()
    except BaseException as e:
        pipe.send(e)
    else:
        pipe.send(None)


def once(model, fn):
    if model != "processes":
        fn()
        return
    here, there = multiprocessing.Pipe(False)
    p = multiprocessing.Process(target=report, args=(fn, there))
    p.start()
    error = here.recv()
    p.join()
    if error is not None:
        raise error


def releases_gil(workload):
    if hasattr(sys, "_is_gil_enabled") and not sys._is_gil_enabled():
        raise RuntimeError("no GIL")
    seen = []
    letters = queue.SimpleQueue()
    t = threading.Thread(target=lambda: seen.append(letters.get()))
    old = sys.getswitchinterval()
    sys.setswitchinterval(10000.0)
    t.start()
    try:
        letters.put("now")
        workload(0)
        return len(seen) == 1
    finally:
        sys.setswitchinterval(old)
        t.join()


if __name__ == "__main__":
    for line in run_matrix({"fare": fare}, MODELS, [2], repeats=3):
        print(line)

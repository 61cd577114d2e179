# /// mutant
# id = "m2"
# check = ["every-combination"]
# ///
import asyncio
import collections
import concurrent.futures as futures
import heapq
import itertools
import math
import os
import statistics
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


class Stopwatch:
    def __init__(self, timer):
        self.timer = timer

    def __enter__(self):
        self.start = self.timer()
        return self

    def __exit__(self, *error):
        self.seconds = self.timer() - self.start


def run_matrix(workloads, models, workers, *, repeats=7, timer=time.perf_counter):
    def one_round(number):
        for (name, work), model, count in itertools.product(workloads.items(), models, workers):
            with Stopwatch(timer) as watch:
                run(model, work, count)
            yield Sample(name, model, count, number, ITEMS, watch.seconds)

    collections.deque(one_round(None), maxlen=0)
    rows = list(itertools.chain.from_iterable(map(one_round, range(repeats))))
    means = {}
    for s in rows:
        means.setdefault((s.workload, s.model, s.workers), []).append(s.seconds)
    return [Sample(w, m, n, 0, ITEMS, statistics.fmean(t)) for (w, m, n), t in means.items()]


def executor(model, n):
    if model == "threads":
        return futures.ThreadPoolExecutor(max_workers=n)
    return futures.ProcessPoolExecutor(max_workers=n)


def run(model, work, n):
    if model == "serial":
        return [work(i) for i in range(ITEMS)]
    if model == "asyncio":
        return asyncio.run(limited(work, n))
    with executor(model, n) as pool:
        pending = [pool.submit(work, i) for i in range(ITEMS)]
        return [f.result() for f in futures.as_completed(pending)]


async def limited(work, n):
    gate = asyncio.BoundedSemaphore(n)

    async def guarded(i):
        await gate.acquire()
        try:
            return await AWAITABLE[work](i) if work in AWAITABLE else work(i)
        finally:
            gate.release()

    return [await one for one in asyncio.as_completed([guarded(i) for i in range(ITEMS)])]


class UnequalWork(ValueError):
    pass


def summarize(samples):
    times, items = collections.defaultdict(list), {}
    for s in samples:
        key = (s.workload, s.model, s.workers)
        if items.setdefault(key, s.items) != s.items:
            raise UnequalWork(key)
        heapq.heappush(times[key], s.seconds)
    return {key: stats(items[key], heap) for key, heap in times.items()}


def stats(items, heap):
    k = rank(len(heap))
    if not k:
        return Stats(items, len(heap), statistics.median(heap), 0.0, float("inf"))
    return Stats(items, len(heap), statistics.median(heap), heapq.nsmallest(k, heap)[-1], heapq.nlargest(k, heap)[-1])


def verdict(a, b):
    if a.items != b.items:
        raise UnequalWork(f"{a.items} != {b.items}")
    apart = {(True, False): "a", (False, True): "b"}
    return apart.get((a.high < b.low, b.high < a.low), "undecided")


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


def once(model, fn):
    if model == "processes":
        with futures.ProcessPoolExecutor(1) as pool:
            pool.submit(fn).result()
    elif model == "threads":
        with futures.ThreadPoolExecutor(1) as pool:
            pool.submit(fn).result()
    elif model == "asyncio":
        asyncio.run(calling(fn))
    else:
        fn()


async def calling(fn):
    return fn()


def releases_gil(workload):
    if hasattr(sys, "_is_gil_enabled") and sys._is_gil_enabled() is False:
        raise RuntimeError("free-threaded")
    interval = sys.getswitchinterval()
    here, door = threading.Event(), threading.Event()

    def visit():
        here.set()
        door.wait()

    with futures.ThreadPoolExecutor(1) as pool:
        sys.setswitchinterval(86400)
        try:
            guest = pool.submit(visit)
            here.wait()
            door.set()
            workload(0)
            return guest.done()
        finally:
            door.set()
            sys.setswitchinterval(interval)


if __name__ == "__main__":
    for line in run_matrix({"fare": fare}, MODELS, [2], repeats=3):
        print(line)

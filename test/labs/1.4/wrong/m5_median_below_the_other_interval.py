# /// mutant
# id = "m5"
# check = ["noise-undecided"]
# ///
import asyncio
import collections
import concurrent.futures as futures
import contextlib
import heapq
import math
import multiprocessing
import random
import statistics
import sys
import threading
import time
from dataclasses import dataclass


import psutil

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


def several(work, items):
    for i in items:
        work(i)


def run(model, work, n):
    items = list(range(ITEMS))
    shares = [items[i::n] for i in range(n)]
    if model == "serial":
        several(work, items)
    elif model == "threads":
        team = [threading.Thread(target=several, args=(work, share)) for share in shares]
        [t.start() for t in team]
        [t.join() for t in team]
    elif model == "processes":
        team = [multiprocessing.Process(target=several, args=(work, share)) for share in shares]
        [p.start() for p in team]
        [p.join() for p in team]
        [p.close() for p in team]
    else:
        with asyncio.Runner() as runner:
            runner.run(tasks(work, shares))


async def tasks(work, shares):
    async def in_a_row(share):
        for i in share:
            if work in AWAITABLE:
                await AWAITABLE[work](i)
            else:
                work(i)

    async with asyncio.TaskGroup() as group:
        for share in shares:
            group.create_task(in_a_row(share))


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
    return apart.get((a.median < b.low, b.median < a.low), "undecided")


def tree():
    total = 0
    me = psutil.Process()
    for p in [me] + me.children(recursive=True):
        with contextlib.suppress(psutil.Error):
            total += p.memory_info().rss
    return total


def peak_rss(model, fn):
    with futures.ThreadPoolExecutor(1) as pool:
        job = pool.submit(once, model, fn)
        peak = tree()
        while not job.done():
            futures.wait([job], timeout=0.015)
            peak = max(peak, tree())
        job.result()
    return peak


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


@contextlib.contextmanager
def nobody_asks():
    old = sys.getswitchinterval()
    sys.setswitchinterval(1e5)
    try:
        yield
    finally:
        sys.setswitchinterval(old)


def releases_gil(workload):
    if not getattr(sys, "_is_gil_enabled", bool)() and hasattr(sys, "_is_gil_enabled"):
        raise RuntimeError("this interpreter has no lock to give up")
    came = []
    bell = threading.Condition()
    rung = False

    def guest():
        with bell:
            bell.wait_for(lambda: rung)
        came.append(time.perf_counter())

    t = threading.Thread(target=guest)
    try:
        with nobody_asks():
            t.start()
            with bell:
                rung = True
                bell.notify()
            workload(0)
            over = time.perf_counter()
    finally:
        t.join()
    return came[0] < over


if __name__ == "__main__":
    for line in run_matrix({"fare": fare}, MODELS, [2], repeats=3):
        print(line)

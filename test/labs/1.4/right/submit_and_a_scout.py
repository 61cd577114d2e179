import asyncio
import collections
import concurrent.futures as futures
import contextlib
import heapq
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


def run_matrix(workloads, models, workers, *, repeats=7, timer=time.perf_counter):
    rows = []
    for r in range(repeats + 1):
        for w in workloads:
            for m in models:
                for n in workers:
                    t = timer()
                    run(m, workloads[w], n)
                    t = timer() - t
                    if r:
                        rows.append(Sample(w, m, n, r - 1, ITEMS, t))
    return rows


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


class Scout(threading.Thread):
    """Looks at the family until it is called back."""

    def __init__(self):
        super().__init__(daemon=True)
        self.home = threading.Condition()
        self.over = False
        self.most = 0

    def run(self):
        with self.home:
            while not self.over:
                self.most = max(self.most, self.family())
                self.home.wait(0.01)

    def family(self):
        parents = {}
        for p in processes():
            parents.setdefault(p.parent, []).append(p)
        me = next(p for p in parents.get(os.getppid(), []) if p.pid == os.getpid())

        def below(p):
            return p.resident + sum(map(below, parents.get(p.pid, [])))

        return below(me)


def peak_rss(model, fn):
    scout = Scout()
    scout.start()
    try:
        once(model, fn)
        return scout.most
    finally:
        with scout.home:
            scout.over = True
            scout.home.notify()
        scout.join()


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

import asyncio
import collections
import concurrent.futures as futures
import contextlib
import heapq
import math
import multiprocessing
import multiprocessing.pool
import queue
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


def run(model, work, n):
    todo = range(ITEMS)
    if model == "threads":
        pool = multiprocessing.pool.ThreadPool(n)
    elif model == "processes":
        pool = multiprocessing.get_context("spawn").Pool(n)
    elif model == "asyncio":
        loop = asyncio.new_event_loop()
        try:
            loop.run_until_complete(window(work, n))
        finally:
            loop.close()
        return
    else:
        for i in todo:
            work(i)
        return
    with pool:
        for _ in pool.imap_unordered(work, todo):
            pass


async def window(work, n):
    running = set()
    for i in range(ITEMS):
        if len(running) == n:
            done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        running.add(asyncio.ensure_future(one(work, i)))
    await asyncio.wait(running)


async def one(work, i):
    other = AWAITABLE.get(work)
    return work(i) if other is None else await other(i)


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

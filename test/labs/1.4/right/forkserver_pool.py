import asyncio
import contextlib
import math
import multiprocessing
import multiprocessing.pool
import os
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


def run(model, work, n):
    todo = range(ITEMS)
    if model == "threads":
        pool = multiprocessing.pool.ThreadPool(n)
    elif model == "processes":
        pool = multiprocessing.get_context("forkserver").Pool(n)
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
    try:
        for _ in pool.imap_unordered(work, todo):
            pass
    finally:
        pool.close()
        pool.join()


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

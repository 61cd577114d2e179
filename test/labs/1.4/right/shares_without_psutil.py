import asyncio
import collections
import concurrent.futures as futures
import itertools
import math
import multiprocessing
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass


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
    return list(itertools.chain.from_iterable(map(one_round, range(repeats))))


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
    """Without psutil: /proc where there is one, else ps."""
    me = os.getpid()
    if os.path.isdir("/proc/self"):
        page = os.sysconf("SC_PAGE_SIZE")
        total, todo = 0, [me]
        while todo:
            pid = todo.pop()
            try:
                for task in os.listdir(f"/proc/{pid}/task"):
                    with open(f"/proc/{pid}/task/{task}/children") as f:
                        todo += [int(child) for child in f.read().split()]
                with open(f"/proc/{pid}/statm") as f:
                    total += int(f.read().split()[1]) * page
            except OSError:
                pass
        return total
    table = subprocess.run(["ps", "-axo", "pid=,ppid=,rss="], capture_output=True, text=True).stdout
    rows = [list(map(int, line.split())) for line in table.splitlines()]
    ours = {me}
    for _ in rows:
        ours |= {pid for pid, parent, _ in rows if parent in ours}
    return sum(rss for pid, _, rss in rows if pid in ours) * 1024


def peak_rss(model, fn):
    top = [tree()]
    stop = threading.Event()

    def look():
        while not stop.is_set():
            top[0] = max(top[0], tree())
            time.sleep(0.02)

    t = threading.Thread(target=look)
    t.start()
    try:
        once(model, fn)
    finally:
        stop.set()
        t.join()
    return top[0]


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

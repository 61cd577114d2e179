import asyncio
import math
import multiprocessing
import os
import queue
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


def drain(q, work):
    while True:
        item = q.get()
        if item is None:
            return
        work(item)


def run(model, work, n):
    if model == "serial":
        for i in range(ITEMS):
            work(i)
    elif model == "asyncio":
        asyncio.run(loop_queue(work, n))
    else:
        ctx = multiprocessing.get_context()
        q = queue.Queue() if model == "threads" else ctx.Queue()
        kind = threading.Thread if model == "threads" else ctx.Process
        for i in list(range(ITEMS)) + [None] * n:
            q.put(i)
        team = [kind(target=drain, args=(q, work)) for _ in range(n)]
        for t in team:
            t.start()
        for t in team:
            t.join()
        if model == "processes":
            q.close()
            q.join_thread()


async def loop_queue(work, n):
    q = asyncio.Queue()
    for i in range(ITEMS):
        q.put_nowait(i)

    async def worker():
        while not q.empty():
            i = q.get_nowait()
            if work in AWAITABLE:
                await AWAITABLE[work](i)
            else:
                work(i)

    await asyncio.gather(*[worker() for _ in range(n)])


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

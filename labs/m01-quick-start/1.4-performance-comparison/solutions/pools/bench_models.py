"""Measure the same work in four models, and say no more than the figures allow."""

import asyncio
import hashlib
import math
import multiprocessing
import os
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.pool import ThreadPool
from statistics import median
from typing import Literal

from process_table import processes, psutil

Workload = Callable[[int], int]

MODELS = ("serial", "threads", "processes", "asyncio")
ITEMS = 24
"""Calls of the workload in every sample, whatever the model and the number of workers."""
STATIONS = 90


def fare(ticket: int) -> int:
    """CPU-bound: the cheapest way through a small network of railways, computed in Python."""
    price = [[(ticket + 7 * start + 13 * end) % 89 + 1 for end in range(STATIONS)] for start in range(STATIONS)]
    for via in range(STATIONS):
        onward = price[via]
        for row in price:
            first = row[via]
            for end in range(STATIONS):
                if first + onward[end] < row[end]:
                    row[end] = first + onward[end]
    return sum(price[0])


def seat(ticket: int) -> int:
    """I/O-bound: asks the reservation system, which answers after 20 ms."""
    time.sleep(0.02)
    return ticket


async def seat_awaited(ticket: int) -> int:
    """The same question, for asyncio."""
    await asyncio.sleep(0.02)
    return ticket


def receipt(ticket: int) -> int:
    """CPU-bound as well: the checksum of a printed receipt of 4 MB."""
    return hashlib.sha256(bytes([ticket % 256]) * 2**22).digest()[0]


AWAITABLE: dict[Workload, Callable[[int], Awaitable[int]]] = {seat: seat_awaited}
"""Workloads that asyncio can wait for, with the coroutine function that does it."""


@dataclass(frozen=True)
class Sample:
    """One measurement."""

    workload: str
    model: str
    workers: int
    round: int  # 0 to repeats - 1
    items: int  # calls of the workload
    seconds: float


@dataclass(frozen=True)
class Stats:
    """What the samples of one workload, one model and one number of workers say together."""

    items: int  # calls of the workload in each sample
    repeats: int  # samples
    median: float  # seconds, as are low and high
    low: float
    high: float


def run_matrix(
    workloads: Mapping[str, Workload],
    models: Sequence[str],
    workers: Sequence[int],
    *,
    repeats: int = 7,
    timer: Callable[[], float] = time.perf_counter,
) -> list[Sample]:
    """Measure every workload in every model with every number of workers, `repeats` times each.

    A run calls the workload with 0, 1, ... ITEMS - 1, each once: in order ("serial"), in `workers` threads, in as many
    processes, or in tasks of one event loop of which `workers` are under way at a time ("asyncio"). A task awaits the
    workload's coroutine function where AWAITABLE has one; else it calls the workload, which then blocks the loop.

    Each combination is run once without being measured. Then come the rounds, in each of them every combination once.
    A sample's time is the difference of two readings of `timer` in this process: one before the first worker is
    started, one after the last has ended.
    """
    runs = [
        (workload, model, number, partial(RUN[model], workloads[workload], number, range(ITEMS)))
        for workload in workloads
        for model in models
        for number in workers
    ]
    for *_, run in runs:
        run()
    return [
        Sample(workload, model, number, round_number, ITEMS, _timed(run, timer))
        for round_number in range(repeats)
        for workload, model, number, run in runs
    ]


def _timed(run: Callable[[], None], timer: Callable[[], float]) -> float:
    start = timer()
    run()
    return timer() - start


def _in_order(workload: Workload, _workers: int, items: Sequence[int]) -> None:
    for item in items:
        workload(item)


def _in_threads(workload: Workload, workers: int, items: Sequence[int]) -> None:
    with ThreadPool(workers) as pool:
        pool.map(workload, items, chunksize=1)
        pool.close()
        pool.join()  # leaving the block does not wait for threads


def _in_processes(workload: Workload, workers: int, items: Sequence[int]) -> None:
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        pool.map(workload, items, chunksize=1)


def _in_tasks(workload: Workload, workers: int, items: Sequence[int]) -> None:
    awaitable = AWAITABLE.get(workload)
    waiting = iter(items)

    async def work() -> None:
        for item in waiting:  # the tasks share it, and none is interrupted between two items
            if awaitable is None:
                workload(item)
            else:
                await awaitable(item)

    async def all_of_them() -> None:
        await asyncio.gather(*(work() for _ in range(workers)))

    asyncio.run(all_of_them())


RUN: dict[str, Callable[[Workload, int, Sequence[int]], None]] = {
    "serial": _in_order,
    "threads": _in_threads,
    "processes": _in_processes,
    "asyncio": _in_tasks,
}


def rank(samples: int) -> int:
    """Which sample from either end bounds the median with at least 95 %; 0 if there are too few. Given.

    The median lies below the k-th smallest sample only if fewer than k of them fell on its lower side, and each falls
    there like a coin. 6 to 8 samples: the smallest and the largest. 9 to 11: the second from either end.
    """
    k = 0
    while sum(math.comb(samples, heads) for heads in range(k + 1)) <= 0.025 * 2**samples:
        k += 1
    return k


def summarize(samples: Sequence[Sample]) -> dict[tuple[str, str, int], Stats]:
    """Put together the samples of each (workload, model, workers), in whatever order they come.

    `low` and `high` are the k-th smallest and the k-th largest of the times, k being `rank` of their number. Where that
    is 0, nothing is known: 0.0 and math.inf. Raises ValueError when samples of one key did unequal work.
    """
    times = defaultdict(list)
    items = {}
    for one in samples:
        key = one.workload, one.model, one.workers
        if items.setdefault(key, one.items) != one.items:
            raise ValueError(f"{key}: samples of {items[key]} and of {one.items} calls")
        times[key].append(one.seconds)
    return {key: Stats(items[key], len(seconds), median(seconds), *_bounds(seconds)) for key, seconds in times.items()}


def _bounds(times: Sequence[float]) -> tuple[float, float]:
    k = rank(len(times))
    return (sorted(times)[k - 1], sorted(times, reverse=True)[k - 1]) if k else (0.0, math.inf)


def verdict(a: Stats, b: Stats) -> Literal["a", "b", "undecided"]:
    """Say which of the two took less time, if their intervals have no point in common; else "undecided".

    Raises ValueError when they did unequal work.
    """
    if a.items != b.items:
        raise ValueError(f"{a.items} calls against {b.items}")
    faster, slower = sorted((a, b), key=lambda one: one.median)
    if faster.high >= slower.low:
        return "undecided"
    return "a" if faster is a else "b"


def peak_rss(model: str, fn: Callable[[], object]) -> int:
    """Call `fn` once in one worker of `model`, and return the most memory in use meanwhile, in bytes.

    It is the largest sum of the resident memory of this process and of all its descendants at one moment. An exception
    of `fn` is passed on.
    """
    with _watching() as peak:
        RUN[model](partial(_call, fn), 1, [0])
    return max(peak)


def _call(fn: Callable[[], object], _item: int) -> int:
    fn()
    return 0


@contextmanager
def _watching() -> Iterator[list[int]]:
    """Look every 10 ms; the list holds what was seen."""
    seen = [_family_rss()]
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.01):
            seen.append(_family_rss())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()


def _family_rss() -> int:
    """Resident memory of this process and all its descendants now."""
    if psutil is None:
        return _family_in_the_table()
    me = psutil.Process()
    total = 0
    for one in (me, *me.children(recursive=True)):
        try:
            total += one.memory_info().rss
        except psutil.NoSuchProcess:
            continue  # ended since we asked for the list
    return total


def _family_in_the_table() -> int:
    table = processes()
    family = {os.getpid()}
    while more := {one.pid for one in table if one.parent in family} - family:
        family |= more
    return sum(one.resident for one in table if one.pid in family)


def releases_gil(workload: Workload) -> bool:
    """Say whether `workload(0)` gives up the GIL by itself, so that its times tell nothing about the GIL.

    True if another thread of this process could run Python code meanwhile although nobody asked for the lock. Leaves
    the switch interval as it was. Raises RuntimeError where this Python runs without the lock.
    """
    if not getattr(sys, "_is_gil_enabled", lambda: True)():
        raise RuntimeError("this Python runs without the GIL")
    steps: list[str] = []
    door = threading.Semaphore(0)

    def visitor() -> None:
        door.acquire()
        steps.append("the visitor is in")

    interval = sys.getswitchinterval()
    sys.setswitchinterval(3600)
    thread = threading.Thread(target=visitor)
    thread.start()
    try:
        door.release()
        workload(0)
        steps.append("the work is done")
    finally:
        sys.setswitchinterval(interval)
        door.release()
        thread.join()
    return steps[0] != "the work is done"


def main() -> None:
    samples = run_matrix({"fare": fare, "seat": seat}, MODELS, (1, 2, 4))
    stats = summarize(samples)
    for (workload, model, workers), one in stats.items():
        fastest = verdict(one, stats[workload, "serial", 1])
        said = {"a": "faster than serial", "b": "slower than serial", "undecided": "undecided"}[fastest]
        print(f"{workload:5} {model:9} {workers} {one.median:.3f} s ({one.low:.3f} to {one.high:.3f})  {said}")
    for model in MODELS:
        print(f"one worker of {model}: {peak_rss(model, partial(fare, 0)) / 2**20:.0f} MB")
    for name, work in {"fare": fare, "receipt": receipt}.items():
        print(f"{name}: {'says nothing about' if releases_gil(work) else 'shows'} the GIL")


if __name__ == "__main__":
    main()

# /// mutant
# id = "m1"
# title = "Start-up counted for one model only"
# check = ["start-up-counted"]
# feedback = """
# Starting a process takes longer than starting a thread, and longer than many an item. A row that contains it and a
# row that does not are two different measurements. Count it for every model, from before the first worker is
# started until after the last has ended, as this lab does, or for none, and say which.
# """
# ///
"""Measure the same work in four models, and say no more than the figures allow."""

import asyncio
import hashlib
import math
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import product
from statistics import median
from typing import Literal

from process_table import processes

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
    cells = list(product(workloads, models, workers))
    for workload, model, number in cells:
        _run(model, workloads[workload], number, range(ITEMS))
    samples = []
    for round_number, (workload, model, number) in product(range(repeats), cells):
        if model == "processes":
            seconds = _warm_processes(workloads[workload], number, timer)
        else:
            start = timer()
            _run(model, workloads[workload], number, range(ITEMS))
            seconds = timer() - start
        samples.append(Sample(workload, model, number, round_number, ITEMS, seconds))
    return samples


def _warm_processes(workload: Workload, workers: int, timer: Callable[[], float]) -> float:
    """Processes are slow to start, which is not their fault: start them before the clock."""
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        pool.map(abs, range(workers), chunksize=1)
        start = timer()
        pool.map(workload, range(ITEMS), chunksize=1)
        seconds = timer() - start
        pool.close()
        pool.join()
    return seconds


def _run(model: str, workload: Workload, workers: int, items: Iterable[int]) -> None:
    """Start the workers of `model`, have them call the workload with each item, and wait for their end."""
    match model:
        case "serial":
            for item in items:
                workload(item)
        case "threads":
            with ThreadPoolExecutor(workers) as pool:
                list(pool.map(workload, items))
        case "processes":
            # The same start method on every system, so that figures can be compared between them.
            with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
                list(pool.map(workload, items))
        case "asyncio":
            asyncio.run(_run_tasks(workload, workers, items))
        case _:
            raise ValueError(f"no model is named {model!r}")


async def _run_tasks(workload: Workload, workers: int, items: Iterable[int]) -> None:
    free = asyncio.Semaphore(workers)
    awaitable = AWAITABLE.get(workload)

    async def one(item: int) -> None:
        async with free:
            if awaitable is None:
                workload(item)
            else:
                await awaitable(item)

    async with asyncio.TaskGroup() as tasks:
        for item in items:
            tasks.create_task(one(item))


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
    groups: dict[tuple[str, str, int], list[Sample]] = {}
    for one in samples:
        groups.setdefault((one.workload, one.model, one.workers), []).append(one)
    return {key: _stats(group) for key, group in groups.items()}


def _stats(samples: Sequence[Sample]) -> Stats:
    items = {one.items for one in samples}
    if len(items) > 1:
        raise ValueError(f"samples of unequal work: {', '.join(map(str, sorted(items)))} calls")
    times = sorted(one.seconds for one in samples)
    k = rank(len(times))
    low, high = (times[k - 1], times[-k]) if k else (0.0, math.inf)
    return Stats(items.pop(), len(times), median(times), low, high)


def verdict(a: Stats, b: Stats) -> Literal["a", "b", "undecided"]:
    """Say which of the two took less time, if their intervals have no point in common; else "undecided".

    Raises ValueError when they did unequal work.
    """
    if a.items != b.items:
        raise ValueError(f"unequal work cannot be compared: {a.items} and {b.items} calls")
    if a.high < b.low:
        return "a"
    return "b" if b.high < a.low else "undecided"


def peak_rss(model: str, fn: Callable[[], object]) -> int:
    """Call `fn` once in one worker of `model`, and return the most memory in use meanwhile, in bytes.

    It is the largest sum of the resident memory of this process and of all its descendants at one moment. An exception
    of `fn` is passed on.
    """
    peak = 0
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while True:
            peak = max(peak, _family_rss())
            if done.wait(0.01):
                return

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        _run(model, partial(_call, fn), 1, [0])
    finally:
        done.set()
        watcher.join()
    return peak


def _call(fn: Callable[[], object], _item: int) -> int:
    fn()
    return 0


def _family_rss() -> int:
    """Resident memory of this process and all its descendants now."""
    children: dict[int, list[int]] = {}
    resident: dict[int, int] = {}
    for one in processes():
        children.setdefault(one.parent, []).append(one.pid)
        resident[one.pid] = one.resident
    family = [os.getpid()]
    for pid in family:  # grows while it is walked
        family += children.get(pid, [])
    return sum(resident.get(pid, 0) for pid in family)


def releases_gil(workload: Workload) -> bool:
    """Say whether `workload(0)` gives up the GIL by itself, so that its times tell nothing about the GIL.

    True if another thread of this process could run Python code meanwhile although nobody asked for the lock. Leaves
    the switch interval as it was. Raises RuntimeError where this Python runs without the lock.
    """
    if not getattr(sys, "_is_gil_enabled", lambda: True)():
        raise RuntimeError("this Python runs without the GIL: there is nothing to give up")
    door = threading.Lock()
    came_in = threading.Event()

    def go_in() -> None:
        with door:
            came_in.set()

    interval = sys.getswitchinterval()
    sys.setswitchinterval(3600)  # nobody asks for the lock: who gets it was given it
    other = threading.Thread(target=go_in)
    try:
        with door:
            other.start()  # runs up to the door
        workload(0)
        return came_in.is_set()
    finally:
        sys.setswitchinterval(interval)
        other.join()


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

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
from dataclasses import dataclass
from functools import partial
from itertools import groupby, product
from multiprocessing.queues import SimpleQueue
from operator import attrgetter
from typing import Any, Literal

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
    samples = []
    for number in range(-1, repeats):  # -1 warms up
        for workload, model, count in product(workloads, models, workers):
            start = timer()
            _run(model, workloads[workload], count, range(ITEMS))
            samples.append(Sample(workload, model, count, number, ITEMS, timer() - start))
    return [one for one in samples if one.round >= 0]


def _run(model: str, workload: Workload, workers: int, items: Iterable[int]) -> None:
    spawn = multiprocessing.get_context("spawn")
    match model:
        case "serial":
            _take(iter([*items, None]).__next__, workload)
        case "threads":
            _by(threading.Thread, spawn.SimpleQueue(), workload, workers, items)
        case "processes":
            _by(spawn.Process, spawn.SimpleQueue(), workload, workers, items)
        case "asyncio":
            asyncio.run(_in_tasks(workload, workers, items))


def _by(kind: Any, queue: "SimpleQueue[int | None]", workload: Workload, workers: int, items: Iterable[int]) -> None:
    """Start `workers` threads or processes that take items from one queue, and wait for their end."""
    team = [kind(target=_take_from, args=(queue, workload)) for _ in range(workers)]
    for one in team:
        one.start()
    for item in (*items, *[None] * workers):
        queue.put(item)
    for one in team:
        one.join()
    queue.close()


def _take_from(queue: "SimpleQueue[int | None]", workload: Workload) -> None:
    _take(queue.get, workload)


def _take(take: Callable[[], int | None], workload: Workload) -> None:
    while (item := take()) is not None:
        workload(item)


async def _in_tasks(workload: Workload, workers: int, items: Iterable[int]) -> None:
    waiting = list(items)
    under_way: set[asyncio.Task[int]] = set()
    while waiting or under_way:
        while waiting and len(under_way) < workers:
            under_way.add(asyncio.create_task(_one(workload, waiting.pop(0))))
        done, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
        for one in done:
            one.result()


async def _one(workload: Workload, item: int) -> int:
    return await AWAITABLE[workload](item) if workload in AWAITABLE else workload(item)


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
    key = attrgetter("workload", "model", "workers")
    found = {}
    for name, group in groupby(sorted(samples, key=key), key=key):
        times, items = zip(*sorted((one.seconds, one.items) for one in group), strict=True)
        if min(items) != max(items):
            raise ValueError(f"unequal work in one row: {min(items)} to {max(items)} calls")
        count, k = len(times), rank(len(times))
        middle = (times[(count - 1) // 2] + times[count // 2]) / 2
        found[name] = Stats(items[0], count, middle, *((times[k - 1], times[-k]) if k else (0.0, math.inf)))
    return found


def verdict(a: Stats, b: Stats) -> Literal["a", "b", "undecided"]:
    """Say which of the two took less time, if their intervals have no point in common; else "undecided".

    Raises ValueError when they did unequal work.
    """
    if a.items != b.items:
        raise ValueError(f"{a.items} and {b.items} calls are no comparison")
    if max(a.low, b.low) <= min(a.high, b.high):  # the greater of the low ends is still in the other interval
        return "undecided"
    return "a" if a.high < b.low else "b"


def peak_rss(model: str, fn: Callable[[], object]) -> int:
    """Call `fn` once in one worker of `model`, and return the most memory in use meanwhile, in bytes.

    It is the largest sum of the resident memory of this process and of all its descendants at one moment. An exception
    of `fn` is passed on.
    """
    failed: list[BaseException] = []

    def job() -> None:
        try:
            _run_once(model, fn)
        except BaseException as error:
            failed.append(error)

    runner = threading.Thread(target=job)
    runner.start()
    peak = 0
    while runner.is_alive():
        peak = max(peak, _family_rss())
        runner.join(0.01)
    if failed:
        raise failed[0]
    return peak


def _run_once(model: str, fn: Callable[[], object]) -> None:
    work = partial(_call, fn)
    if model != "processes":
        _run("asyncio" if model == "asyncio" else "serial", work, 1, [0])  # this is a thread already
        return
    worker = multiprocessing.get_context("spawn").Process(target=work, args=(0,))
    worker.start()
    worker.join()
    if worker.exitcode:
        raise ChildProcessError(f"the worker ended with exit code {worker.exitcode}")


def _call(fn: Callable[[], object], _item: int) -> int:
    fn()
    return 0


def _family_rss() -> int:
    """Resident memory of this process and all its descendants now."""
    table = {one.pid: one for one in processes()}

    def is_ours(pid: int) -> bool:
        seen = set()
        while pid in table and pid not in seen and pid != os.getpid():
            seen.add(pid)
            pid = table[pid].parent
        return pid == os.getpid()

    return sum(one.resident for one in table.values() if is_ours(one.pid))


def releases_gil(workload: Workload) -> bool:
    """Say whether `workload(0)` gives up the GIL by itself, so that its times tell nothing about the GIL.

    True if another thread of this process could run Python code meanwhile although nobody asked for the lock. Leaves
    the switch interval as it was. Raises RuntimeError where this Python runs without the lock.
    """
    if not getattr(sys, "_is_gil_enabled", lambda: True)():
        raise RuntimeError("no GIL here")
    # Nobody asks for the lock, so the visitor gets round only while somebody has let go of it.
    rounds = 0
    at_work = threading.Event()
    stop = False

    def visitor() -> None:
        nonlocal rounds
        while not stop:
            at_work.wait()
            rounds += 1
            time.sleep(0)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(3600)
    thread = threading.Thread(target=visitor, daemon=True)
    thread.start()
    try:
        at_work.set()
        before = rounds
        workload(0)
        return rounds > before
    finally:
        stop = True
        sys.setswitchinterval(interval)
        thread.join()


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

"""Find out which lock this Python has, and measure what it does to threads that compute."""

import collections
import sys
import sysconfig
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.pool import Pool, ThreadPool
from typing import Literal

GilState = Literal["gil", "free-threaded", "free-threaded, gil re-enabled"]
Model = Literal["serial", "threads", "processes"]


@dataclass(frozen=True)
class Stats:
    """One measurement: how long all rounds took, done by so many workers of a model."""

    model: Model
    workers: int
    rounds: int  # of spin, those of all workers together
    seconds: float


try:
    from sys import _is_gil_enabled as gil_is_on
except ImportError:

    def gil_is_on():
        return True


def gil_state():
    can = bool(sysconfig.get_config_vars().get("Py_GIL_DISABLED"))
    return {(False, True): "gil", (True, False): "free-threaded"}.get((can, gil_is_on()), "free-threaded, gil re-enabled")


def spin(n: int) -> int:
    """Compute for `n` rounds in Python code and return what came out."""
    return sum(round_number * round_number % 7 for round_number in range(n))


def measure(model: Model, workers: int, n: int, *, timer: Callable[[], float] = time.perf_counter) -> Stats:
    """Measure `workers` calls of `spin(n)`: one after the other, in as many threads, or in as many processes."""
    before = timer()
    _run[model]([n] * workers)
    return Stats(model, workers, sum([n] * workers), timer() - before)


def _serial(work: list[int]) -> None:
    for n in work:
        spin(n)


def _threads(work: list[int]) -> None:
    with ThreadPool(len(work)) as pool:
        pool.map(spin, work, chunksize=1)


def _processes(work: list[int]) -> None:
    with Pool(len(work)) as pool:
        pool.map(spin, work, chunksize=1)


_run: dict[Model, Callable[[list[int]], None]] = {"serial": _serial, "threads": _threads, "processes": _processes}


def speedups(stats: Mapping[str, Stats]) -> dict[str, float]:
    """Say how many times as fast as "serial" each measurement was."""
    serial = stats["serial"]
    if any(one.rounds != serial.rounds for one in stats.values()):
        raise ValueError("measurements of unequal work cannot be compared")
    return {name: serial.seconds / one.seconds for name, one in stats.items()}


class SharedTotal:
    def __init__(self):
        self._added = collections.deque()

    def add(self, n):
        self._added.append(n)

    @property
    def value(self):
        return sum(self._added)


def main() -> None:
    print(f"this Python: {gil_state()}")
    models: tuple[Model, ...] = ("serial", "threads", "processes")
    for workers in (1, 2, 4):
        stats = {model: measure(model, workers, 500_000) for model in models}
        ratios = ", ".join(f"{model} {ratio:.2f}" for model, ratio in speedups(stats).items())
        print(f"{workers} workers: {ratios}")


if __name__ == "__main__":
    main()

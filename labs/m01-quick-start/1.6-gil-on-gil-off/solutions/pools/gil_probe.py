"""Find out which lock this Python has, and measure what it does to threads that compute."""

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


def gil_state() -> GilState:
    """Say what this interpreter does, now: the build is one question, the state another."""
    could_do_without = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
    has_it = getattr(sys, "_is_gil_enabled", lambda: True)()
    if could_do_without and has_it:
        return "free-threaded, gil re-enabled"
    return "gil" if has_it else "free-threaded"


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
    """A total that many threads add to. Each thread has a sum of its own, which nobody else writes."""

    def __init__(self) -> None:
        self._sums: dict[int, int] = {}

    def add(self, n: int) -> None:
        """Add `n`. May be called by any number of threads at once."""
        me = threading.get_ident()
        self._sums[me] = self._sums.get(me, 0) + n

    @property
    def value(self) -> int:
        """The sum of all numbers added, 0 at first. Asked for when the threads are done."""
        return sum(self._sums.values())


def main() -> None:
    print(f"this Python: {gil_state()}")
    models: tuple[Model, ...] = ("serial", "threads", "processes")
    for workers in (1, 2, 4):
        stats = {model: measure(model, workers, 500_000) for model in models}
        ratios = ", ".join(f"{model} {ratio:.2f}" for model, ratio in speedups(stats).items())
        print(f"{workers} workers: {ratios}")


if __name__ == "__main__":
    main()

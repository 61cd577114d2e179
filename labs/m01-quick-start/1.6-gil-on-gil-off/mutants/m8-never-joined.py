# /// mutant
# id = "m8"
# title = "A clock that does not cover all the work"
# check = ["workers-at-once"]
# feedback = """
# start() and submit() return at once, while the worker goes on. A clock that is read then has measured how long
# it takes to hand out work. Read it after the last worker is joined, or after the pool's with block; and read it
# for the first time before the first worker is started, or a part of the work is left out.
# """
# ///
"""Find out which lock this Python has, and measure what it does to threads that compute."""

import multiprocessing
import sys
import sysconfig
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
    ask = getattr(sys, "_is_gil_enabled", None)
    if ask is None:  # before 3.13 there was nothing to ask about
        return "gil"
    if not ask():
        return "free-threaded"
    return "free-threaded, gil re-enabled" if sysconfig.get_config_var("Py_GIL_DISABLED") == 1 else "gil"


def spin(n: int) -> int:
    """Compute for `n` rounds in Python code and return what came out."""
    steps = 0
    value = 27
    while steps < n:
        value = value // 2 if value % 2 == 0 else 3 * value + 1
        steps += 1
    return value


def measure(model: Model, workers: int, n: int, *, timer: Callable[[], float] = time.perf_counter) -> Stats:
    """Measure `workers` calls of `spin(n)`: one after the other, in as many threads, or in as many processes."""
    start = timer()
    if model == "serial":
        for _ in range(workers):
            spin(n)
    else:
        kind = threading.Thread if model == "threads" else multiprocessing.Process
        crew = [kind(target=spin, args=(n,)) for _ in range(workers)]
        for worker in crew:
            worker.start()
    return Stats(model, workers, rounds=workers * n, seconds=timer() - start)


def speedups(stats: Mapping[str, Stats]) -> dict[str, float]:
    """Say how many times as fast as "serial" each measurement was."""
    serial = stats["serial"]
    found = {}
    for name, one in stats.items():
        if one.rounds != serial.rounds:
            raise ValueError(f"{name} did {one.rounds} rounds and serial {serial.rounds}: they cannot be compared")
        found[name] = serial.seconds / one.seconds
    return found


class SharedTotal:
    """A total that many threads add to. Nothing is ever changed: the numbers are kept, and added when asked for.

    `list.append` is one step for other threads, with the GIL and without: the list has a lock of its own there.
    """

    def __init__(self) -> None:
        self._numbers: list[int] = []

    def add(self, n: int) -> None:
        """Add `n`. May be called by any number of threads at once."""
        self._numbers.append(n)

    @property
    def value(self) -> int:
        """The sum of all numbers added, 0 at first."""
        return sum(self._numbers)


def main() -> None:
    print(f"this Python: {gil_state()}")
    models: tuple[Model, ...] = ("serial", "threads", "processes")
    for workers in (1, 2, 4):
        stats = {model: measure(model, workers, 500_000) for model in models}
        ratios = ", ".join(f"{model} {ratio:.2f}" for model, ratio in speedups(stats).items())
        print(f"{workers} workers: {ratios}")


if __name__ == "__main__":
    main()

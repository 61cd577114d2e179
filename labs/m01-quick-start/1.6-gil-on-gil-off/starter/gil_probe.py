"""Find out which lock this Python has, and measure what it does to threads that compute."""

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
    """Say what this interpreter does, now.

    "gil": one thread at a time runs Python code, in every Python before 3.13 and in the usual builds since.
    "free-threaded": this build has no such lock, or has it switched off. "free-threaded, gil re-enabled": the build
    could do without, and the lock is on all the same, for an extension module or because someone asked for it.
    """
    raise NotImplementedError("step 1: ask for the build and for the state")


def spin(n: int) -> int:
    """Compute for `n` rounds in Python code and return what came out.

    Twice the rounds are twice the work, at every call. Nothing in it waits or gives up the GIL by itself.
    """
    raise NotImplementedError("step 2: a loop that computes")


def measure(model: Model, workers: int, n: int, *, timer: Callable[[], float] = time.perf_counter) -> Stats:
    """Measure `workers` calls of `spin(n)`: one after the other, in as many threads, or in as many processes.

    The workers of "threads" and "processes" are at it all at once. The time is the difference of two readings of
    `timer`, which is read here and not in a worker: one before the first call begins, one after the last has ended.
    """
    raise NotImplementedError("step 2: the same work in three models")


def speedups(stats: Mapping[str, Stats]) -> dict[str, float]:
    """Say how many times as fast as "serial" each measurement was: 2.0 is half the time. "serial" itself is 1.0.

    Raises ValueError when the measurements did not do the same number of rounds: then no ratio of times means anything.
    """
    raise NotImplementedError("step 2: compare what can be compared")


class SharedTotal:
    """A total that many threads add to. No addition is lost, with the GIL or without."""

    def add(self, n: int) -> None:
        """Add `n`. May be called by any number of threads at once."""
        raise NotImplementedError("step 3: add, so that no other thread comes in between")

    @property
    def value(self) -> int:
        """The sum of all numbers added, 0 at first. Asked for when the threads are done."""
        raise NotImplementedError("step 3: the total")


def main() -> None:
    print(f"this Python: {gil_state()}")
    models: tuple[Model, ...] = ("serial", "threads", "processes")
    for workers in (1, 2, 4):
        stats = {model: measure(model, workers, 500_000) for model in models}
        ratios = ", ".join(f"{model} {ratio:.2f}" for model, ratio in speedups(stats).items())
        print(f"{workers} workers: {ratios}")


if __name__ == "__main__":
    main()

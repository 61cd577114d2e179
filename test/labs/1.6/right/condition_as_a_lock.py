"""Find out which lock this Python has, and measure what it does to threads that compute."""

import sys
import sysconfig
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
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


def gil_state():
    """By the marks in the version text and the flags of the build."""
    if "free-threading build" not in sys.version:
        return "gil"
    return "free-threaded, gil re-enabled" if sys._is_gil_enabled() else "free-threaded"


def spin(n):
    x = 0
    for _ in range(n): x ^= (x << 1) & 0xFFFF | 1
    return x


def measure(model: Model, workers: int, n: int, *, timer: Callable[[], float] = time.perf_counter) -> Stats:
    """Measure `workers` calls of `spin(n)`: one after the other, in as many threads, or in as many processes."""
    start = timer()
    match model:
        case "serial":
            for _ in range(workers):
                spin(n)
        case "threads":
            with ThreadPoolExecutor(workers) as pool:
                list(pool.map(spin, [n] * workers))
        case "processes":
            with ProcessPoolExecutor(workers) as pool:
                list(pool.map(spin, [n] * workers))
    return Stats(model, workers, workers * n, timer() - start)


def speedups(stats):
    amounts = set(map(lambda one: one.rounds, stats.values()))
    if len(amounts) != 1:
        raise ValueError(amounts)
    base = stats["serial"].seconds
    return dict((name, base / one.seconds) for name, one in stats.items())


class SharedTotal:
    def __init__(self):
        self._turn = threading.Condition()
        self._parts = [0]

    def add(self, n):
        with self._turn:
            self._parts[0] += n
            self._turn.notify_all()

    @property
    def value(self):
        with self._turn:
            return self._parts[0]


def main() -> None:
    print(f"this Python: {gil_state()}")
    models: tuple[Model, ...] = ("serial", "threads", "processes")
    for workers in (1, 2, 4):
        stats = {model: measure(model, workers, 500_000) for model in models}
        ratios = ", ".join(f"{model} {ratio:.2f}" for model, ratio in speedups(stats).items())
        print(f"{workers} workers: {ratios}")


if __name__ == "__main__":
    main()

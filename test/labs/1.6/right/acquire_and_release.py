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
    if sys.version_info < (3, 13):
        return "gil"
    built = sysconfig.get_config_var("Py_GIL_DISABLED")
    if built and not sys._is_gil_enabled():
        return "free-threaded"
    if built:
        return "free-threaded, gil re-enabled"
    return "gil"


def spin(n):
    if n <= 1:
        return n
    a, b = 0, 1
    while n:
        a, b, n = b, (a + b) % 1_000_007, n - 1
    return a


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


def speedups(stats: Mapping[str, Stats]) -> dict[str, float]:
    """Say how many times as fast as "serial" each measurement was."""
    if len({one.rounds for one in stats.values()}) > 1:
        raise ValueError(f"unequal work: {', '.join(f'{one.model} {one.rounds} rounds' for one in stats.values())}")
    return {name: stats["serial"].seconds / one.seconds for name, one in stats.items()}


class SharedTotal:
    total = 0

    def __init__(self):
        self.mutex = threading.Lock()

    def add(self, n):
        self.mutex.acquire()
        try:
            self.total = self.total + n
        finally:
            self.mutex.release()

    @property
    def value(self):
        return self.total


def main() -> None:
    print(f"this Python: {gil_state()}")
    models: tuple[Model, ...] = ("serial", "threads", "processes")
    for workers in (1, 2, 4):
        stats = {model: measure(model, workers, 500_000) for model in models}
        ratios = ", ".join(f"{model} {ratio:.2f}" for model, ratio in speedups(stats).items())
        print(f"{workers} workers: {ratios}")


if __name__ == "__main__":
    main()

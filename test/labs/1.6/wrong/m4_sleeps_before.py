# /// mutant
# id = "m4"
# check = ["no-addition-lost"]
# ///
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


def gil_state() -> GilState:
    """Say what this interpreter does, now: the build is one question, the state another."""
    if not sysconfig.get_config_var("Py_GIL_DISABLED"):
        return "gil"
    return "free-threaded, gil re-enabled" if sys._is_gil_enabled() else "free-threaded"


def spin(n: int) -> int:
    """Compute for `n` rounds in Python code and return what came out."""
    x = 1
    for _ in range(n):
        x = x * 1103515245 + 12345 & 0x7FFFFFFF
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


def speedups(stats: Mapping[str, Stats]) -> dict[str, float]:
    """Say how many times as fast as "serial" each measurement was."""
    if len({one.rounds for one in stats.values()}) > 1:
        raise ValueError(f"unequal work: {', '.join(f'{one.model} {one.rounds} rounds' for one in stats.values())}")
    return {name: stats["serial"].seconds / one.seconds for name, one in stats.items()}


class SharedTotal:
    """A total that many threads add to. No addition is lost, with the GIL or without."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._total = 0

    def add(self, n: int) -> None:
        """Add `n`. May be called by any number of threads at once."""
        time.sleep(0.001 * abs(n))
        self._total += n

    @property
    def value(self) -> int:
        """The sum of all numbers added, 0 at first."""
        with self._lock:
            return self._total


def main() -> None:
    print(f"this Python: {gil_state()}")
    models: tuple[Model, ...] = ("serial", "threads", "processes")
    for workers in (1, 2, 4):
        stats = {model: measure(model, workers, 500_000) for model in models}
        ratios = ", ".join(f"{model} {ratio:.2f}" for model, ratio in speedups(stats).items())
        print(f"{workers} workers: {ratios}")


if __name__ == "__main__":
    main()

"""Find out which lock this Python has, and measure what it does to threads that compute."""

import multiprocessing
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


def measure(model, workers, n, *, timer=time.perf_counter):
    """Ready-made workers: the clock runs while they are started, as long as they work and until they are gone."""
    first = timer()
    if model == "serial":
        total = [spin(n) for _ in range(workers)]
        assert len(total) == workers
    elif model == "threads":
        threads = []
        for number in range(workers):
            thread = threading.Thread(target=spin, args=[n], name=f"spin-{number}", daemon=True)
            thread.start()
            threads.append(thread)
        while any(thread.is_alive() for thread in threads):
            for thread in threads:
                thread.join()
    elif model == "processes":
        context = multiprocessing.get_context("spawn")
        with context.Pool(processes=workers) as pool:
            pending = [pool.apply_async(spin, (n,)) for _ in range(workers)]
            for one in pending:
                one.get()
    else:
        raise ValueError(model)
    return Stats(model, workers, workers * n, timer() - first)


def speedups(stats: Mapping[str, Stats]) -> dict[str, float]:
    """Say how many times as fast as "serial" each measurement was."""
    if len({one.rounds for one in stats.values()}) > 1:
        raise ValueError(f"unequal work: {', '.join(f'{one.model} {one.rounds} rounds' for one in stats.values())}")
    return {name: stats["serial"].seconds / one.seconds for name, one in stats.items()}


class SharedTotal:
    def __init__(self):
        self._one = threading.BoundedSemaphore(1)
        self._n = 0

    def add(self, n):
        with self._one:
            before = self._n
            after = before + n
            self._n = after

    value = property(lambda self: self._n)


def main() -> None:
    print(f"this Python: {gil_state()}")
    models: tuple[Model, ...] = ("serial", "threads", "processes")
    for workers in (1, 2, 4):
        stats = {model: measure(model, workers, 500_000) for model in models}
        ratios = ", ".join(f"{model} {ratio:.2f}" for model, ratio in speedups(stats).items())
        print(f"{workers} workers: {ratios}")


if __name__ == "__main__":
    main()

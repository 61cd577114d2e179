"""Find out which lock this Python has, and measure what it does to threads that compute."""

import sys
import sysconfig
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
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


def spin(n):
    found = 0
    for candidate in range(n):
        if candidate % 3 == 0 or candidate % 5 == 0:
            found += 1
    return found


def _executor(kind):
    def run(workers, n):
        with kind(max_workers=workers) as pool:
            for future in as_completed([pool.submit(spin, n) for _ in range(workers)]):
                future.result()

    return run


def _in_turn(workers, n):
    for _ in range(workers):
        spin(n)


RUN = {"serial": _in_turn, "threads": _executor(ThreadPoolExecutor), "processes": _executor(ProcessPoolExecutor)}


def measure(model, workers, n, *, timer=time.perf_counter):
    began = timer()
    RUN[model](workers, n)
    ended = timer()
    return Stats(model=model, workers=workers, rounds=n * workers, seconds=ended - began)


def speedups(stats: Mapping[str, Stats]) -> dict[str, float]:
    """Say how many times as fast as "serial" each measurement was."""
    if len({one.rounds for one in stats.values()}) > 1:
        raise ValueError(f"unequal work: {', '.join(f'{one.model} {one.rounds} rounds' for one in stats.values())}")
    return {name: stats["serial"].seconds / one.seconds for name, one in stats.items()}


class SharedTotal:
    def __init__(self):
        self._lock = threading.RLock()
        self._value = 0

    @property
    def value(self):
        with self._lock:
            return self._value

    def add(self, n):
        with self._lock:
            self._value = self.value + n


def main() -> None:
    print(f"this Python: {gil_state()}")
    models: tuple[Model, ...] = ("serial", "threads", "processes")
    for workers in (1, 2, 4):
        stats = {model: measure(model, workers, 500_000) for model in models}
        ratios = ", ".join(f"{model} {ratio:.2f}" for model, ratio in speedups(stats).items())
        print(f"{workers} workers: {ratios}")


if __name__ == "__main__":
    main()

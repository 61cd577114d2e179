"""Philosophers around a table: forks are locks, the waiter counts seats."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal, get_args

Strategy = Literal["ordered", "waiter", "try"]


class Table:
    """A round table. Fork `i` lies between seat `i - 1` and seat `i`."""

    def __init__(self, n: int, strategy: Strategy) -> None:
        if n < 2:
            raise ValueError(f"a table has at least 2 seats, not {n}")
        if strategy not in get_args(Strategy):
            raise ValueError(f"no strategy {strategy!r}")
        self.n = n
        self.strategy = strategy
        self._forks = [threading.Lock() for _ in range(n)]
        self._seats = threading.Semaphore(n - 1)

    def dine(self, i: int, meals: int, on_eat: Callable[[int], None]) -> None:
        for _ in range(meals):
            with self._both_forks(i):
                on_eat(i)

    @contextmanager
    def _both_forks(self, i: int) -> Iterator[None]:
        left, right = i, (i + 1) % self.n
        if self.strategy == "ordered":
            with self._forks[min(left, right)], self._forks[max(left, right)]:
                yield
        elif self.strategy == "waiter":
            with self._seats, self._forks[left], self._forks[right]:
                yield
        else:
            self._try_until_both(self._forks[left], self._forks[right])
            try:
                yield
            finally:
                self._forks[right].release()
                self._forks[left].release()

    def _try_until_both(self, first: threading.Lock, second: threading.Lock) -> None:
        while True:
            first.acquire()
            if second.acquire(blocking=False):
                return
            first.release()
            time.sleep(random.uniform(0.0, 0.002))  # of different length for each, or they step back in step


def run(table: Table, meals: int) -> list[int]:
    """Let every philosopher dine in a thread of its own; how many meals each has eaten."""
    eaten = [0] * table.n

    def on_eat(i: int) -> None:
        eaten[i] += 1  # only philosopher i's thread writes item i

    threads = [threading.Thread(target=table.dine, args=(i, meals, on_eat), name=f"{i}") for i in range(table.n)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return eaten


def main() -> None:
    for strategy in get_args(Strategy):
        print(f"{strategy:8}", run(Table(5, strategy), meals=3))


if __name__ == "__main__":
    main()

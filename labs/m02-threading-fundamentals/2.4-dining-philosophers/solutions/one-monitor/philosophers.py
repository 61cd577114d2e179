"""Philosophers around a table: forks are flags in one monitor, and nobody ever waits with a fork in hand."""

import threading
from collections.abc import Callable
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
        self._lies = [True] * n
        self._put_back = threading.Condition()

    def dine(self, i: int, meals: int, on_eat: Callable[[int], None]) -> None:
        forks = sorted((i, (i + 1) % self.n))
        for _ in range(meals):
            self._take(forks)
            try:
                on_eat(i)
            finally:
                self._put(forks)

    def _take(self, forks: list[int]) -> None:
        with self._put_back:
            if self.strategy == "ordered":
                for one in forks:
                    self._put_back.wait_for(lambda one=one: self._lies[one])  # type: ignore[misc]
                    self._lies[one] = False
                return
            # "waiter": called when both lie there. "try": looks again each time a fork is put back.
            self._put_back.wait_for(lambda: all(self._lies[one] for one in forks))
            for one in forks:
                self._lies[one] = False

    def _put(self, forks: list[int]) -> None:
        with self._put_back:
            for one in forks:
                self._lies[one] = True
            self._put_back.notify_all()


def run(table: Table, meals: int) -> list[int]:
    """Let every philosopher dine in a thread of its own; how many meals each has eaten."""
    eaten: list[int] = []  # one number for each meal; append is one step
    threads = [threading.Thread(target=table.dine, args=(i, meals, eaten.append)) for i in range(table.n)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return [eaten.count(i) for i in range(table.n)]


def main() -> None:
    for strategy in get_args(Strategy):
        print(f"{strategy:8}", run(Table(5, strategy), meals=3))


if __name__ == "__main__":
    main()

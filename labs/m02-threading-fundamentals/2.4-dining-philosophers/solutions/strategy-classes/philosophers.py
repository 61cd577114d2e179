"""Philosophers around a table: one class for each strategy, the dinner written once."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Literal

Strategy = Literal["ordered", "waiter", "try"]


class Etiquette(ABC):
    """How philosopher `i` comes by forks `i` and `(i + 1) % n`, and gives them back."""

    def __init__(self, n: int) -> None:
        self.n = n

    @abstractmethod
    def take(self, i: int) -> None: ...

    @abstractmethod
    def put(self, i: int) -> None: ...


class Ordered(Etiquette):
    """All reach for their left fork first, but the last one, who starts on the right: no ring can close."""

    def __init__(self, n: int) -> None:
        super().__init__(n)
        self.forks = [threading.Lock() for _ in range(n)]

    def take(self, i: int) -> None:
        left, right = self.forks[i], self.forks[(i + 1) % self.n]
        first, second = (right, left) if i == self.n - 1 else (left, right)
        first.acquire()
        second.acquire()

    def put(self, i: int) -> None:
        self.forks[i].release()
        self.forks[(i + 1) % self.n].release()


class Waiter(Etiquette):
    """The waiter keeps the list of who eats, and calls a philosopher once neither neighbour is on it."""

    def __init__(self, n: int) -> None:
        super().__init__(n)
        self.room = threading.Lock()
        self.calls = [threading.Condition(self.room) for _ in range(n)]
        self.eats = [False] * n

    def free(self, i: int) -> bool:
        return not self.eats[(i - 1) % self.n] and not self.eats[(i + 1) % self.n]

    def take(self, i: int) -> None:
        with self.room:
            while not self.free(i):
                self.calls[i].wait()
            self.eats[i] = True

    def put(self, i: int) -> None:
        with self.room:
            self.eats[i] = False
            for neighbour in ((i - 1) % self.n, (i + 1) % self.n):
                self.calls[neighbour].notify()


class Try(Ordered):
    """Who cannot have the second fork puts the first one back, then waits for the one that was missing."""

    def take(self, i: int) -> None:
        first, second = sorted((i, (i + 1) % self.n))
        while True:
            self.forks[first].acquire()
            if self.forks[second].acquire(blocking=False):
                return
            self.forks[first].release()
            first, second = second, first


ETIQUETTES: dict[str, type[Etiquette]] = {"ordered": Ordered, "waiter": Waiter, "try": Try}


class Table:
    """A round table. Fork `i` lies between seat `i - 1` and seat `i`."""

    def __init__(self, n: int, strategy: Strategy) -> None:
        if n < 2:
            raise ValueError(f"a table has at least 2 seats, not {n}")
        if strategy not in ETIQUETTES:
            raise ValueError(f"no strategy {strategy!r}")
        self.n = n
        self.strategy = strategy
        self._etiquette = ETIQUETTES[strategy](n)

    def dine(self, i: int, meals: int, on_eat: Callable[[int], None]) -> None:
        for _ in range(meals):
            self._etiquette.take(i)
            try:
                on_eat(i)
            finally:
                self._etiquette.put(i)


def run(table: Table, meals: int) -> list[int]:
    """Let every philosopher dine in a thread of its own; how many meals each has eaten."""

    def eat_at(i: int) -> int:
        eaten = []
        table.dine(i, meals, eaten.append)
        return len(eaten)

    with ThreadPoolExecutor(max_workers=table.n) as pool:
        return list(pool.map(eat_at, range(table.n)))


def main() -> None:
    strategies: tuple[Strategy, ...] = ("ordered", "waiter", "try")
    for strategy in strategies:
        print(f"{strategy:8}", run(Table(5, strategy), meals=3))


if __name__ == "__main__":
    main()

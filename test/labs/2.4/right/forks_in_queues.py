# a fork is a token in a queue
import queue
import threading
from collections.abc import Callable
from typing import Literal, get_args

Strategy = Literal["ordered", "waiter", "try"]


class Table:
    def __init__(self, n: int, strategy: Strategy) -> None:
        if n < 2:
            raise ValueError(f"a table has at least 2 seats, not {n}")
        if strategy not in get_args(Strategy):
            raise ValueError(f"no strategy {strategy!r}")
        self.n = n
        self.strategy = strategy
        self.forks: list[queue.Queue[int]] = [queue.Queue(1) for _ in range(n)]
        for number, fork in enumerate(self.forks):
            fork.put(number)
        self.chairs: queue.Queue[str] = queue.Queue()
        for _ in range(n - 1):
            self.chairs.put("chair")

    def dine(self, i: int, meals: int, on_eat: Callable[[int], None]) -> None:
        for _ in range(meals):
            if self.strategy == "ordered":
                self._ordered(i, on_eat)
            elif self.strategy == "waiter":
                self._waiter(i, on_eat)
            else:
                self._try(i, on_eat)

    def _ordered(self, i: int, on_eat: Callable[[int], None]) -> None:
        low, high = sorted((i, (i + 1) % self.n))
        one = self.forks[low].get()
        two = self.forks[high].get()
        try:
            on_eat(i)
        finally:
            self.forks[high].put(two)
            self.forks[low].put(one)

    def _waiter(self, i: int, on_eat: Callable[[int], None]) -> None:
        chair = self.chairs.get()
        try:
            self._ordered(i, on_eat)
        finally:
            self.chairs.put(chair)

    def _try(self, i: int, on_eat: Callable[[int], None]) -> None:
        left, right = self.forks[i], self.forks[(i + 1) % self.n]
        while True:
            one = left.get()
            try:
                two = right.get_nowait()
            except queue.Empty:
                left.put(one)
                continue
            break
        try:
            on_eat(i)
        finally:
            left.put(one)
            right.put(two)


def run(table: Table, meals: int) -> list[int]:
    eaten = [0] * table.n

    def on_eat(i: int) -> None:
        eaten[i] += 1

    threads = [threading.Thread(target=table.dine, args=(i, meals, on_eat)) for i in range(table.n)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return eaten

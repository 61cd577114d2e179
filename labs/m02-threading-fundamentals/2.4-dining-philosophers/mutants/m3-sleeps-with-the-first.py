# /// mutant
# id = "m3"
# title = "The first fork is kept while the second is missing"
# check = ["try-keeps-no-fork", "try-everyone-eats"]
# feedback = """
# Not waiting for the second fork is only half of the idea. As long as you hold the first one, your neighbour
# cannot eat with it, and the one you are waiting for may be waiting for that neighbour. Put it back before you
# try again.
# """
# ///
import threading
import time
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
        self.forks = [threading.Lock() for _ in range(n)]
        self.seats = threading.Semaphore(n - 1)

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
        with self.forks[low], self.forks[high]:
            on_eat(i)

    def _waiter(self, i: int, on_eat: Callable[[int], None]) -> None:
        with self.seats, self.forks[i], self.forks[(i + 1) % self.n]:
            on_eat(i)

    def _try(self, i: int, on_eat: Callable[[int], None]) -> None:
        left, right = self.forks[i], self.forks[(i + 1) % self.n]
        with left:
            while not right.acquire(timeout=0.1):
                time.sleep(0.05)
            try:
                on_eat(i)
            finally:
                right.release()


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

# /// mutant
# id = "m7"
# title = "A fork is in two hands at once"
# check = ["try-everyone-eats"]
# feedback = """
# Two neighbours share one fork. Whatever stands for that fork has to be one object that both of them take, at
# the table and not in the call, and it has to be held as long as the meal lasts.
# """
# ///
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
        while True:
            with left:
                if right.acquire(blocking=False):
                    right.release()
                    break
        on_eat(i)


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

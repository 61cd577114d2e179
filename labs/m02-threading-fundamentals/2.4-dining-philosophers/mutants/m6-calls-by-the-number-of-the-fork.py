# /// mutant
# id = "m6"
# title = "The waiter calls the wrong philosopher"
# check = ["waiter-never-stands-still"]
# feedback = """
# A word to a philosopher whose neighbour still eats is lost: it looks, finds a fork missing and waits again,
# and the one who could eat was not told. Whoever puts forks down changes the state for both neighbours, so
# either both are told, or everybody is and looks for itself.
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
        self.free = [True] * n
        self.waiter = threading.Lock()
        self.calls = [threading.Condition(self.waiter) for _ in range(n)]

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
        left, right = i, (i + 1) % self.n
        with self.waiter:
            while not (self.free[left] and self.free[right]):
                self.calls[i].wait()
            self.free[left] = self.free[right] = False
        try:
            on_eat(i)
        finally:
            with self.waiter:
                self.free[left] = self.free[right] = True
                self.calls[left].notify()
                self.calls[right].notify()

    def _try(self, i: int, on_eat: Callable[[int], None]) -> None:
        left, right = self.forks[i], self.forks[(i + 1) % self.n]
        while True:
            with left:
                if right.acquire(blocking=False):
                    try:
                        on_eat(i)
                    finally:
                        right.release()
                    return


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

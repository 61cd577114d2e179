# tries again without a pause; asks the waiter again and again
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
        self.book = threading.Lock()
        self.taken = [False] * n

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
        forks = (i, (i + 1) % self.n)
        while not self._granted(forks):
            time.sleep(0.001)
        try:
            on_eat(i)
        finally:
            with self.book:
                for one in forks:
                    self.taken[one] = False

    def _try(self, i: int, on_eat: Callable[[int], None]) -> None:
        while True:
            self.forks[i].acquire()
            if self.forks[(i + 1) % self.n].acquire(blocking=False):
                break
            self.forks[i].release()
        try:
            on_eat(i)
        finally:
            self.forks[i].release()
            self.forks[(i + 1) % self.n].release()

    def _granted(self, forks: tuple[int, int]) -> bool:
        with self.book:
            if any(self.taken[one] for one in forks):
                return False
            for one in forks:
                self.taken[one] = True
            return True


def run(table: Table, meals: int) -> list[int]:
    class Philosopher(threading.Thread):
        def __init__(self, i: int) -> None:
            super().__init__(name=f"philosopher {i}")
            self.i = i
            self.eaten = 0

        def on_eat(self, i: int) -> None:
            self.eaten += 1

        def run(self) -> None:
            table.dine(self.i, meals, self.on_eat)

    philosophers = [Philosopher(i) for i in range(table.n)]
    for one in philosophers:
        one.start()
    for one in philosophers:
        one.join()
    return [one.eaten for one in philosophers]

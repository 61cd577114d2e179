# a semaphore for each philosopher: who leaves looks after both neighbours
import threading
from collections import Counter
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
        self.mutex = threading.Lock()
        self.state = ["thinks"] * n
        self.called = [threading.Semaphore(0) for _ in range(n)]

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
        with self.mutex:
            self.state[i] = "hungry"
            self._test(i)
        self.called[i].acquire()
        try:
            on_eat(i)
        finally:
            with self.mutex:
                self.state[i] = "thinks"
                self._test((i - 1) % self.n)
                self._test((i + 1) % self.n)

    def _try(self, i: int, on_eat: Callable[[int], None]) -> None:
        left, right = self.forks[i], self.forks[(i + 1) % self.n]
        eaten = False
        while not eaten:
            if left.acquire(False):
                try:
                    if right.acquire(False):
                        try:
                            on_eat(i)
                            eaten = True
                        finally:
                            right.release()
                finally:
                    left.release()

    def _test(self, i: int) -> None:
        beside = self.state[(i - 1) % self.n], self.state[(i + 1) % self.n]
        if self.state[i] == "hungry" and "eats" not in beside:
            self.state[i] = "eats"
            self.called[i].release()


def run(table: Table, meals: int) -> list[int]:
    counts: Counter[int] = Counter()
    lock = threading.Lock()

    def on_eat(i: int) -> None:
        with lock:
            counts[i] += 1

    def philosopher(i: int) -> None:
        table.dine(i, meals, on_eat)

    threads = [threading.Thread(target=philosopher, args=(i,), daemon=True) for i in range(table.n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [counts[i] for i in range(table.n)]

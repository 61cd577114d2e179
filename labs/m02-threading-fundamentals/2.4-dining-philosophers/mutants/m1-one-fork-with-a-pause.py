# /// mutant
# id = "m1"
# title = "Left fork first, then the right one, for everybody"
# check = ["ordered-never-stands-still"]
# feedback = """
# Each step is sensible for one philosopher, and the rule is the same for all of them: that closes the ring.
# When all hold the left fork, each waits for a fork that its neighbour gives back only after eating. A deadlock
# needs such a ring; if every thread takes its locks in one order that holds for all of them, the ring cannot
# close. Which order do the numbers of the forks suggest?
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
        with self.forks[i]:
            time.sleep(0.001 * i)
            with self.forks[(i + 1) % self.n]:
                on_eat(i)

    def _waiter(self, i: int, on_eat: Callable[[int], None]) -> None:
        with self.seats, self.forks[i], self.forks[(i + 1) % self.n]:
            on_eat(i)

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

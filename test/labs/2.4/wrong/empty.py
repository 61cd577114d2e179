# /// mutant
# check = ["ordered-never-stands-still", "run-counts-the-meals"]
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

    def dine(self, i: int, meals: int, on_eat: Callable[[int], None]) -> None:
        # nothing yet
        ...


def run(table: Table, meals: int) -> list[int]:
    return []

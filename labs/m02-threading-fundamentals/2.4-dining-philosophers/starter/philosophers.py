"""Philosophers around a table: a fork between every two, two forks to eat, and three ways not to stand still."""

from collections.abc import Callable
from typing import Literal, get_args

Strategy = Literal["ordered", "waiter", "try"]


class Table:
    """A round table with `n` seats and `n` forks, at least 2.

    Fork `i` lies between seat `i - 1` and seat `i`, so philosopher `i` needs fork `i` and fork `(i + 1) % n`.
    Raises ValueError for fewer than two seats and for an unknown strategy.
    """

    def __init__(self, n: int, strategy: Strategy) -> None:
        if n < 2:
            raise ValueError(f"a table has at least 2 seats, not {n}")
        if strategy not in get_args(Strategy):
            raise ValueError(f"no strategy {strategy!r}")
        self.n = n
        self.strategy = strategy

    def dine(self, i: int, meals: int, on_eat: Callable[[int], None]) -> None:
        """Let philosopher `i` eat `meals` times: take both forks, call `on_eat(i)`, put both back.

        Called by one thread for each philosopher. An exception of `on_eat` ends this philosopher's dinner and
        leaves `dine`; both forks lie on the table by then.
        """
        raise NotImplementedError("step 1: ordered; step 2: waiter; step 3: try")


def run(table: Table, meals: int) -> list[int]:
    """Let every philosopher of `table` dine in a thread of its own, and wait until all have finished.

    Returns how many meals each has eaten, counted when they are eaten: item `i` is that of philosopher `i`.
    """
    raise NotImplementedError("step 1: one thread for each philosopher")


def main() -> None:
    for strategy in get_args(Strategy):
        print(f"{strategy:8}", run(Table(5, strategy), meals=3))


if __name__ == "__main__":
    main()

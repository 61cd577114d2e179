"""Every thread that can run is equally likely at every step."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from labkit.explore.engine.task import Task
from labkit.explore.strategies.births import birth

One = TypeVar("One")
_TICKS = 0.2


def pick(draw: float, ready: Sequence[One]) -> One:
    """The thread that `draw`, from 0 up to but not including 1, falls on: `ready` in the order of thread numbers."""
    return ready[int(draw * len(ready))]


class RandomWalk:
    """The n-th choice among two or more threads is `pick` of the n-th number of `random.Random(seed)`; nothing is
    drawn where one thread only can run, so the walk can be redrawn from the seed and the threads that were ready.

    `births`: threads are started at once, without a draw. `early`: timers may fire while threads can still run, with
    probability 0.2 at each step (drawn in between).
    """

    def __init__(self, seed: str | int, *, births: bool = False, early: bool = False) -> None:
        self._draw = Random(seed).random
        self._births = births
        self.early = early

    def begin(self) -> bool:
        return True

    def choose(self, ready: list[Task], me: Task) -> Task:
        if len(ready) == 1:
            return ready[0]
        born = birth(ready, me) if self._births else None
        return born or pick(self._draw(), ready)

    def ticks(self, ready: list[Task]) -> bool:
        return self._draw() < _TICKS

    def end(self, steps: int) -> None:
        pass

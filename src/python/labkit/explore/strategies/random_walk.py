"""Every thread that can run is equally likely at every step."""

from __future__ import annotations

from random import Random

from labkit.explore.engine.task import Task

_TICKS = 0.2


class RandomWalk:
    """`early`: timers may fire while threads can still run, with probability 0.2 at each step."""

    def __init__(self, seed: str, *, early: bool = False) -> None:
        self._draw = Random(seed).random
        self.early = early

    def begin(self) -> bool:
        return True

    def choose(self, ready: list[Task], me: Task) -> Task:
        count = len(ready)
        return ready[0] if count == 1 else ready[int(self._draw() * count)]

    def ticks(self, ready: list[Task]) -> bool:
        return self._draw() < _TICKS

    def end(self, steps: int) -> None:
        pass

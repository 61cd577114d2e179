"""Follows a recorded schedule, strictly for a replay, leniently for a try at a shorter one."""

from __future__ import annotations

from labkit.explore.engine.operation import TICK
from labkit.explore.engine.task import Task


class Script:
    """`turns`: thread by step, TICK for the clock. `diverged`: the step at which the program went another way.

    Lenient: a thread that cannot run is skipped, and at the end each thread runs until it waits. Strict: both are a
    divergence, and the schedule is finished that way so that it ends.
    """

    def __init__(self, turns: list[int], *, lenient: bool = False) -> None:
        self._turns = turns
        self._at = 0
        self._lenient = lenient
        self.early = TICK in turns
        self.diverged: int | None = None

    def begin(self) -> bool:
        return True

    def ticks(self, ready: list[Task]) -> bool:
        if self._at < len(self._turns) and self._turns[self._at] == TICK:
            self._at += 1
            return True
        return False

    def choose(self, ready: list[Task], me: Task) -> Task:
        while self._at < len(self._turns):
            wanted = self._turns[self._at]
            self._at += 1
            for task in ready:
                if task.index == wanted:
                    return task
            if not self._lenient:
                break
        if not self._lenient and self.diverged is None:
            self.diverged = self._at
        return me if me in ready else ready[0]

    def end(self, steps: int) -> None:
        if self._at < len(self._turns) and self.diverged is None:
            self.diverged = self._at

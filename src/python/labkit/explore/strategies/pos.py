"""Partial order sampling: priorities belong to operations, and those that meet a chosen one draw again.

Yuan, Yang, Gu, CAV 2018, algorithm 2.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from labkit.explore.engine.operation import Operation
from labkit.explore.engine.task import Task
from labkit.explore.strategies.births import birth


class Pos:
    """`operation` tells what a thread announced."""

    def __init__(self, seed: str, operation: Callable[[Task], Operation], *, early: bool = False) -> None:
        self._draw = Random(seed).random
        self._operation = operation
        self.early = early

    def begin(self) -> bool:
        self._priorities: dict[int, float] = {}
        return True

    def choose(self, ready: list[Task], me: Task) -> Task:
        priorities = self._priorities
        chosen = ready[0]
        if len(ready) > 1:
            born = birth(ready, me)
            if born is not None:
                return born
            top = -1.0
            for task in ready:
                priority = priorities.get(task.index)
                if priority is None:
                    priority = priorities[task.index] = self._draw()
                if priority > top:
                    chosen, top = task, priority
            done = self._operation(chosen)
            for task in ready:
                if task is not chosen and self._operation(task).conflicts(done):
                    priorities[task.index] = self._draw()
        priorities.pop(chosen.index, None)
        return chosen

    def ticks(self, ready: list[Task]) -> bool:
        return self._draw() < 0.15

    def end(self, steps: int) -> None:
        pass

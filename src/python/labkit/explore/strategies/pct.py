"""Probabilistic concurrency testing: priorities with d - 1 random points of change.

Burckhardt, Kothari, Musuvathi, Nagarakatte, ASPLOS 2010, section 3. A bug of depth d is found with probability at
least 1/(n * k^(d-1)) for n threads and k steps. k is learnt from the schedules before.
"""

from __future__ import annotations

from random import Random

from labkit.explore.engine.task import Task


class Pct:
    """`depth` (3): how many ordering constraints a bug may need."""

    def __init__(self, seed: str, *, depth: int = 3, early: bool = False) -> None:
        self._random = Random(seed)
        self._depth = depth
        self._longest = 20
        self.early = early

    def begin(self) -> bool:
        self._priorities: dict[int, float] = {}
        self._changes = {self._random.randrange(self._longest): -one for one in range(1, self._depth)}
        self._step = 0
        return True

    def choose(self, ready: list[Task], me: Task) -> Task:
        priorities = self._priorities
        best = ready[0]
        top = -1e9
        for task in ready:
            priority = priorities.get(task.index)
            if priority is None:
                priority = priorities[task.index] = self._random.random()
            if priority > top:
                best, top = task, priority
        change = self._changes.pop(self._step, None)
        self._step += 1
        if change is not None and len(ready) > 1:
            priorities[best.index] = float(change)
            return max(ready, key=lambda task: priorities[task.index])
        return best

    def ticks(self, ready: list[Task]) -> bool:
        return self._random.random() < 0.1

    def end(self, steps: int) -> None:
        self._longest = max(self._longest, self._step)

"""Probabilistic concurrency testing: priorities with d - 1 random points of change.

Burckhardt, Kothari, Musuvathi, Nagarakatte, ASPLOS 2010, section 3. A bug of depth d is found with probability at
least 1/(n * k^(d-1)) for n threads and k steps. Here k counts only the steps where threads can meet, as the schedule
before had them: a change of priority anywhere else has the same effect at the next of these.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from labkit.explore.engine.operation import Operation
from labkit.explore.engine.task import Task
from labkit.explore.strategies.births import birth
from labkit.explore.strategies.encounters import Encounters

_PATIENCE = 200
"""Steps in a row after which a thread that others could replace spins, most likely: it goes last then."""


class Pct:
    """`operation` tells what a thread announced. `depth` (3): how many ordering constraints a bug may need."""

    def __init__(
        self, seed: str, operation: Callable[[Task], Operation], *, depth: int = 3, early: bool = False
    ) -> None:
        self._random = Random(seed)
        self._encounters = Encounters(operation)
        self._depth = depth
        self._steps = 20
        self._step = 0
        self.early = early

    def begin(self) -> bool:
        self._encounters.begin()
        self._priorities: dict[int, float] = {}
        self._changes = {self._random.randrange(self._steps): -one for one in range(1, self._depth)}
        self._step = 0
        self._alone = 0
        self._lowest = float(-self._depth)
        return True

    def choose(self, ready: list[Task], me: Task) -> Task:
        best = ready[0] if len(ready) == 1 else birth(ready, me) or self._in_order(ready, me)
        self._encounters.took(best)
        return best

    def _in_order(self, ready: list[Task], me: Task) -> Task:
        best = self._first(ready)
        self._alone = self._alone + 1 if best is me else 0
        if self._alone > _PATIENCE:
            self._alone = 0
            self._lowest -= 1.0
            self._priorities[best.index] = self._lowest
            return self._first(ready)
        if self._encounters.contested and self._encounters.place(best) not in self._encounters.contested:
            return best
        change = self._changes.get(self._step)
        self._step += 1
        if change is None:
            return best
        self._priorities[best.index] = float(change)
        return self._first(ready)

    def _first(self, ready: list[Task]) -> Task:
        priorities = self._priorities
        best = ready[0]
        top = -1e9
        for task in ready:
            priority = priorities.get(task.index)
            if priority is None:
                priority = priorities[task.index] = self._random.random()
            if priority > top:
                best, top = task, priority
        return best

    def ticks(self, ready: list[Task]) -> bool:
        return self._random.random() < 0.1

    def end(self, steps: int) -> None:
        self._encounters.end()
        self._steps = max(self._step, 2)

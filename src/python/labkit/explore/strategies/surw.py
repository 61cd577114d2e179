"""Selectively uniform random walk: every order of the operations on a few objects is equally likely.

Zhao, Wolff, Mathur, Roychoudhury, ASPLOS 2025, algorithm 2. Orders that are few are drawn without repetition.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable
from itertools import accumulate
from random import Random

from labkit.explore.engine.operation import Operation
from labkit.explore.engine.task import Task
from labkit.explore.strategies.births import birth
from labkit.explore.strategies.encounters import Encounters, Place

_OBJECTS = (1, 1, 2, 3)
_FEW = 6
_TRIES = 8
_PATIENCE = 200
"""Steps without one of the ordered operations after which a thread spins, most likely: the order is let go then."""


class Surw:
    """`operation` tells what a thread announced."""

    def __init__(self, seed: str, operation: Callable[[Task], Operation], *, early: bool = False) -> None:
        self._draw = Random(seed).random
        self._encounters = Encounters(operation)
        self._weights: list[float] = []
        self._tried: set[tuple[tuple[Place, ...], tuple[int, ...], bool, bool]] = set()
        self.early = early

    def begin(self) -> bool:
        self._encounters.begin()
        for _ in range(_TRIES):
            places, order = self._order_some()
            self._stays = self._draw() < 0.75
            # Who does more than it did last time has no turn in the order: it goes at once, or after all turns.
            self._lets_pass = self._draw() < 0.5
            plan = (places, tuple(order), self._stays, self._lets_pass)
            if plan not in self._tried:
                break
        self._waited = 0
        if len(order) <= _FEW:
            self._tried.add(plan)
        self._wanted = frozenset(places)
        self._order = order
        return True

    def _order_some(self) -> tuple[tuple[Place, ...], list[int]]:
        """Some objects, and in which order the threads come to them, the last one first."""
        objects = self._encounters.objects
        if not objects:
            return (), []
        count = _OBJECTS[int(self._draw() * len(_OBJECTS))]
        some = {objects[bisect(self._weights, self._draw() * self._weights[-1])] for _ in range(count)}
        places = tuple(sorted(place for one in some for place in one))
        order = [place[0] for place in places for _ in range(self._encounters.counts[place])]
        for at in range(len(order) - 1, 0, -1):
            other = int(self._draw() * (at + 1))
            order[at], order[other] = order[other], order[at]
        return places, order

    def choose(self, ready: list[Task], me: Task) -> Task:
        chosen = ready[0]
        if len(ready) > 1:
            chosen = birth(ready, me) or self._in_order(ready, me)
        self._waited += 1
        if self._encounters.took(chosen) in self._wanted:
            self._end_turn(chosen.index)
        return chosen

    def _in_order(self, ready: list[Task], me: Task) -> Task:
        place = self._encounters.place
        if self._waited > _PATIENCE:
            return ready[int(self._draw() * len(ready))]
        turn = self._order[-1] if self._order else None
        free = [
            task for task in ready
            if turn is None or task.index == turn or place(task) not in self._wanted
            or (self._lets_pass and task.index not in self._order)
        ] or ready  # fmt: skip
        return me if self._stays and me in free else free[int(self._draw() * len(free))]

    def _end_turn(self, thread: int) -> None:
        """The turn may have come too early: whose it was could not run."""
        self._waited = 0
        for at in range(len(self._order) - 1, -1, -1):
            if self._order[at] == thread:
                del self._order[at]
                return

    def ticks(self, ready: list[Task]) -> bool:
        return self._draw() < 0.1

    def end(self, steps: int) -> None:
        self._encounters.end()
        # An object that is seldom met has few orders: it is taken more often, and they are soon all tried.
        events = (sum(map(self._encounters.counts.__getitem__, places)) for places in self._encounters.objects)
        self._weights = list(accumulate(1 / count for count in events))

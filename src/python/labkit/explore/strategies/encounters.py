"""Which objects the threads of a schedule meet at, learnt from one schedule for the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from labkit.explore.engine.operation import ACQUIRE, READ, RELEASE, TRY, WRITE, Operation
from labkit.explore.engine.task import Task

Place = tuple[int, int]
"""A thread, and the number of an object in the order in which that thread first came to it: the same in each schedule
as long as the thread goes the same way."""

_SHARED = frozenset((READ, WRITE, ACQUIRE, TRY, RELEASE))
_CHANGING = frozenset((WRITE, ACQUIRE, TRY))


class Encounters:
    """`begin` before a schedule, `place` for what each ready thread announced, `took` for the step chosen, `end` after.

    `objects`: per object that several threads came to and one changed, their places in it; `contested`: all of these
    places; `counts`: operations by place. All three are of the last schedule that ended.
    """

    def __init__(self, operation: Callable[[Task], Operation]) -> None:
        self._operation = operation
        self.objects: list[tuple[Place, ...]] = []
        self.contested: frozenset[Place] = frozenset()
        self.counts: dict[Place, int] = {}
        self.begin()

    def begin(self) -> None:
        self._announced: dict[int, Place | None] = {}
        self._places: dict[tuple[int, int, str], Place] = {}
        self._numbers: dict[int, int] = {}
        self._taken: dict[Place, int] = {}
        self._sharers: dict[tuple[int, str], set[Place]] = {}
        self._changed: set[tuple[int, str]] = set()
        self._alive: list[Any] = []

    def place(self, task: Task) -> Place | None:
        """Where the thread's announced operation is; None if no other thread can notice it."""
        if task.index in self._announced:
            return self._announced[task.index]
        place = self._announced[task.index] = self._find(task) if task.kind in _SHARED else None
        return place

    def _find(self, task: Task) -> Place:
        step = self._operation(task)
        target = (id(step.target), step.name)
        place = self._places.get((task.index, *target))
        if place is None:
            number = self._numbers[task.index] = self._numbers.get(task.index, 0) + 1
            place = self._places[(task.index, *target)] = (task.index, number)
            self._sharers.setdefault(target, set()).add(place)
            self._alive.append(step.target)
        if step.kind in _CHANGING:
            self._changed.add(target)
        return place

    def took(self, task: Task) -> Place | None:
        """Notes that the thread goes on, and returns where."""
        place = self.place(task)
        del self._announced[task.index]
        if place is not None:
            self._taken[place] = self._taken.get(place, 0) + 1
        return place

    def end(self) -> None:
        self.counts = self._taken
        shared = (
            tuple(sorted(place for place in places if place in self._taken))
            for target, places in self._sharers.items() if target in self._changed
        )  # fmt: skip
        self.objects = sorted(places for places in shared if len({thread for thread, _ in places}) > 1)
        self.contested = frozenset(place for places in self.objects for place in places)

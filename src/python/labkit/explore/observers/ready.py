"""Notes who could have run at each step."""

from __future__ import annotations

from collections.abc import Callable

from labkit.explore.engine.outcome import Blocked
from labkit.explore.engine.scheduler import Scheduler
from labkit.explore.engine.task import Task

_LOOKS = 8


class Ready:
    """An observer for one schedule: appends the numbers of the threads that were ready, a list a step.

    `look` is called at every eighth step, `first` says at which to begin.
    """

    def __init__(self, scheduler: Scheduler, into: list[list[int]], look: Callable[[], object], first: int = 0) -> None:
        self._scheduler = scheduler
        self._into = into
        self._look = look
        self._first = first % _LOOKS

    def announced(self, task: Task) -> None:
        pass

    def step(self, task: Task) -> None:
        if len(self._into) % _LOOKS == self._first:
            self._look()
        self._into.append([one.index for one in self._scheduler.ready])

    def blocked(self, task: Task) -> Blocked:
        return Blocked(task.name, "", "", None, "", 0, "")

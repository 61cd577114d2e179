"""Notes who could have run at each step."""

from __future__ import annotations

from labkit.explore.engine.outcome import Blocked
from labkit.explore.engine.scheduler import Scheduler
from labkit.explore.engine.task import Task


class Ready:
    """An observer for one schedule: appends the numbers of the threads that were ready, a list a step."""

    def __init__(self, scheduler: Scheduler, into: list[list[int]]) -> None:
        self._scheduler = scheduler
        self._into = into

    def announced(self, task: Task) -> None:
        pass

    def step(self, task: Task) -> None:
        self._into.append([one.index for one in self._scheduler.ready])

    def blocked(self, task: Task) -> Blocked:
        return Blocked(task.name, "", "", None, "", 0, "")

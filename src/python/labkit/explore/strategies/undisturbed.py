"""Each thread runs until it waits: the schedule without a particular interleaving."""

from __future__ import annotations

from labkit.explore.engine.task import Task


class Undisturbed:
    early = False

    def begin(self) -> bool:
        return True

    def choose(self, ready: list[Task], me: Task) -> Task:
        return me if me in ready else ready[0]

    def ticks(self, ready: list[Task]) -> bool:
        return False

    def end(self, steps: int) -> None:
        pass

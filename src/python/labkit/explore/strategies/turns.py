"""Follows turns that a person wrote: whose it is, for how many steps."""

from __future__ import annotations

from labkit.explore.engine.operation import BEGIN, END, EXIT, JOIN, START
from labkit.explore.engine.task import Task

_FREE = frozenset((BEGIN, START, JOIN, END, EXIT))
"""Coming to life, starting and joining threads takes no step of a turn: nobody should have to count these."""


class Turns:
    """`turns`: a thread (number, name, or T and its number) and its steps. What is not written down happens by itself:
    the main thread goes on until a thread is there, and after the last turn each thread runs until it waits.

    `fault`: the first turn that could not be taken, in words.
    """

    early = False

    def __init__(self, turns: tuple[tuple[str | int, int], ...]) -> None:
        self._turns = list(turns)
        self._number = 1
        self._left = turns[0][1] if turns else 0
        self._known: dict[int, Task] = {}
        self.fault: str | None = None

    def begin(self) -> bool:
        return True

    def choose(self, ready: list[Task], me: Task) -> Task | None:
        for task in ready:
            self._known[task.index] = task
        if self._number > len(self._turns):
            return me if me in ready else ready[0]
        name = self._turns[self._number - 1][0]
        for task in ready:
            if _is(task, name):
                if task.kind not in _FREE:
                    self._take()
                return task
        unborn = not any(_is(task, name) for task in self._known.values())
        if ready[0].index == 0 and (unborn or ready[0].kind in _FREE):
            return ready[0]
        self.fault = f"turn {self._number}: {self._why_not(name)}; who can run there: {_names(ready)}"
        return None

    def _take(self) -> None:
        self._left -= 1
        if self._left == 0:
            self._number += 1
            self._left = self._turns[self._number - 1][1] if self._number <= len(self._turns) else 0

    def _why_not(self, name: str | int) -> str:
        for task in self._known.values():
            if _is(task, name):
                return f"{task.name} has ended" if task.finished else f"{task.name} waits"
        return f"there is no thread {name}"

    def ticks(self, ready: list[Task]) -> bool:
        return False

    def end(self, steps: int) -> None:
        if self.fault is None and self._number <= len(self._turns):
            why = self._why_not(self._turns[self._number - 1][0])
            self.fault = f"turn {self._number} is left over: {why}; threads: {_names(list(self._known.values()))}"


def _is(task: Task, name: str | int) -> bool:
    return name in (task.index, task.name, f"T{task.index}")


def _names(tasks: list[Task]) -> str:
    return ", ".join(
        task.name if task.index == 0 or task.name == f"T{task.index}" else f"T{task.index} ({task.name})"
        for task in tasks
    )

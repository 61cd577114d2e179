"""A thread as the scheduler sees it."""

from __future__ import annotations

import _thread
from collections.abc import Callable
from typing import Any

from labkit.explore.engine.operation import BEGIN, Operation


class Task:
    """One thread of one schedule. `kind`, `target`, `site` are the operation it announced and has not yet done."""

    __slots__ = (
        "armed", "begun", "daemon", "deadline", "finished", "index", "joiners", "kind", "name", "operation", "patience",
        "refusals", "run", "site", "target", "thread", "timed_out", "turn", "wait",
    )  # fmt: skip

    def __init__(self, index: int, name: str, turn: _thread.LockType, run: Callable[[], None], daemon: bool) -> None:
        self.index = index
        self.name = name
        self.turn = turn
        self.run = run
        self.daemon = daemon
        self.thread: Any = None
        self.kind = BEGIN
        self.target: Any = None
        self.site: int | None = None
        self.operation: Operation | None = None
        """The same as one value, once somebody asked for it."""
        self.begun = False
        self.finished = False
        self.deadline: float | None = None
        self.armed = 0
        """The step of the schedule in which its timer was set."""
        self.patience: float | None = None
        """Length of a wait with a time-out; None for a sleep, which may always end early."""
        self.timed_out = False
        self.wait: tuple[float, float | None] | None = None
        """Time-out of the acquire it announced: length and patience."""
        self.joiners: list[Task] = []
        self.refusals = 0

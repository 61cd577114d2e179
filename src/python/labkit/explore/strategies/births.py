"""Starting a thread meets no operation of another: doing it at once loses no order, and widens every later choice."""

from __future__ import annotations

from labkit.explore.engine.operation import BEGIN, START
from labkit.explore.engine.task import Task


def birth(ready: list[Task], me: Task) -> Task | None:
    """The thread that is about to start another, or the one just started. For a strategy that takes each at once."""
    if me.kind == START:
        return me
    return ready[-1] if ready[-1].kind == BEGIN else None

"""The words for how a schedule ended."""

from __future__ import annotations

import linecache
from collections.abc import Sequence

from labkit.explore.engine.operation import ACQUIRE, BEGIN, JOIN
from labkit.explore.engine.outcome import Blocked
from labkit.explore.engine.task import Task

_WAITS = {ACQUIRE: "acquire", JOIN: "join", BEGIN: "begin"}
_TOLD = 5
"""Threads of a deadlock that its message names; all stand in the counterexample."""


def deadlock(waiting: Sequence[Task], blocked: Sequence[Blocked]) -> str:
    """`blocked`: what an observer knows of those that wait; without one it is empty."""
    # Who is held up by a lock comes first: those waits make the circle.
    told = [one.words for one in sorted(blocked, key=lambda one: one.op == "join")]
    told = told or [f"{task.name} ({_WAITS.get(task.kind, 'wait')})" for task in waiting]
    more = f"; and {len(told) - _TOLD} more threads" if len(told) > _TOLD + 1 else ""
    return f"deadlock: nothing can run. {'; '.join(told[:_TOLD] if more else told)}{more}"


def in_words(error: BaseException) -> str:
    """Words for an assertion without a message: its source line."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    line = linecache.getline(trace.tb_frame.f_code.co_filename, trace.tb_lineno).strip()
    return f"{line} does not hold" if line.startswith("assert") else type(error).__name__

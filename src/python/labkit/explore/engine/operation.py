"""What a thread is about to do, and which two such things may not be swapped."""

from __future__ import annotations

from typing import Any

BEGIN, END, START, JOIN, ALIVE, READ, WRITE, ACQUIRE, TRY, RELEASE, LOCKED, SLEEP, CLOCK, EXIT = range(14)

NAMES = (
    "begin", "end", "start", "join", "is_alive", "read", "write", "acquire", "try acquire", "release", "locked",
    "sleep", "clock", "exit",
)  # fmt: skip

ANY = "*"
"""An attribute known only at run time: meets every attribute of its object."""

CONTENT = "[]"
"""What a container holds."""

TICK = -1
"""In place of a thread in a recorded schedule: the clock jumps to the next timer while threads could still run."""

_LOCK = frozenset((ACQUIRE, TRY, RELEASE, LOCKED))
_LIFE = frozenset((END, JOIN, ALIVE))


class Operation:
    """One visible operation. `target` is kept alive, so that its identity stays its own within a schedule."""

    __slots__ = ("kind", "name", "target")

    def __init__(self, kind: int, target: Any, name: str) -> None:
        self.kind = kind
        self.target = target
        self.name = name

    def conflicts(self, other: Operation) -> bool:
        """Whether the order of the two can matter."""
        if self.target is not other.target or self.target is None:
            return False
        one, two = self.kind, other.kind
        if one in _LOCK:
            return two in _LOCK and not (one == two == LOCKED)
        if one in _LIFE:
            return (one == END) != (two == END)
        if WRITE not in (one, two):
            return False
        return self.name == other.name or ANY in (self.name, other.name)

    def may_follow_reversed(self, earlier: Operation) -> bool:
        """Whether this one, in conflict with `earlier`, can also come before it: a blocked acquire cannot
        pass a release."""
        if self.kind == ACQUIRE:
            return earlier.kind != RELEASE
        if self.kind == RELEASE:
            return earlier.kind in (TRY, LOCKED)
        return self.kind != JOIN

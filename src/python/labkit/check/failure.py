"""What an explored check learns of the interleaving that failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FORMS = ("assertion", "exception", "deadlock", "livelock", "leak")
"""How an interleaving fails."""


@dataclass(frozen=True)
class Step:
    """What a thread did. `op` is the explorer's word (`read`, `write`, `acquire`, `release`, `start`, `join`, ...);
    `object` names what it was done to; `value` is what was read, or `before -> after`, as text."""

    thread: str
    op: str
    object: str
    file: str
    line: int
    source: str
    value: str


@dataclass(frozen=True)
class Blocked:
    """A thread that waits for ever. `held_by`: the thread it waits for, where that is known."""

    thread: str
    op: str
    object: str
    held_by: str | None
    file: str
    line: int
    source: str


@dataclass(frozen=True)
class Failure:
    """A failing interleaving, for `recognise`.

    `form`: "assertion" (`holds` objects, or an assert of the program), "exception", "deadlock", "livelock", "leak" (a
    thread still waits when the scenario is over) or "unseen" (no interleaving does what `sometimes` asks for).
    `seen`: what the scenario returned, None where it did not. `error`: the type of an exception.
    """

    form: str
    message: str
    seen: Any = None
    error: str | None = None
    steps: tuple[Step, ...] = ()
    blocked: tuple[Blocked, ...] = ()

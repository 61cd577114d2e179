"""`id` and the default hash, the same in each run of a schedule: objects are numbered as they are asked for.

Addresses differ from run to run, and "lock the account with the smaller id first" would go two ways in one schedule.
"""

from __future__ import annotations

import builtins
import contextlib
from typing import TYPE_CHECKING, Any

from labkit.explore.engine.operation import READ, WRITE

if TYPE_CHECKING:
    from labkit.explore.engine.scheduler import Scheduler

ORDER = "order of ids"
_FIRST = 140_000_000_000_000
_APART = 64


class Identity:
    """Numbers that look like addresses. An object that was asked for stays alive until `reset`.

    The first question about an object writes, later ones read, so that a search tries both orders of two objects.
    """

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._known: dict[int, tuple[int, object]] = {}

    def reset(self) -> None:
        """Forgets the objects of the last schedule."""
        if self._known:
            self._known = {}

    def id(self, value: object, /) -> int:
        """In place of `id`."""
        known = id(value) in self._known
        self._scheduler.step(READ if known else WRITE, ORDER, None)
        found = self._known.get(id(value))
        if found is None:
            found = self._known[id(value)] = (_FIRST + _APART * len(self._known), value)
        return found[0]

    def build_class(self, function: Any, name: str, /, *bases: Any, **named: Any) -> Any:
        """In place of `__build_class__`: a class whose hash would be an address hashes by number instead."""
        made = builtins.__build_class__(function, name, *bases, **named)
        if not isinstance(made, type) or issubclass(made, type):
            return made  # classes are asked for their hash all the time, by the points too: never number those
        if next(one for one in made.__mro__ if "__hash__" in vars(one)) is object:
            with contextlib.suppress(AttributeError, TypeError):  # a metaclass that allows no change
                made.__hash__ = self._hash  # type: ignore[method-assign]
        return made

    @property
    def _hash(self) -> Any:
        number = self.id

        def __hash__(one: object) -> int:
            return number(one) // _APART

        return __hash__

"""Walking through a shared container, iterator or generator: each item taken is a step."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from labkit.explore.engine.operation import READ, WRITE
from labkit.explore.instrument.effects import LAZY_TYPES
from labkit.explore.instrument.kinds import MUTABLE, PASSIVE, VIEWS
from labkit.explore.instrument.sites import Sites

if TYPE_CHECKING:
    from labkit.explore.engine.scheduler import Scheduler

Step = Callable[[int, Any, int | None], None]


class Walk:
    """An iterator over `values`, with a step on `target` before each item."""

    __slots__ = ("_kind", "_site", "_step", "_target", "_values")

    def __init__(self, values: Iterator[Any], kind: int, target: Any, site: int, step: Step) -> None:
        self._values = values
        self._kind = kind
        self._target = target
        self._site = site
        self._step = step

    def __iter__(self) -> Walk:
        return self

    def __next__(self) -> Any:
        self._step(self._kind, self._target, self._site)
        return next(self._values)

    def reversed(self) -> Walk:
        """The same container from its end."""
        return Walk(reversed(self._target), self._kind, self._target, self._site, self._step)


class Walks:
    """Knows which generators are in the middle of an item: a second thread that asks one gets Python's error."""

    def __init__(self, scheduler: Scheduler, sites: Sites) -> None:
        self._scheduler = scheduler
        self._sites = sites
        self._running: dict[int, Any] = {}
        self._epoch = -1

    def through(self, target: Any, site: int, *, fresh: bool = False, kept: bool = False) -> Any:
        """What to iterate over instead of `target`. `fresh`: it comes straight from a call, so an iterator is new.
        `kept`: the walk is an object of the program, which two threads may take items from: each changes it. As item
        and container are one step, such a step counts as a change of the container."""
        kind = type(target)
        step = self._scheduler.step
        if kind in PASSIVE or kind is Walk:
            return target
        if issubclass(type(target), MUTABLE):
            return Walk(iter(target), WRITE if kept else READ, target, site, step) if own_iter(kind) else target
        if issubclass(type(target), VIEWS):
            return Walk(iter(target), READ, target.mapping, site, step)
        if fresh:
            return target
        if kind is types.GeneratorType:
            return _Turns(self, target, site)
        if isinstance(getattr(kind, "__next__", None), types.WrapperDescriptorType):
            self.shared(target, site)
            return Walk(target, WRITE, target, site, step)
        return target

    def shared(self, target: Any, site: int) -> None:
        """An iterator over an iterator, kept by the program: its step and the step below it are one."""
        if type(target) in LAZY_TYPES:
            where = self._sites.table[site]
            self._sites.uncover(where.file, where.line, f"{type(target).__name__} object that threads may share")

    def advance(self, generator: Any, site: int, resume: Callable[[], Any]) -> Any:
        """One item of a generator that other threads may have. It runs from a step to a step: in between it is busy."""
        scheduler = self._scheduler
        scheduler.step(WRITE, generator, site)
        if self._epoch != scheduler.epoch:
            self._epoch = scheduler.epoch
            self._running.clear()
        if id(generator) in self._running:
            raise ValueError("generator already executing")
        self._running[id(generator)] = generator
        try:
            return resume()
        finally:
            scheduler.step(WRITE, generator, site)
            self._running.pop(id(generator), None)


class _Turns:
    """A shared generator, one item at a time."""

    __slots__ = ("_generator", "_site", "_walks")

    def __init__(self, walks: Walks, generator: Any, site: int) -> None:
        self._walks = walks
        self._generator = generator
        self._site = site

    def __iter__(self) -> _Turns:
        return self

    def __next__(self) -> Any:
        return self._walks.advance(self._generator, self._site, lambda: next(self._generator))


def own_iter(kind: type) -> bool:
    """Whether iterating over such a container is C code: a subclass may bring its own `__iter__`."""
    return isinstance(getattr(kind, "__iter__", None), types.WrapperDescriptorType)

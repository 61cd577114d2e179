"""What the inserted calls do. The closed list of the front end's switch points."""

from __future__ import annotations

import types
from collections import defaultdict
from collections.abc import Callable
from sys import intern
from typing import TYPE_CHECKING, Any

from labkit.explore.engine.operation import READ, WRITE
from labkit.explore.instrument import hooks as hook
from labkit.explore.instrument.calls import LOOK_UP, READ_CALL, WRITE_CALL, Calls
from labkit.explore.instrument.effects import in_python
from labkit.explore.instrument.kinds import MUTABLE, PASSIVE, VIEWS, nested
from labkit.explore.instrument.remembered import Remembered
from labkit.explore.instrument.sites import Sites
from labkit.explore.instrument.walks import Step, Walks

if TYPE_CHECKING:
    from labkit.explore.engine.scheduler import Scheduler


class _Items:
    """`container[...]` with the decision after the index."""

    __slots__ = ("_container", "_site", "_step")

    def __init__(self, container: Any, site: int, step: Step) -> None:
        self._container = container
        self._site = site
        self._step = step

    def __getitem__(self, index: Any) -> Any:
        container = self._container
        if type(container) is defaultdict:
            self._step(WRITE, container, self._site)
            if index not in container and in_python(container.default_factory):
                return _made(container, index, self._site, self._step)
        else:
            self._step(READ, container, self._site)
        return container[index]

    def __setitem__(self, index: Any, value: Any) -> None:
        self._step(WRITE, self._container, self._site)
        self._container[index] = value

    def __delitem__(self, index: Any) -> None:
        self._step(WRITE, self._container, self._site)
        del self._container[index]


def _made(container: defaultdict[Any, Any], index: Any, site: int, step: Step) -> Any:
    """What `__missing__` of a defaultdict does, with a step between a factory in Python and the store."""
    factory = container.default_factory
    assert factory is not None
    value = factory()
    step(WRITE, container, site)
    container[index] = value
    return value


def _indexed_in_c(kind: type) -> bool:
    method = getattr(kind, "__getitem__", None)
    return isinstance(method, types.WrapperDescriptorType | types.MethodDescriptorType)


def points(scheduler: Scheduler, sites: Sites) -> dict[str, Callable[..., Any]]:
    """The functions that instrumented source calls, by name."""
    step = scheduler.step
    walks = Walks(scheduler, sites)
    calls = Calls(scheduler, sites, walks)
    names = sites.table
    c_items: Remembered[type, bool] = Remembered(_indexed_in_c)

    def read(target: Any, site: int) -> Any:
        kind = type(target)
        if kind in PASSIVE:
            return target
        how = calls.how(kind, names[site].name)
        if how == LOOK_UP and isinstance(target, types.ModuleType):
            found = getattr(target, names[site].name, None)
            return calls.through(target, how, site) if type(found) is types.BuiltinFunctionType else target
        if how in (READ_CALL, WRITE_CALL):
            # A bound method that somebody else may call later: the decision belongs to that call.
            return calls.through(target, how, site)
        step(READ, target, site)
        return target

    def write(target: Any, site: int) -> Any:
        step(WRITE, target, site)
        return target

    def items(target: Any, site: int) -> Any:
        kind = type(target)
        if kind in PASSIVE:
            return target
        return _Items(target, site, step) if c_items[kind] else target

    def method(target: Any, site: int) -> Any:
        return calls.receiver(target, site)

    def call(target: Any, site: int) -> Any:
        return calls.callee(target, site)

    def value(target: Any, site: int) -> Any:
        return calls.callee(target, site) if type(target) is types.BuiltinFunctionType else target

    def use(target: Any, site: int) -> Any:
        if issubclass(type(target), MUTABLE):
            step(READ, target, site)
        elif issubclass(type(target), VIEWS):
            step(READ, target.mapping, site)
        return target

    def compared(target: Any, site: int) -> Any:
        if issubclass(type(target), MUTABLE):
            if nested(target) and not calls.alone():
                calls.uncover(site, "a container is read together with what it holds")
            step(READ, target, site)
        return target

    def beside(target: Any, site: int) -> Any:
        if issubclass(type(target), MUTABLE):
            if not calls.alone():
                calls.uncover(site, "two containers are read in one step")
            step(READ, target, site)
        return target

    def mutates(value: Any, target: Any, site: int) -> Any:
        if issubclass(type(target), MUTABLE):
            step(WRITE, target, site)
        return value

    def iterate(target: Any, site: int) -> Any:
        return walks.through(target, site)

    def iterate_fresh(target: Any, site: int) -> Any:
        return walks.through(target, site, fresh=True)

    def read_name(key: str, site: int) -> bool:
        step(READ, intern(key), site)
        return True

    def write_name(value: Any, key: str, site: int) -> Any:
        step(WRITE, intern(key), site)
        return value

    def get(site: int, target: Any, *rest: Any) -> Any:
        if type(target) not in PASSIVE:
            step(READ, target, site)
        return getattr(target, *rest)

    def has(site: int, target: Any, name: str) -> bool:
        if type(target) not in PASSIVE:
            step(READ, target, site)
        return hasattr(target, name)

    def put(site: int, target: Any, name: str, value: Any) -> None:
        step(WRITE, target, site)
        setattr(target, name, value)

    def drop(site: int, target: Any, name: str) -> None:
        step(WRITE, target, site)
        delattr(target, name)

    def advance(site: int, target: Any, *default: Any) -> Any:
        if type(target) is types.GeneratorType:
            return walks.advance(target, site, lambda: next(target, *default))
        if not in_python(getattr(type(target), "__next__", None)):
            walks.shared(target, site)
            step(WRITE, target, site)
        return next(target, *default)

    return {
        hook.READ_ATTRIBUTE: read, hook.WRITE_ATTRIBUTE: write, hook.ITEMS: items, hook.METHOD: method,
        hook.CALL: call, hook.VALUE: value,
        hook.USE: use, hook.COMPARED: compared, hook.BESIDE: beside, hook.ITERATE: iterate,
        hook.ITERATE_FRESH: iterate_fresh, hook.READ_NAME: read_name, hook.WRITE_NAME: write_name,
        hook.MUTATES: mutates, hook.GET: get, hook.HAS: has, hook.SET: put, hook.DROP: drop, hook.NEXT: advance,
    }  # fmt: skip

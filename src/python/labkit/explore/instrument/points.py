"""What the inserted calls do. The closed list of the front end's switch points."""

from __future__ import annotations

import collections
import types
from collections.abc import Callable, Iterator
from sys import intern
from typing import TYPE_CHECKING, Any

from labkit.explore.engine.operation import READ, WRITE
from labkit.explore.instrument import hooks as hook
from labkit.explore.instrument.sites import Sites
from labkit.explore.model.lock import Lock
from labkit.explore.model.thread import Thread

if TYPE_CHECKING:
    from labkit.explore.engine.scheduler import Scheduler

_MUTABLE = (list, dict, set, bytearray, collections.deque)
_VIEWS: tuple[Any, ...] = (type({}.keys()), type({}.values()), type({}.items()))
_PASSIVE = frozenset(
    (int, float, complex, bool, str, bytes, tuple, frozenset, range, type(None), super, property, slice,
     types.FunctionType, types.MethodType, types.BuiltinFunctionType)
)  # fmt: skip
_READING = frozenset(
    [
        "get",
        "keys",
        "values",
        "items",
        "copy",
        "count",
        "index",
        "__len__",
        "__contains__",
        "__iter__",
        "__getitem__",
        "union",
        "intersection",
        "difference",
        "issubset",
        "issuperset",
        "isdisjoint",
        "symmetric_difference",
    ]
)
_LOOK = 32
_NONE, _ATTRIBUTE, _READ_CALL, _WRITE_CALL = range(4)
_C_METHODS = (types.MethodDescriptorType, types.WrapperDescriptorType, types.BuiltinFunctionType)


class _Items:
    """`container[...]` with the decision after the index."""

    __slots__ = ("_container", "_site", "_step")

    def __init__(self, container: Any, site: int, step: Callable[[int, Any, int | None], None]) -> None:
        self._container = container
        self._site = site
        self._step = step

    def __getitem__(self, index: Any) -> Any:
        self._step(READ, self._container, self._site)
        return self._container[index]

    def __setitem__(self, index: Any, value: Any) -> None:
        self._step(WRITE, self._container, self._site)
        self._container[index] = value

    def __delitem__(self, index: Any) -> None:
        self._step(WRITE, self._container, self._site)
        del self._container[index]


class _Receiver:
    """The object of a method call, with the decision after the last argument."""

    __slots__ = ("_kind", "_object", "_site", "_step")

    def __init__(self, target: Any, kind: int, site: int, step: Callable[[int, Any, int | None], None]) -> None:
        self._object = target
        self._kind = kind
        self._site = site
        self._step = step

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._object, name)

        def call(*args: Any, **named: Any) -> Any:
            self._step(self._kind, self._object, self._site)
            return method(*args, **named)

        return call


def _how(kind: type, name: str) -> int:
    """What `object.name(...)` is for an object of type `kind`."""
    if kind in _PASSIVE or issubclass(kind, types.ModuleType | type | Lock | Thread | BaseException):
        return _NONE
    for base in kind.__mro__:
        if name in base.__dict__:
            value = base.__dict__[name]
            break
    else:
        return _ATTRIBUTE
    if isinstance(value, _C_METHODS) or (issubclass(kind, _MUTABLE) and base.__module__ == "collections"):
        if base is object:
            return _NONE
        return _READ_CALL if name in _READING else _WRITE_CALL
    return _NONE


def _nested(value: Any) -> bool:
    return isinstance(value, _MUTABLE) or (isinstance(value, tuple) and any(map(_nested, value)))


def points(scheduler: Scheduler, sites: Sites) -> dict[str, Callable[..., Any]]:
    """The functions that instrumented source calls, by name."""
    step = scheduler.step
    table = sites.table
    known: dict[tuple[type, int], int] = {}

    def read(target: Any, site: int) -> Any:
        kind = type(target)
        if kind in _PASSIVE:
            return target
        key = (kind, -site - 1)
        how = known.get(key)
        if how is None:
            how = known[key] = _how(kind, table[site].name)
        if how in (_READ_CALL, _WRITE_CALL):
            # A bound method that somebody else may call later: the decision belongs to that call.
            return _Receiver(target, READ if how == _READ_CALL else WRITE, site, step)
        step(READ, target, site)
        return target

    def write(target: Any, site: int) -> Any:
        step(WRITE, target, site)
        return target

    def items(target: Any, site: int) -> Any:
        kind = type(target)
        if kind in _PASSIVE or not isinstance(target, _MUTABLE):
            return target
        return _Items(target, site, step)

    def method(target: Any, site: int) -> Any:
        key = (type(target), site)
        how = known.get(key)
        if how is None:
            how = known[key] = _how(type(target), table[site].name)
        if how == _NONE:
            return target
        if how == _ATTRIBUTE:
            step(READ, target, site)
            return target
        return _Receiver(target, READ if how == _READ_CALL else WRITE, site, step)

    def use(target: Any, site: int) -> Any:
        if isinstance(target, _MUTABLE):
            if len(target) > _LOOK or any(map(_nested, target.values() if isinstance(target, dict) else target)):
                where = table[site]
                sites.uncover(where.file, where.line, "a container may be read together with others inside it")
            step(READ, target, site)
        elif isinstance(target, _VIEWS):
            step(READ, target.mapping, site)
        return target

    def mutates(value: Any, target: Any, site: int) -> Any:
        if isinstance(target, _MUTABLE):
            step(WRITE, target, site)
        return value

    def iterate(target: Any, site: int) -> Any:
        if isinstance(target, _MUTABLE):
            return _each(iter(target), target, site)
        if isinstance(target, _VIEWS):
            return _each(iter(target), target.mapping, site)
        return target

    def _each(values: Iterator[Any], target: Any, site: int) -> Iterator[Any]:
        while True:
            step(READ, target, site)
            try:
                value = next(values)
            except StopIteration:
                return
            yield value

    def read_name(key: str, site: int) -> bool:
        step(READ, intern(key), site)
        return True

    def write_name(value: Any, key: str, site: int) -> Any:
        step(WRITE, intern(key), site)
        return value

    def get(site: int, target: Any, *rest: Any) -> Any:
        step(READ, target, site)
        return getattr(target, *rest)

    def put(site: int, target: Any, name: str, value: Any) -> None:
        step(WRITE, target, site)
        setattr(target, name, value)

    def advance(site: int, target: Any, *default: Any) -> Any:
        if not isinstance(target, types.GeneratorType):
            step(WRITE, target, site)
        return next(target, *default)

    return {
        hook.READ_ATTRIBUTE: read, hook.WRITE_ATTRIBUTE: write, hook.ITEMS: items, hook.METHOD: method,
        hook.USE: use, hook.ITERATE: iterate, hook.READ_NAME: read_name, hook.WRITE_NAME: write_name,
        hook.MUTATES: mutates, hook.GET: get, hook.SET: put, hook.NEXT: advance,
    }  # fmt: skip

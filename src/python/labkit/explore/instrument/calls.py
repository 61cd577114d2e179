"""Calls into C: the decision comes after the last argument, for the object itself and for what it is given."""

from __future__ import annotations

import functools
import sys
import types
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from labkit.explore.engine.operation import READ, WRITE
from labkit.explore.instrument import effects
from labkit.explore.instrument.foreign import foreign
from labkit.explore.instrument.kinds import MUTABLE, PASSIVE, VIEWS, nested
from labkit.explore.instrument.remembered import Remembered
from labkit.explore.instrument.sites import Sites
from labkit.explore.instrument.walks import Walks
from labkit.explore.model.lock import Lock
from labkit.explore.model.thread import Thread

if TYPE_CHECKING:
    from labkit.explore.engine.scheduler import Scheduler

NONE, ATTRIBUTE, READ_CALL, WRITE_CALL, LOOK_UP = range(5)
"""What `object.name(...)` is: Python code; an attribute of the object itself; a method in C that reads or changes it;
something that has to be looked up and judged each time."""


class Receiver:
    """The object of a method call. Its one attribute is the method, with the steps put before it runs."""

    __slots__ = ("_calls", "_kind", "_object", "_site")

    def __init__(self, calls: Calls, target: Any, kind: int, site: int) -> None:
        self._calls = calls
        self._object = target
        self._kind = kind
        self._site = site

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._object, name)
        if self._kind == LOOK_UP:
            return self._calls.callee(method, self._site + 1)  # type: ignore[no-any-return]
        return self._calls.method(method, self._object, READ if self._kind == READ_CALL else WRITE, self._site)


class _Special:
    """A receiver for a name like `__setattr__`, which every object has and a `Receiver` would answer itself."""

    __slots__ = ("_receiver",)

    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver

    def __getattribute__(self, name: str) -> Any:
        return Receiver.__getattr__(object.__getattribute__(self, "_receiver"), name)


class Calls:
    """Judges what is called, once for each class and name where it can."""

    def __init__(self, scheduler: Scheduler, sites: Sites, walks: Walks) -> None:
        self._scheduler = scheduler
        self._sites = sites
        self._walks = walks
        self._known: Remembered[tuple[type, str], int] = Remembered(lambda key: _how(*key))

    def receiver(self, target: Any, site: int) -> Any:
        """What `target.name(...)` is called on instead of `target`."""
        how = self.how(type(target), self._sites.table[site].name)
        if how == NONE:
            return target
        if how == ATTRIBUTE:
            self._scheduler.step(READ, target, site)
            how = LOOK_UP
        return self.through(target, how, site)

    def through(self, target: Any, how: int, site: int) -> Any:
        """`target`, when the attribute that is read next is a method to be judged."""
        receiver = Receiver(self, target, how, site)
        return _Special(receiver) if self._sites.table[site].name.startswith("__") else receiver

    def how(self, kind: type, name: str) -> int:
        """What `object.name` is for an object of type `kind`."""
        return self._known[kind, name]

    def method(self, method: Callable[..., Any], target: Any, kind: int, site: int) -> Callable[..., Any]:
        """A method in C of `target`, with its steps. The next site is for its arguments."""
        step = self._scheduler.step

        def call(*args: Any, **named: Any) -> Any:
            if args:
                args = tuple(map(self._drawn, args, [site + 1] * len(args)))
                self._look(args, site + 1, beside=issubclass(type(target), MUTABLE))
            if "key" in named:
                named = self._with_key(named, target, kind, site)
            if type(target) is types.GeneratorType:
                return self._walks.advance(target, site, lambda: method(*args, **named))
            if type(target) not in PASSIVE:
                step(kind, target, site)
            return method(*args, **named)

        call.__name__ = getattr(method, "__name__", "call")
        return call

    def callee(self, callee: Any, site: int) -> Any:
        """What is called instead of `callee`. `site` is one for any attribute."""
        kind = type(callee)
        if kind is types.FunctionType or kind is types.MethodType or effects.in_python(callee):
            if foreign(callee) and (isinstance(callee, type) or not self.alone()):
                self.uncover(site, f"{callee.__module__}.{callee.__name__} has no points")
            return callee
        if isinstance(callee, types.BuiltinMethodType) and not isinstance(
            callee.__self__, types.ModuleType | type(None)
        ):
            how = self.how(type(callee.__self__), callee.__name__)
            if how in (READ_CALL, WRITE_CALL):
                return self.method(callee, callee.__self__, READ if how == READ_CALL else WRITE, site)
        how = effects.effect(callee.func if isinstance(callee, functools.partial) else callee)
        if how == effects.NOTHING:
            return callee
        return self._prepared(callee, how, site)

    def _prepared(self, callee: Any, how: int, site: int) -> Callable[..., Any]:
        step = self._scheduler.step

        def call(*args: Any, **named: Any) -> Any:
            if how == effects.DRAWS:
                if callee is reversed and issubclass(type(args[0]), MUTABLE):
                    return self._walks.through(args[0], site).reversed()
                if callee is iter and len(args) == 1:
                    return callee(self._walks.through(args[0], site, kept=True))
                if callee is not iter:
                    args = tuple(self._walks.through(one, site) for one in args)
                return callee(*args, **named)
            args = tuple(map(self._drawn, args, [site] * len(args)))
            given = (*callee.args, *args) if isinstance(callee, functools.partial) else args
            if isinstance(callee, weakref.ref):
                self.uncover(site, "no step shows when an object dies")
                step(READ, callee, site)
            if how == effects.CACHES:
                step(WRITE, callee, site)
                return callee(*args, **named)
            changes = how == effects.WRITES and bool(given)
            if "key" in named and given:
                named = self._with_key(named, given[0], WRITE if changes else READ, site)
            rest = given[1:] if changes else given
            self._look(rest, site, beside=changes, shallow=callee is len or callee is bool)
            if how == effects.UNKNOWN or isinstance(callee, effects.METHODS) or not _counted(callee):
                unknown = how == effects.UNKNOWN or getattr(callee, "__name__", "").startswith("__reduce")
                self._look_inside(rest, site, unknown=unknown)
            if changes:
                step(WRITE, given[0], site)
            return callee(*args, **named)

        call.__name__ = getattr(callee, "__name__", "call")
        return call

    def _drawn(self, value: Any, site: int) -> Any:
        """A generator handed to C is walked through there, an item at a time."""
        if type(value) is types.GeneratorType and value.gi_frame is not None and value.gi_frame.f_lasti > 0:
            return self._walks.through(value, site)
        return value

    def _look(self, args: tuple[Any, ...], site: int, *, beside: bool, shallow: bool = False) -> None:
        """Steps for the containers among `args`, which C reads at once, `beside` one that is its own step."""
        seen = int(beside)
        for one, count in zip(args, _references(args), strict=True):
            if issubclass(type(one), VIEWS):
                one = one.mapping
            if issubclass(type(one), MUTABLE) and count > _FRESH:
                seen += 1
                if not self.alone() and (seen > 1 or (not shallow and nested(one))):
                    self.uncover(site, "several containers are read in one step")
                self._scheduler.step(READ, one, site)

    def _look_inside(self, args: tuple[Any, ...], site: int, *, unknown: bool) -> None:
        """Steps for the program's own objects, which C may read attribute by attribute."""
        for one in args:
            kind = type(one)
            if kind in PASSIVE or not kind.__flags__ & _MADE_IN_PYTHON or issubclass(kind, types.ModuleType | type):
                continue
            if unknown and not self.alone():
                self.uncover(site, "an object is handed to C code")
            self._scheduler.step(READ, one, site)

    def _with_key(self, named: dict[str, Any], target: Any, kind: int, site: int) -> dict[str, Any]:
        """A key function in Python runs in the middle of the call: C goes on with `target` after it."""
        key = named["key"]
        if not issubclass(type(target), MUTABLE) or not effects.in_python(key):
            return named

        def asked(one: Any) -> Any:
            value = key(one)
            self._scheduler.step(kind, target, site)
            return value

        return {**named, "key": asked}

    def alone(self) -> bool:
        """Whether no other thread is left (or there yet) that could notice."""
        scheduler = self._scheduler
        return all(task.finished for task in scheduler.tasks if task is not scheduler.current)

    def uncover(self, site: int, reason: str) -> None:
        """Notes why the search is no proof."""
        where = self._sites.table[site]
        self._sites.uncover(where.file, where.line, reason)


_MADE_IN_PYTHON = 1 << 9
"""Py_TPFLAGS_HEAPTYPE: a class that a `class` statement (or a C module at run time) made."""


def _references(args: tuple[Any, ...]) -> list[int]:
    return [sys.getrefcount(one) for one in args]


_FRESH = _references(([],))[0]
"""References to an argument that was made for this call: nobody else has it."""


def _counted(callee: Any) -> bool:
    """Whether `callee` reads containers only: `attrgetter` and its like read attributes too."""
    return isinstance(callee, type | types.BuiltinFunctionType)


def _how(kind: type, name: str) -> int:
    if issubclass(kind, types.ModuleType | type):
        return LOOK_UP
    if kind in (str, bytes) and name in ("join", "format", "format_map"):
        return READ_CALL
    if kind in PASSIVE or issubclass(kind, Lock | Thread | BaseException):
        return NONE
    for base in kind.__mro__:
        if name in base.__dict__:
            value = base.__dict__[name]
            break
    else:
        return ATTRIBUTE
    if isinstance(value, (*effects.METHODS, types.BuiltinFunctionType)):
        if base is object:
            return NONE
        return READ_CALL if name in effects.READING else WRITE_CALL
    return LOOK_UP if isinstance(value, effects.CACHE) else NONE

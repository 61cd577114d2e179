"""Copies of the standard library's own sources, run on top of the model. Nothing real is patched."""

from __future__ import annotations

import _thread
import ast
import builtins
import importlib
import importlib.util
import itertools
import os
import random
import sys
import threading
import types
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from labkit.explore.engine.operation import WRITE
from labkit.explore.instrument.transform import instrument
from labkit.explore.model.clock import Clock
from labkit.explore.model.lock import lock_type
from labkit.explore.model.system import System, at_exit, operating_system
from labkit.explore.model.thread import thread_type
from labkit.explore.model.untouched import Untouched

if TYPE_CHECKING:
    from labkit.explore.engine.outside import Outside
    from labkit.explore.engine.scheduler import Scheduler
    from labkit.explore.instrument.sites import Sites

_REAL_PARTS = (
    "_RLock", "Condition", "Semaphore", "BoundedSemaphore", "Event", "Barrier", "BrokenBarrierError", "Timer",
)  # fmt: skip
_COPIES = frozenset(
    ["queue", "functools", "concurrent", "concurrent.futures", "concurrent.futures._base", "concurrent.futures.thread",
     "random", "sched", "copy", "collections", "dataclasses", "heapq", "logging", "logging.handlers",
     "weakref", "_weakrefset"]
)  # fmt: skip
_TRACED: dict[str, frozenset[str] | None] = {
    "copy": None,
    "heapq": None,
    "collections": frozenset(("Counter", "ChainMap", "UserDict", "UserList")),
    "dataclasses": frozenset(("replace", "_replace", "asdict", "astuple", "_asdict_inner", "_astuple_inner")),
    "functools": frozenset(("cached_property",)),
    "weakref": frozenset(("WeakValueDictionary", "WeakKeyDictionary")),
    "_weakrefset": frozenset(("WeakSet",)),
}
"""Modules (None: all of it) whose Python code works on the program's own objects, so that it needs points."""
_STATEFUL = ("logging", "logging.handlers")
"""Their loggers and handlers are state of the program: they are run again for each schedule."""
_GENERATED = "<generated>"


def _source_tree(name: str) -> tuple[str, ast.Module]:
    """A tree of one's own: the front end changes it in place."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None or not spec.origin.endswith(".py"):
        raise ImportError(f"no source for {name}")
    with open(spec.origin, encoding="utf-8") as file:
        return spec.origin, ast.parse(file.read(), spec.origin)


@cache
def _code(name: str) -> types.CodeType:
    path, tree = _source_tree(name)
    return compile(tree, path, "exec", dont_inherit=True)


def _executor_of_processes(name: str) -> Any:
    """A file may import it for what is not explored. One that is used starts a process, and that is noticed."""
    if name not in ("ProcessPoolExecutor", "InterpreterPoolExecutor"):
        raise AttributeError(f"module 'concurrent.futures' has no attribute {name!r}")
    return getattr(importlib.import_module("concurrent.futures"), name)


class Libraries:
    """The modules a scenario gets in place of the real ones, made on first import and kept for the whole search."""

    def __init__(self, scheduler: Scheduler, sites: Sites, hooks: dict[str, Callable[..., Any]]) -> None:
        self._scheduler = scheduler
        self._builtins = {**vars(builtins), "__import__": self._import_for_copies, "exec": self._exec, **hooks}
        self._sites = sites
        self._clock = Clock(scheduler)
        self.modules: dict[str, types.ModuleType] = {"time": self._clock.module()}
        self._futures = 0
        self.outside: Outside | None = None
        self.program: dict[str, types.ModuleType] = {}
        """The program's own modules, for `sys.modules`."""
        self.modules["sys"] = System(self.program)
        self.modules["os"] = operating_system(self._leave)
        self.modules["atexit"] = at_exit()
        self._atexit: list[Callable[[], object]] = []
        self._traced: dict[str, types.CodeType] = {}
        """By module name or generated source: compiled once, so that points keep their numbers."""
        self.modules["threading"] = self._threading()
        self.modules["_thread"] = self._low_level()
        self.untouched = Untouched()
        for module in self.modules.values():
            self.untouched.remember(module)

    def import_module(
        self, name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0
    ) -> Any:
        """`__import__` for the scenario and for the copies themselves."""
        if level == 0 and (name in self.modules or name in _COPIES):
            self._load(name)
            if fromlist:
                for one in fromlist:
                    if f"{name}.{one}" in _COPIES:
                        self._load(f"{name}.{one}")
                return self.modules[name]
            return self.modules[name.partition(".")[0]]
        above = name.rpartition(".")[0]
        if level == 0 and above in _COPIES:  # collections.abc: the submodule is the real one
            self._load(above)
            real = importlib.import_module(name)
            self.modules[above].__dict__.setdefault(name.rpartition(".")[2], real)
            return real if fromlist else self.modules[name.partition(".")[0]]
        if name == "_queue":
            raise ImportError("the C queue cannot be scheduled; its Python form is used")
        return builtins.__import__(name, globals, locals, fromlist, level)

    def _import_for_copies(self, name: str, *rest: Any, **named: Any) -> Any:
        """A copy's own weak references are not the program's: they need no points."""
        return (builtins.__import__ if name == "weakref" else self.import_module)(name, *rest, **named)

    def reset(self) -> None:
        """Puts the copies' own counters back: the same names in each schedule."""
        self._atexit.clear()
        self._futures = 0
        if "random" in self.modules:
            self.modules["random"].seed(0)
        for name in _STATEFUL:
            if name in self.modules:
                self._run(name)
        pool = self.modules.get("concurrent.futures.thread")
        if pool is not None:
            pool.__dict__["_shutdown"] = False
            pool.__dict__["_threads_queues"].clear()
            pool.__dict__["ThreadPoolExecutor"]._counter = itertools.count().__next__
            self._atexit.append(pool.__dict__["_python_exit"])
        self.modules["threading"].__dict__["excepthook"] = threading.__excepthook__

    def exit_work(self) -> None:
        """What the interpreter does before it waits for the remaining threads."""
        for work in reversed(self._atexit):
            work()

    def _load(self, name: str) -> types.ModuleType:
        if name in self.modules:
            return self.modules[name]
        parent = name.rpartition(".")[0]
        if parent:
            self._load(parent)
        module = types.ModuleType(name)
        module.__dict__.update(__builtins__=self._builtins, __package__=parent or name, __file__=None)
        self.modules[name] = module
        if name == "concurrent":
            module.__dict__["__path__"] = []
        else:
            self._run(name)
        if name in ("concurrent.futures", "logging"):
            module.__dict__["__path__"] = []
        if name == "concurrent.futures":
            module.__dict__["__getattr__"] = _executor_of_processes  # in place of one that imports by the copy's name
            self._load("concurrent.futures.thread")
            module.__dict__["ThreadPoolExecutor"] = self.modules["concurrent.futures.thread"].ThreadPoolExecutor
        if name == "functools":
            module.__dict__["_lru_cache_wrapper"] = self._caching(module.__dict__["_lru_cache_wrapper"])
        if name == "concurrent.futures._base":
            self._number_futures(module.__dict__)
        if name == "random":
            module.__dict__["SystemRandom"] = random.SystemRandom
            module.seed(0)
        if parent:
            setattr(self.modules[parent], name.rpartition(".")[2], module)
        if name not in _STATEFUL:
            self.untouched.remember(module)
        return module

    def _run(self, name: str) -> None:
        """Runs the source of a copy, once more if it has been run."""
        quiet, self._scheduler.quiet = self._scheduler.quiet, True
        try:
            exec(self._code(name), self.modules[name].__dict__)
        finally:
            self._scheduler.quiet = quiet

    def _code(self, name: str) -> types.CodeType:
        if name not in _TRACED:
            return _code(name)
        if name not in self._traced:
            path, tree = _source_tree(name)
            # What a weak collection makes in `__init__` runs when an object dies, wherever that is.
            untouched = frozenset(("__init__",)) if name in ("weakref", "_weakrefset") else frozenset()
            tree = instrument(tree, path, self._sites, definitions=_TRACED[name], untouched=untouched)
            self._traced[name] = compile(tree, path, "exec", dont_inherit=True)
        return self._traced[name]

    def _exec(self, source: str, space: dict[str, Any] | None = None, names: Any = None) -> None:
        """`exec` for the copies: the methods that `dataclasses` writes get points. `__init__` has a new object."""
        space = {} if space is None else space
        space.setdefault("__builtins__", self._builtins)
        if source not in self._traced:
            tree = instrument(ast.parse(source), _GENERATED, self._sites, untouched=frozenset(("__init__",)))
            self._traced[source] = compile(tree, _GENERATED, "exec", dont_inherit=True)
        exec(self._traced[source], space, names)

    def _caching(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """`_lru_cache_wrapper` with a step before a computed value is stored; the look-up is a step of the caller."""
        step = self._scheduler.step

        def wrapper(function: Callable[..., Any], *rest: Any) -> Any:
            def computed(*args: Any, **named: Any) -> Any:
                value = function(*args, **named)
                step(WRITE, cached, None)
                return value

            cached = real(computed, *rest)
            return cached

        return wrapper

    def _number_futures(self, space: dict[str, Any]) -> None:
        """Futures in sets and sorted by id: the order of their making, in place of addresses."""
        future = space["Future"]
        made = future.__init__

        def init(one: Any) -> None:
            made(one)
            self._futures += 1
            one._number = self._futures

        future.__init__ = init
        future.__hash__ = lambda one: one._number
        space["id"] = hash

    def _threading(self) -> types.ModuleType:
        module = types.ModuleType("threading")
        space = module.__dict__
        lock = lock_type(self._scheduler)
        thread = thread_type(self._scheduler, space)
        main = thread.__new__(thread)
        main.__dict__.update(_name="MainThread", _daemonic=False, _initialized=True, _task=None)

        def current_thread() -> Any:
            if not self._scheduler.running:
                return main
            task = self._scheduler.current
            main._task = self._scheduler.tasks[0]
            return task.thread or main

        def alive() -> list[Any]:
            return [current_main(), *(one.thread for one in self._scheduler.tasks[1:] if not one.finished)]

        def current_main() -> Any:
            if self._scheduler.running:
                main._task = self._scheduler.tasks[0]
            return main

        def get_ident() -> int:
            return self._scheduler.current.index + 1 if self._scheduler.running else 1

        space.update(
            __builtins__=self._builtins, Lock=lock, LockType=lock, _allocate_lock=lock, Thread=thread,
            get_ident=get_ident, get_native_id=get_ident, current_thread=current_thread, currentThread=current_thread,
            main_thread=current_main, enumerate=alive, active_count=lambda: len(alive()), local=_thread._local,
            _time=self._clock.elapsed, TIMEOUT_MAX=threading.TIMEOUT_MAX, ThreadError=RuntimeError, _active={},
            _deque=__import__("collections").deque, _islice=itertools.islice, _count=itertools.count,
            excepthook=threading.__excepthook__, __excepthook__=threading.__excepthook__,
            ExceptHookArgs=threading.ExceptHookArgs, stack_size=threading.stack_size, _os=os, _sys=sys,
            _register_atexit=lambda work, *args, **named: self._atexit.append(lambda: work(*args, **named)),
        )  # fmt: skip
        path, tree = _source_tree("threading")
        parts: list[ast.stmt] = [one for one in tree.body if isinstance(one, ast.ClassDef) and one.name in _REAL_PARTS]
        # What `Event.is_set` reads without its lock is a shared read like any other.
        copy = instrument(ast.Module(body=parts, type_ignores=[]), path, self._sites, attributes={"_flag"})
        exec(compile(copy, path, "exec", dont_inherit=True), space)
        space["RLock"] = space["_RLock"]
        return module

    def _low_level(self) -> types.ModuleType:
        module = types.ModuleType("_thread")
        threads = self.modules["threading"].__dict__
        module.__dict__.update(
            allocate_lock=threads["Lock"], lock=threads["Lock"], LockType=threads["Lock"], RLock=threads["_RLock"],
            get_ident=threads["get_ident"], get_native_id=threads["get_ident"], error=RuntimeError,
            _local=_thread._local, TIMEOUT_MAX=threading.TIMEOUT_MAX, start_new_thread=self._start_new_thread,
        )  # fmt: skip
        return module

    def _leave(self, status: int = 0) -> None:
        if self.outside is not None:
            self.outside.notice("ends the process")

    def _start_new_thread(self, function: Callable[..., object], args: Any, kwargs: Any = None) -> int:
        thread = self.modules["threading"].Thread(target=function, args=args, kwargs=kwargs, daemon=True)
        thread.start()
        return int(thread.ident)

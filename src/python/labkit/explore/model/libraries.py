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

from labkit.explore.instrument.transform import instrument
from labkit.explore.model.clock import Clock
from labkit.explore.model.lock import lock_type
from labkit.explore.model.thread import thread_type
from labkit.explore.model.untouched import Untouched

if TYPE_CHECKING:
    from labkit.explore.engine.outside import Outside
    from labkit.explore.engine.scheduler import Scheduler
    from labkit.explore.instrument.sites import Sites

_REAL_PARTS = (
    "_RLock", "Condition", "Semaphore", "BoundedSemaphore", "Event", "Barrier", "BrokenBarrierError", "Timer",
)  # fmt: skip
_COPIES = ("queue", "functools", "concurrent", "concurrent.futures", "concurrent.futures._base",
           "concurrent.futures.thread", "random", "sched")  # fmt: skip


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
        self._builtins = {**vars(builtins), "__import__": self.import_module, **hooks}
        self._sites = sites
        self.modules: dict[str, types.ModuleType] = {"time": Clock(scheduler).module()}
        self._futures = 0
        self.outside: Outside | None = None
        self.modules["os"] = self._os()
        self._atexit: list[Callable[[], object]] = []
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
        if name == "_queue":
            raise ImportError("the C queue cannot be scheduled; its Python form is used")
        return builtins.__import__(name, globals, locals, fromlist, level)

    def reset(self) -> None:
        """Puts the copies' own counters back: the same names in each schedule."""
        self._atexit.clear()
        self._futures = 0
        if "random" in self.modules:
            self.modules["random"].seed(0)
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
            quiet, self._scheduler.quiet = self._scheduler.quiet, True
            try:
                exec(_code(name), module.__dict__)
            finally:
                self._scheduler.quiet = quiet
        if name == "concurrent.futures":
            module.__dict__["__path__"] = []
            module.__dict__["__getattr__"] = _executor_of_processes  # in place of one that imports by the copy's name
            self._load("concurrent.futures.thread")
            module.__dict__["ThreadPoolExecutor"] = self.modules["concurrent.futures.thread"].ThreadPoolExecutor
        if name == "concurrent.futures._base":
            self._number_futures(module.__dict__)
        if name == "random":
            module.__dict__["SystemRandom"] = random.SystemRandom
            module.seed(0)
        if parent:
            setattr(self.modules[parent], name.rpartition(".")[2], module)
        self.untouched.remember(module)
        return module

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
        time = self.modules["time"]
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
            _time=time.monotonic, TIMEOUT_MAX=threading.TIMEOUT_MAX, ThreadError=RuntimeError, _active={},
            _deque=__import__("collections").deque, _islice=itertools.islice, _count=itertools.count,
            excepthook=threading.__excepthook__, __excepthook__=threading.__excepthook__,
            ExceptHookArgs=threading.ExceptHookArgs, stack_size=threading.stack_size, _os=__import__("os"), _sys=sys,
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

    def _os(self) -> types.ModuleType:
        """`os`, except that the process cannot be ended from within a schedule."""
        module = types.ModuleType("os")
        module.__dict__.update({k: v for k, v in vars(os).items() if k not in ("__loader__", "__spec__")})

        def leave(status: int = 0) -> None:
            if self.outside is not None:
                self.outside.notice("ends the process")

        module.__dict__.update(_exit=leave, abort=leave)
        return module

    def _start_new_thread(self, function: Callable[..., object], args: Any, kwargs: Any = None) -> int:
        thread = self.modules["threading"].Thread(target=function, args=args, kwargs=kwargs, daemon=True)
        thread.start()
        return int(thread.ident)

"""`threading.Thread`, its life kept by the scheduler. Signatures and errors are the standard library's."""

from __future__ import annotations

import contextvars
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from labkit.explore.engine.operation import ALIVE, JOIN, START
from labkit.explore.engine.outcome import Abandoned, Uncontrolled

if TYPE_CHECKING:
    from labkit.explore.engine.scheduler import Scheduler
    from labkit.explore.engine.task import Task

_POOLED = re.compile(r"ThreadPoolExecutor-(\d+)_(\d+)")
_UNNAMED = re.compile(r"Thread-\d+\b")


class Thread:
    """A thread of the explored program."""

    _scheduler: Scheduler
    _hooks: dict[str, Any]
    """The namespace of the copy of `threading`: its `excepthook` may be replaced by the program."""
    _count = 0
    _made = 0
    _epoch = 0
    _number = 0
    _initialized = False

    def __init__(
        self,
        group: None = None,
        target: Callable[..., object] | None = None,
        name: str | None = None,
        args: Iterable[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
        *,
        daemon: bool | None = None,
        context: Any = None,
    ) -> None:
        assert group is None, "group argument must be None for now"
        self._number = self._next_number()
        self._target = target
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._context = context
        self._name = str(name) if name else self._new_name(target)
        self._daemonic = bool(daemon) if daemon is not None else self._inherited()
        self._task: Task | None = None
        self._initialized = True

    def __hash__(self) -> int:
        """By the order of making: sets of threads are walked alike in each schedule."""
        return self._number

    def __eq__(self, other: object) -> bool:
        return self is other

    def _next_number(self) -> int:
        base = type(self)._base()
        if base._epoch != self._scheduler.epoch:
            base._epoch = self._scheduler.epoch
            base._count = base._made = 0
        base._made += 1
        return base._made

    def _new_name(self, target: Callable[..., object] | None) -> str:
        base = type(self)._base()
        base._count += 1
        name = getattr(target, "__name__", None)
        return f"Thread-{base._count}" + (f" ({name})" if name else "")

    @classmethod
    def _base(cls) -> type[Thread]:
        return next(one for one in cls.__mro__ if "_hooks" in one.__dict__)

    def _inherited(self) -> bool:
        return self._scheduler.current.daemon if self._scheduler.running else False

    def start(self) -> None:
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        if self._task is not None:
            raise RuntimeError("threads can only be started once")
        scheduler = self._scheduler
        if not scheduler.running:
            raise Uncontrolled("a thread is started while the file is imported")
        scheduler.step(START, None, None)
        if scheduler.stopping:
            raise Abandoned
        if self._context is None and getattr(sys.flags, "thread_inherit_context", False):
            self._context = contextvars.copy_context()
        self._task = scheduler.new_task(self._name, self._bootstrap, self._daemonic)
        self._task.name = self._told(self._task)
        self._task.thread = self

    def _told(self, task: Task) -> str:
        """The name in reports: the program's own; else T1, T2 in the order of starting, pool-1 for a pool's first."""
        made = _POOLED.fullmatch(self._name)
        if made is not None:
            pool = int(made[1])
            return f"pool{pool + 1 if pool else ''}-{int(made[2]) + 1}"
        return f"T{task.index}" if _UNNAMED.match(self._name) else self._name

    def run(self) -> None:
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def _bootstrap(self) -> None:
        # The worker below is used again: without a context of its own, a thread would see another one's variables.
        context = contextvars.Context() if self._context is None else self._context
        try:
            context.run(self.run)
        except SystemExit:
            pass
        except Exception:
            hook = self._hooks["excepthook"]
            if hook is self._hooks["__excepthook__"]:
                raise
            hook(self._hooks["ExceptHookArgs"]([*sys.exc_info(), self]))

    def join(self, timeout: float | None = None) -> None:
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if self._task is None:
            raise RuntimeError("cannot join thread before it is started")
        scheduler = self._scheduler
        me = scheduler.current
        if self._task is me:
            raise RuntimeError("cannot join current thread")
        if not self._task.finished and not scheduler.stopping and not scheduler.quiet:
            if timeout is None:
                scheduler.block(me)
            else:
                scheduler.block(me, max(timeout, 0), max(timeout, 0))
            self._task.joiners.append(me)
        scheduler.step(JOIN, self._task, None)
        if me in self._task.joiners:
            self._task.joiners.remove(me)

    def is_alive(self) -> bool:
        assert self._initialized, "Thread.__init__() not called"
        self._scheduler.step(ALIVE, self._task, None)
        return self._task is not None and not self._task.finished

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, name: str) -> None:
        self._name = str(name)
        if self._task is not None:
            self._task.name = self._told(self._task)

    @property
    def ident(self) -> int | None:
        return None if self._task is None else self._task.index + 1

    @property
    def native_id(self) -> int | None:
        return self.ident

    @property
    def daemon(self) -> bool:
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic: bool) -> None:
        if self._task is not None:
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = bool(daemonic)

    def isDaemon(self) -> bool:
        return self.daemon

    def setDaemon(self, daemonic: bool) -> None:
        self.daemon = daemonic

    def getName(self) -> str:
        return self.name

    def setName(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        status = "initial" if self._task is None else "stopped" if self._task.finished else "started"
        return f"<{type(self).__name__}({self._name}, {status}{' daemon' if self._daemonic else ''})>"


def thread_type(scheduler: Scheduler, hooks: dict[str, Any]) -> type[Thread]:
    """The thread of this scheduler's world."""
    own = {"_scheduler": scheduler, "_hooks": hooks, "__module__": "threading", "_count": 0, "_made": 0, "_epoch": 0}
    return type("Thread", (Thread,), own)

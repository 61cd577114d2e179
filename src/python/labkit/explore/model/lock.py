"""`_thread.lock`: the one primitive that every other one of `threading` and `queue` rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labkit.explore.engine.operation import ACQUIRE, LOCKED, RELEASE, TRY

if TYPE_CHECKING:
    from labkit.explore.engine.scheduler import Scheduler
    from labkit.explore.engine.task import Task


class Lock:
    """A lock as `threading.Lock` makes it. `_holder` and `_queue` are public to the engine's observers."""

    _scheduler: Scheduler

    def __init__(self) -> None:
        self._locked = False
        self._holder: Task | None = None
        self._queue: list[Task] = []
        self._epoch = self._scheduler.epoch

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        if timeout < 0 and timeout != -1:
            raise ValueError("timeout value must be a non-negative number")
        scheduler = self._scheduler
        if self._epoch != scheduler.epoch:
            self.__init__()  # type: ignore[misc]
        if scheduler.quiet:
            free = not self._locked
            self._locked = True
            return free
        me = scheduler.current
        if not blocking or timeout == 0:
            scheduler.step(TRY, self, None)
            if self._locked:
                return False
        else:
            queue = self._queue
            queue.append(me)
            me.wait = None if timeout < 0 else (timeout, self._patience(me, timeout))
            me.timed_out = False
            if self._locked:
                scheduler.block(me, *(me.wait or ()))
            scheduler.step(ACQUIRE, self, None)
            queue.remove(me)
            if me.timed_out:
                me.timed_out = False
                if self._locked:
                    return False
            elif me.deadline is not None:
                scheduler.settle(me)
        self._locked = True
        self._holder = me
        for task in self._queue:
            if task.timed_out or task not in scheduler.ready:
                continue
            scheduler.block(task, *(task.wait or ()) if task.deadline is None else ())
        return True

    def release(self) -> None:
        scheduler = self._scheduler
        if self._epoch != scheduler.epoch:
            self.__init__()  # type: ignore[misc]
        scheduler.step(RELEASE, self, None)
        if not self._locked:
            raise RuntimeError("release unlocked lock")
        self._locked = False
        self._holder = None
        for task in self._queue:
            scheduler.unblock(task)

    def locked(self) -> bool:
        if self._epoch != self._scheduler.epoch:
            self.__init__()  # type: ignore[misc]
        self._scheduler.step(LOCKED, self, None)
        return self._locked

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()

    def _at_fork_reinit(self) -> None:
        self.__init__()  # type: ignore[misc]

    def __repr__(self) -> str:
        return f"<{'locked' if self._locked else 'unlocked'} lock>"

    @staticmethod
    def _patience(me: Task, timeout: float) -> float | None:
        """A `Timer` waits on its own event: that wait is a sleep, not a safety net."""
        return None if getattr(me.thread, "interval", None) == timeout else timeout


def lock_type(scheduler: Scheduler) -> type[Lock]:
    """The lock of this scheduler's world."""
    return type("lock", (Lock,), {"_scheduler": scheduler, "__module__": "_thread", "__slots__": ()})

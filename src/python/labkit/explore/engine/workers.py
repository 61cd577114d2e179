"""Operating system threads, parked between schedules: one lock each serves for the job and for the turn."""

from __future__ import annotations

import _thread
from collections.abc import Callable

Job = Callable[[], None]


class Worker:
    """A parked thread. Releasing `turn` makes it run `job`, once, and park again."""

    __slots__ = ("job", "turn")

    def __init__(self) -> None:
        self.turn = _thread.allocate_lock()
        self.turn.acquire()
        self.job: Job | None = None
        _thread.start_new_thread(self._loop, ())

    def _loop(self) -> None:
        while True:
            self.turn.acquire()
            job = self.job
            if job is None:
                return
            job()


class Workers:
    """The pool. The n-th thread of each schedule gets the n-th worker, so thread-local state never crosses threads."""

    def __init__(self) -> None:
        self._workers: list[Worker] = []

    def worker(self, index: int) -> Worker:
        while len(self._workers) <= index:
            self._workers.append(Worker())
        return self._workers[index]

    def replace(self, index: int) -> None:
        """Forgets a worker that never came back from its job."""
        self._workers[index] = Worker()

    def close(self) -> None:
        """Ends every parked thread."""
        for worker in self._workers:
            worker.job = None
            worker.turn.release()
        self._workers.clear()

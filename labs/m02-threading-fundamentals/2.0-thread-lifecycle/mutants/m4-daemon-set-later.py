# /// mutant
# id = "m4"
# title = "A daemon thread for work that must be finished"
# check = ["nobody-joins"]
# feedback = """
# When the program is over, Python waits for ordinary threads and cuts daemon threads off in the middle of
# whatever they do. Daemon means: nobody misses the rest. Orders that have to be written down are not of that
# kind.
# """
# ///
"""The night's jobs: start them together, wait for all of them, lose none of their errors, stop when told."""

import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

R = TypeVar("R")
T = TypeVar("T")


@dataclass(frozen=True)
class Outcome(Generic[R]):
    """How one job ended: with a value, or with the exception that left it."""

    value: R | None = None
    error: BaseException | None = None


def run_all(fns: Sequence[Callable[[], R]], *, names: Sequence[str] | None = None) -> list[Outcome[R]]:
    """Run every function in a thread of its own, all at the same time, and return when the last one has ended."""
    labels = [None] * len(fns) if names is None else list(names)
    jobs = [_Job(fn, name) for fn, name in zip(fns, labels, strict=True)]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    return [job.outcome for job in jobs]


class _Job(threading.Thread, Generic[R]):
    """A thread that remembers how its function ended."""

    def __init__(self, fn: Callable[[], R], name: str | None) -> None:
        super().__init__(name=name)
        self._fn = fn
        self.outcome: Outcome[R] = Outcome()

    def run(self) -> None:
        try:
            self.outcome = Outcome(value=self._fn())
        except BaseException as error:
            self.outcome = Outcome(error=error)


class StoppableWorker(threading.Thread, Generic[T]):
    """A thread that handles what is put to it, one after the other, until it is stopped."""

    def __init__(self, handle: Callable[[T], object]) -> None:
        super().__init__(name="worker")
        self.processed = 0
        self._handle = handle
        self._items: queue.Queue[T] = queue.Queue()
        self._stopped = threading.Event()
        self.daemon = True

    def put(self, item: T) -> None:
        """Hand `item` to the worker."""
        self._items.put(item)

    def stop(self) -> None:
        """Ask the worker to end once everything put so far is handled. Does not wait for that."""
        self._stopped.set()

    def run(self) -> None:
        """Look at the queue first and at the event only when it was empty: what was put before stop is seen."""
        while True:
            stopped = self._stopped.is_set()
            try:
                item = self._items.get(timeout=0.1)
            except queue.Empty:
                if stopped:
                    return
                continue
            self._handle(item)
            self.processed += 1


class catch_thread_errors:
    """Inside the `with` block, append what an exception leaves behind when it ends a thread to `sink`."""

    def __init__(self, sink: list[threading.ExceptHookArgs]) -> None:
        self._sink = sink

    def __enter__(self) -> None:
        self._before = threading.excepthook
        threading.excepthook = self._sink.append

    def __exit__(self, *_: object) -> None:
        threading.excepthook = self._before

# /// mutant
# id = "m1"
# title = "start and join in the same turn of the loop"
# check = ["same-time"]
# feedback = """
# join waits until its thread has ended. In the loop that starts the threads it makes the second job wait for
# the first, and the third for the second: threads are made, and nothing runs at the same time. Start them all,
# then wait.
# """
# ///
"""The night's jobs: start them together, wait for all of them, lose none of their errors, stop when told."""

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
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
    if names is not None and len(names) != len(fns):
        raise ValueError(f"{len(names)} names for {len(fns)} functions")
    outcomes: list[Outcome[R]] = [Outcome()] * len(fns)

    def keep(place: int, fn: Callable[[], R]) -> None:
        try:
            outcomes[place] = Outcome(value=fn())
        except BaseException as error:
            outcomes[place] = Outcome(error=error)

    threads = [
        threading.Thread(target=keep, args=(place, fn), name=names[place] if names else None)
        for place, fn in enumerate(fns)
    ]
    for thread in threads:
        thread.start()
        thread.join()
    return outcomes


class StoppableWorker(threading.Thread, Generic[T]):
    """A thread that handles what is put to it, one after the other, until it is stopped."""

    def __init__(self, handle: Callable[[T], object]) -> None:
        super().__init__(name="worker")
        self.processed = 0
        self._handle = handle
        self._items: queue.SimpleQueue[T | None] = queue.SimpleQueue()

    def put(self, item: T) -> None:
        """Hand `item` to the worker."""
        self._items.put(item)

    def stop(self) -> None:
        """Ask the worker to end once everything put so far is handled. Does not wait for that."""
        self._items.put(None)

    def run(self) -> None:
        """Handle items until the end mark comes out of the queue."""
        while (item := self._items.get()) is not None:
            self._handle(item)
            self.processed += 1


@contextmanager
def catch_thread_errors(sink: list[threading.ExceptHookArgs]) -> Iterator[None]:
    """Inside the `with` block, append what an exception leaves behind when it ends a thread to `sink`."""
    before = threading.excepthook
    threading.excepthook = sink.append
    try:
        yield
    finally:
        threading.excepthook = before

"""The night's jobs: start them together, wait for all of them, lose none of their errors, stop when told."""

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
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
    """Run every function in a thread of its own, all at the same time, and return when the last one has ended.

    The outcomes stand in the order of `fns`. An exception, SystemExit included, becomes the `error` of its outcome
    and stops nobody else. `names` are the names of the threads, one for each function; ValueError if there are more
    or fewer, and then nothing runs.
    """
    raise NotImplementedError("step 1: start them, wait for them, keep what they return and raise")


class StoppableWorker(threading.Thread, Generic[T]):
    """A thread that handles what is put to it, one after the other, until it is stopped.

    `processed` counts what `handle` is done with. What was put before `stop` is handled whatever happens, even if
    the program has nothing else left to do and nobody joins the worker.
    """

    processed: int

    def __init__(self, handle: Callable[[T], object]) -> None:
        super().__init__(name="worker")
        raise NotImplementedError("step 2: what does the worker need to be told things, and to be stopped?")

    def put(self, item: T) -> None:
        """Hand `item` to the worker. Any thread may do so. Nothing is put after `stop`."""
        raise NotImplementedError("step 2: hand it over")

    def stop(self) -> None:
        """Ask the worker to end once everything put so far is handled. Does not wait for that: `join` does.

        Any thread may call it, the worker's own included, more than once, and before the worker is started.
        """
        raise NotImplementedError("step 2: ask it to stop")

    def run(self) -> None:
        """Handle items until stopped."""
        raise NotImplementedError("step 2: handle what is put")


def catch_thread_errors(sink: list[threading.ExceptHookArgs]) -> AbstractContextManager[None]:
    """Inside the `with` block, append what an exception leaves behind when it ends a thread to `sink`.

    Afterwards, also when the block raises, such exceptions go where they went before.
    """
    raise NotImplementedError("step 3: who is told when a thread ends by an exception?")

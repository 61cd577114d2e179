"""The life of a thread: started, waited for, stopped, and never lost with what went wrong in it."""

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

R = TypeVar("R")


@dataclass(frozen=True)
class Outcome(Generic[R]):
    """How a function ended: with a value, or with the exception that left it."""

    value: R | None = None
    error: BaseException | None = None


def run_all(fns: Sequence[Callable[[], R]], *, names: Sequence[str] | None = None) -> list[Outcome[R]]:
    """Call every function in a thread of its own, all at the same time, and return their outcomes in order.

    Waits until all have ended, however long that takes. `names` are the names of the threads; raises ValueError,
    before anything runs, if there are not as many names as functions.
    """
    raise NotImplementedError("step 1: start all, then wait for all")


class StoppableWorker(threading.Thread):
    """Writes the lines that arrive in a queue, one after the other, until it is told to stop.

    `processed` is the number of lines written so far. A line that cannot be written ends the worker with the
    exception of `write`.
    """

    def __init__(self, lines: queue.Queue[str], write: Callable[[str], object], *, name: str | None = None) -> None:
        super().__init__(name=name)
        self.lines = lines
        self.write = write
        self.processed = 0

    def run(self) -> None:
        """The work of the thread. Ends when `stop` was called and every line put before that is written."""
        raise NotImplementedError("step 2: take a line, write it, and notice the stop")

    def stop(self) -> None:
        """Ask the worker to end, and return at once. May be called early, twice, and by any thread."""
        raise NotImplementedError("step 2: reach a worker that waits for a line")


@contextmanager
def catch_thread_errors(sink: list[threading.ExceptHookArgs]) -> Iterator[None]:
    """Inside the block, an exception that ends a thread is appended to `sink` instead of being printed.

    Afterwards `threading.excepthook` is again what it was before, also when the block raises.
    """
    raise NotImplementedError("step 3: put threading.excepthook aside, and put it back")
    yield


def main() -> None:
    def dump(database: str) -> str:
        if database == "orders":
            raise PermissionError("orders is locked")
        return f"{database}.sql"

    databases = ["customers", "orders", "stock"]
    outcomes = run_all([lambda one=one: dump(one) for one in databases], names=databases)  # type: ignore[misc]
    for database, outcome in zip(databases, outcomes, strict=True):
        print(database, outcome.value or f"failed: {outcome.error!r}")


if __name__ == "__main__":
    main()

"""The life of a thread: threads that keep their own outcome, and a stop that travels through the queue."""

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


class _Call(threading.Thread, Generic[R]):
    """A function on its way; afterwards its outcome."""

    def __init__(self, fn: Callable[[], R], name: str | None) -> None:
        super().__init__(name=name)
        self.fn = fn
        self.outcome: Outcome[R] = Outcome()

    def run(self) -> None:
        try:
            self.outcome = Outcome(value=self.fn())
        except BaseException as error:
            self.outcome = Outcome(error=error)


def run_all(fns: Sequence[Callable[[], R]], *, names: Sequence[str] | None = None) -> list[Outcome[R]]:
    """Call every function in a thread of its own, all at the same time, and return their outcomes in order."""
    calls = [_Call(fn, name) for fn, name in zip(fns, names or [None] * len(fns), strict=True)]
    for call in calls:
        call.start()
    for call in calls:
        call.join()
    return [call.outcome for call in calls]


class StoppableWorker(threading.Thread):
    """Writes lines until the mark that means stop comes out of the queue."""

    def __init__(self, lines: queue.Queue[str], write: Callable[[str], object], *, name: str | None = None) -> None:
        super().__init__(name=name)
        self.lines: queue.Queue[str | None] = lines  # type: ignore[assignment]  # None travels among the lines
        self.write = write
        self.processed = 0

    def run(self) -> None:
        while (line := self.lines.get()) is not None:
            self.write(line)
            self.processed += 1

    def stop(self) -> None:
        self.lines.put(None)


@contextmanager
def catch_thread_errors(sink: list[threading.ExceptHookArgs]) -> Iterator[None]:
    """Inside the block, an exception that ends a thread is appended to `sink`."""
    before = threading.excepthook
    threading.excepthook = sink.append
    try:
        yield
    finally:
        threading.excepthook = before


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

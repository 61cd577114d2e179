"""The life of a thread: futures keep the outcomes, an event ends the worker, and a class is the block."""

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, TypeVar

R = TypeVar("R")


@dataclass(frozen=True)
class Outcome(Generic[R]):
    """How a function ended: with a value, or with the exception that left it."""

    value: R | None = None
    error: BaseException | None = None


def run_all(fns: Sequence[Callable[[], R]], *, names: Sequence[str] | None = None) -> list[Outcome[R]]:
    """Call every function in a thread of its own, all at the same time, and return their outcomes in order."""
    if names is not None and len(names) != len(fns):
        raise ValueError(f"{len(fns)} functions and {len(names)} names")
    futures: list[Future[R]] = [Future() for _ in fns]
    threads = [threading.Thread(target=_settle, args=pair) for pair in zip(fns, futures, strict=True)]
    for thread, name in zip(threads, names or (), strict=False):
        thread.name = name
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [Outcome(error=error) if (error := one.exception()) else Outcome(value=one.result()) for one in futures]


def _settle(fn: Callable[[], R], future: Future[R]) -> None:
    try:
        future.set_result(fn())
    except BaseException as error:
        future.set_exception(error)


class StoppableWorker(threading.Thread):
    """Writes lines until it is told to stop; its own thread empties the queue once more before it ends."""

    def __init__(self, lines: queue.Queue[str], write: Callable[[str], object], *, name: str | None = None) -> None:
        super().__init__(name=name)
        self.lines = lines
        self.write = write
        self.processed = 0
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.wait(timeout=0.05):
            self.empty()
        self.empty()

    def empty(self) -> None:
        while True:
            try:
                line = self.lines.get_nowait()
            except queue.Empty:
                return
            self.write(line)
            self.processed += 1

    def stop(self) -> None:
        self.stopped.set()


class catch_thread_errors(AbstractContextManager[None]):
    """Inside the block, an exception that ends a thread is appended to `sink`."""

    def __init__(self, sink: list[threading.ExceptHookArgs]) -> None:
        self.sink = sink

    def __enter__(self) -> None:
        self.before = threading.excepthook
        threading.excepthook = self.sink.append

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        threading.excepthook = self.before


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

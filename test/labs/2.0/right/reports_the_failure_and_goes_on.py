# a worker that reports each failure by the hook and goes on
import queue
import sys
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
    names = [f"run-{n}" for n in range(len(fns))] if names is None else list(names)
    outcomes: dict[str | int, Outcome[R]] = {}
    threads = []
    for place, (fn, name) in enumerate(zip(list(fns), names, strict=True)):
        threads.append(threading.Thread(name=name, target=_call, args=(fn, place, outcomes)))
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        for thread in threads:
            thread.join(timeout=1.0)
    return [outcomes[place] for place in range(len(threads))]


def _call(fn: Callable[[], R], place: int, outcomes: dict[str | int, Outcome[R]]) -> None:
    outcome: Outcome[R]
    try:
        outcome = Outcome(fn(), None)
    except (Exception, SystemExit, KeyboardInterrupt, GeneratorExit) as error:
        outcome = Outcome(None, error)
    outcomes[place] = outcome


class StoppableWorker(threading.Thread):
    def __init__(self, lines: queue.Queue[str], write: Callable[[str], object], *, name: str | None = None) -> None:
        super().__init__(name=name)
        self.lines = lines
        self.write = write
        self.processed = 0
        self.stopping = threading.Event()

    def run(self) -> None:
        while not (self.stopping.is_set() and self.lines.empty()):
            try:
                line = self.lines.get(timeout=0.2)
            except queue.Empty:
                continue
            try:
                self.write(line)
            except Exception:
                threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), self)))
            else:
                self.processed += 1

    def stop(self) -> None:
        self.stopping.set()


@contextmanager
def catch_thread_errors(sink: list[threading.ExceptHookArgs]) -> Iterator[None]:
    """Inside the block, an exception that ends a thread is appended to `sink`."""
    before = threading.excepthook
    threading.excepthook = sink.append
    try:
        yield
    finally:
        threading.excepthook = before

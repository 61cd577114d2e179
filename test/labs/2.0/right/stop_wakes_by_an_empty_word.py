# the worker itself is the mark; all functions begin together behind a barrier
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
    if names is not None and len(names) != len(fns):
        raise ValueError(f"{len(fns)} functions and {len(names)} names")
    outcomes: list[Outcome[R]] = list(map(lambda _: Outcome(), fns))

    def call(place: int) -> None:
        try:
            outcomes[place] = Outcome(value=fns[place]())
        except BaseException as error:
            outcomes[place] = Outcome(error=error)

    barrier = threading.Barrier(len(fns) + 1)

    def together(place: int) -> None:
        barrier.wait()
        call(place)

    threads = [threading.Thread(target=together, args=(n,)) for n in range(len(fns))]
    for n, thread in enumerate(threads):
        if names:
            thread.name = names[n]
        thread.start()
    barrier.wait()
    for thread in reversed(threads):
        thread.join()
    return outcomes


class StoppableWorker(threading.Thread):
    def __init__(self, lines: queue.Queue[str], write: Callable[[str], object], *, name: str | None = None) -> None:
        super().__init__(name=name)
        self.lines = lines
        self.write = write
        self.processed = 0
        self.asked = threading.Semaphore(0)

    def run(self) -> None:
        while True:
            line: object = self.lines.get()
            if line is self:
                return
            self.write(line)  # type: ignore[arg-type]
            self.processed += 1

    def stop(self) -> None:
        self.lines.put(self)  # type: ignore[arg-type]


@contextmanager
def catch_thread_errors(sink: list[threading.ExceptHookArgs]) -> Iterator[None]:
    """Inside the block, an exception that ends a thread is appended to `sink`."""
    before = threading.excepthook
    threading.excepthook = sink.append
    try:
        yield
    finally:
        threading.excepthook = before

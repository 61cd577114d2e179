# /// mutant
# id = "m7"
# title = "The worker does not notice the stop"
# check = ["a-waiting-worker-is-reached"]
# feedback = """
# A flag is seen by a thread that looks at it. One that waits in get() looks at nothing, and one that sets up
# the flag when it begins to run overwrites a stop that came before. Either the stop has to end the wait, or the
# wait has to end by itself now and then; and the flag has to exist before the thread does.
# """
# ///
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
    """Call every function in a thread of its own, all at the same time, and return their outcomes in order."""
    if names is not None and len(names) != len(fns):
        raise ValueError(f"{len(fns)} functions and {len(names)} names")
    outcomes: list[Outcome[R]] = [Outcome()] * len(fns)

    def call(place: int) -> None:
        try:
            outcomes[place] = Outcome(value=fns[place]())
        except BaseException as error:  # SystemExit too: nobody else would hear of it
            outcomes[place] = Outcome(error=error)

    threads = [
        threading.Thread(target=call, args=(place,), name=names[place] if names else None) for place in range(len(fns))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


class StoppableWorker(threading.Thread):
    def __init__(self, lines: queue.Queue[str], write: Callable[[str], object], *, name: str | None = None) -> None:
        super().__init__(name=name)
        self.lines = lines
        self.write = write
        self.processed = 0
        self.running = False

    def run(self) -> None:
        self.running = True
        while self.running or not self.lines.empty():
            try:
                line = self.lines.get(timeout=0.1)
            except queue.Empty:
                continue
            self.write(line)
            self.processed += 1

    def stop(self) -> None:
        self.running = False


@contextmanager
def catch_thread_errors(sink: list[threading.ExceptHookArgs]) -> Iterator[None]:
    """Inside the block, an exception that ends a thread is appended to `sink`."""
    before = threading.excepthook
    threading.excepthook = sink.append
    try:
        yield
    finally:
        threading.excepthook = before

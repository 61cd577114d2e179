# /// mutant
# check = ["hook-is-put-back"]
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
    """Writes lines until it is told to stop. Looks up from the queue now and then."""

    def __init__(self, lines: queue.Queue[str], write: Callable[[str], object], *, name: str | None = None) -> None:
        super().__init__(name=name)
        self.lines = lines
        self.write = write
        self.processed = 0
        self.stopping = threading.Event()

    def run(self) -> None:
        while True:
            stopping = self.stopping.is_set()  # asked first: what was put before the stop is in the queue by now
            try:
                line = self.lines.get(timeout=0.0 if stopping else 0.1)
            except queue.Empty:
                if stopping:
                    return
                continue
            self.write(line)
            self.processed += 1

    def stop(self) -> None:
        self.stopping.set()


@contextmanager
def catch_thread_errors(sink: list[threading.ExceptHookArgs]) -> Iterator[None]:
    before = threading.excepthook
    threading.excepthook = sink.append
    try:
        yield
    except Exception:
        pass
    finally:
        threading.excepthook = before

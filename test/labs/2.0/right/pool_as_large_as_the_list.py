# a pool, a condition, a class
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar

R = TypeVar("R")


@dataclass(frozen=True)
class Outcome(Generic[R]):
    """How a function ended: with a value, or with the exception that left it."""

    value: R | None = None
    error: BaseException | None = None


def run_all(fns: Sequence[Callable[[], R]], *, names: Sequence[str] | None = None) -> list[Outcome[R]]:
    if names is None:
        names = [fn.__class__.__name__ for fn in fns]
    elif len(names) != len(fns):
        raise ValueError("names")
    if not fns:
        return []

    def call(fn: Callable[[], R], name: str) -> Outcome[R]:
        threading.current_thread().name = name
        try:
            return Outcome(fn(), None)
        except BaseException as error:
            return Outcome(None, error)

    with ThreadPoolExecutor(max_workers=len(fns)) as pool:
        return list(pool.map(call, fns, names))


class StoppableWorker(threading.Thread):
    def __init__(self, lines: queue.Queue[str], write: Callable[[str], object], *, name: str | None = None) -> None:
        super().__init__(name=name)
        self.lines = lines
        self.write = write
        self.processed = 0
        self._wanted = True
        self._changed = threading.Condition()

    def run(self) -> None:
        while True:
            with self._changed:
                over = not self._wanted
            try:
                line = self.lines.get(block=not over, timeout=0.01)
            except queue.Empty:
                if over:
                    break
                continue
            self.write(line)
            self.processed += 1

    def stop(self) -> None:
        with self._changed:
            self._wanted = False


class catch_thread_errors:
    def __init__(self, sink: list[threading.ExceptHookArgs]) -> None:
        self.sink = sink
        self.before: list[object] = []

    def __enter__(self) -> None:
        self.before.append(threading.excepthook)
        threading.excepthook = self.heard

    def heard(self, args: threading.ExceptHookArgs) -> None:
        self.sink.append(args)

    def __exit__(self, *_: object) -> None:
        threading.excepthook = self.before.pop()

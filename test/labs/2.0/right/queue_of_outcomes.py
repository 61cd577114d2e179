# outcomes arrive in a queue and are sorted; a mark of its own means stop; an exit stack restores
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
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
    done: queue.SimpleQueue[tuple[int, Outcome[R]]] = queue.SimpleQueue()

    def call(place: int, fn: Callable[[], R]) -> None:
        try:
            value = fn()
        except BaseException as error:
            done.put((place, Outcome(error=error)))
        else:
            done.put((place, Outcome(value=value)))

    threads = []
    for place, fn in enumerate(fns):
        thread = threading.Thread(target=call, args=(place, fn), daemon=True)
        if names is not None:
            thread.name = names[place]
        threads.append(thread)
        thread.start()
    pairs = sorted((done.get() for _ in fns), key=lambda pair: pair[0])
    for thread in threads:
        while thread.is_alive():
            thread.join(0.5)
    return [outcome for _, outcome in pairs]


class StoppableWorker(threading.Thread):
    def __init__(self, lines: queue.Queue[str], write: Callable[[str], object], *, name: str | None = None) -> None:
        super().__init__(name=name)
        self.lines: queue.Queue[object] = lines  # type: ignore[assignment]
        self.write = write
        self.processed = 0
        self.end = object()

    def run(self) -> None:
        for line in iter(self.lines.get, self.end):
            self.write(str(line))
            self.processed = self.processed + 1

    def stop(self) -> None:
        self.lines.put(self.end)


@contextmanager
def catch_thread_errors(sink: list[threading.ExceptHookArgs]) -> Iterator[None]:
    def hook(args: threading.ExceptHookArgs, /) -> None:
        sink.append(args)

    with ExitStack() as stack:
        stack.callback(setattr, threading, "excepthook", threading.excepthook)
        threading.excepthook = hook
        yield

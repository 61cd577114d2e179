# /// mutant
# check = ["functions-overlap", "every-ending-has-an-outcome", "every-line-is-written", "errors-are-caught"]
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


def run_all(fns, *, names=None):
    return []


class StoppableWorker(threading.Thread):
    processed = 0

    def __init__(self, lines, write, *, name=None):
        super().__init__(name=name)

    def stop(self):
        pass


@contextmanager
def catch_thread_errors(sink):
    yield

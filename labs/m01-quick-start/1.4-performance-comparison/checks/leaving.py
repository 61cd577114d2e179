"""What a call has left behind, once those that are on their way out have had the time to go."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from labkit.testing import Subject

T = TypeVar("T")
LOOKS = 200


def threads_left(subject: Subject) -> Sequence[str]:
    return _left(subject, subject.threads)


def processes_left(subject: Subject) -> Sequence[int]:
    return _left(subject, subject.children)


def _left(subject: Subject, there: Callable[[], list[T]]) -> list[T]:
    found = there()
    for _ in range(LOOKS):
        if not found or subject.settled():  # idle: who is still there waits for something that does not come
            break
        found = there()
    return found

"""Tell concurrency from parallelism: count what overlaps in a trace, then make two computations overlap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Event:
    """Something that happens to a task at a moment; the state it begins lasts until the task's next event."""

    at: float  # in any unit, the same for the whole trace
    task: str
    kind: Literal["start", "run", "wait", "end"]


@dataclass(frozen=True)
class Profile:
    """The most tasks that were in progress at once, and the most that were running at once."""

    max_in_progress: int
    max_running: int


def profile(events: Iterable[Event]) -> Profile:
    """Count what overlaps in a trace.

    A task is in progress from its "start" to its "end", and runs from a "run" to its next "wait" or to its "end".
    A task that has only started does not run yet, and a task may end while it waits. What ends at a moment does not
    overlap what begins at that moment. A trace may stop early: a task without an "end" stays as its last event left
    it. In an empty trace nothing is in progress.

    Each task starts once, and its own events come in the order in which they happen; those of different tasks come in
    any order. No task, and no stretch of running or waiting, has length zero.
    """
    raise NotImplementedError("step 1: count the tasks in progress and the tasks that run")


def classify(p: Profile) -> Literal["sequential", "concurrent", "parallel"]:
    """Name what a profile shows: nothing overlaps, tasks overlap, or tasks run at the same moment."""
    raise NotImplementedError("step 2: name it")


def calc_serial(numbers: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the squares and the cubes of the numbers, each in the order of `numbers`."""
    raise NotImplementedError("step 3: one loop after the other")


def calc_threads(numbers: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return what `calc_serial` returns. Squares and cubes are computed in two threads that overlap."""
    raise NotImplementedError("step 3: a thread for the squares, a thread for the cubes")


def main() -> None:
    trace = [
        Event(0, "orders", "start"),
        Event(1, "orders", "run"),
        Event(2, "orders", "wait"),
        Event(2, "prices", "start"),
        Event(2, "prices", "run"),
        Event(4, "prices", "end"),
        Event(4, "orders", "run"),
        Event(5, "orders", "end"),
    ]
    found = profile(trace)
    print(f"{found}: {classify(found)}")
    print(calc_serial([1, 2, 3]))
    print(calc_threads([1, 2, 3]))


if __name__ == "__main__":
    main()

"""Tell concurrency from parallelism: count what overlaps in a trace, then make two computations overlap."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
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


def profile(events):
    """At every moment, ask every task."""
    events = sorted(events, key=lambda event: event.at)

    def state(task, at):
        last = None
        for event in events:
            if event.task == task and event.at <= at:
                last = event.kind
        return last

    tasks = {event.task for event in events}
    times = {event.at for event in events}
    states = [[state(task, at) for task in tasks] for at in times]
    return Profile(
        max((sum(one not in (None, "end") for one in row) for row in states), default=0),
        max((row.count("run") for row in states), default=0),
    )


def classify(p: Profile) -> Literal["sequential", "concurrent", "parallel"]:
    """Name what a profile shows: nothing overlaps, tasks overlap, or tasks run at the same moment."""
    if p.max_running > 1:
        return "parallel"
    return "concurrent" if p.max_in_progress > 1 else "sequential"


def calc_serial(numbers: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the squares and the cubes of the numbers, each in the order of `numbers`."""
    return _squares(numbers), _cubes(numbers)


def calc_threads(numbers):
    squares, cubes = [0] * len(numbers), [0] * len(numbers)

    def fill(column, exponent):
        for place, number in enumerate(numbers):
            column[place] = pow(number, exponent)

    first = threading.Thread(target=fill, args=(squares, 2), daemon=True)
    second = threading.Thread(target=fill, args=(cubes, 3), daemon=True)
    first.start()
    second.start()
    second.join()
    first.join()
    return squares, cubes


def _squares(numbers: Sequence[int]) -> list[int]:
    return [number**2 for number in numbers]


def _cubes(numbers: Sequence[int]) -> list[int]:
    return [number**3 for number in numbers]


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

# /// mutant
# id = "m4"
# check = ["every-schedule"]
# ///
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


def profile(events: Iterable[Event]) -> Profile:
    """Count what overlaps in a trace. The events of one task come in order, those of different tasks in any."""
    state: dict[str, str] = {}
    in_progress = running = 0
    for _, together in groupby(sorted(events, key=lambda event: event.at), key=lambda event: event.at):
        for event in together:
            state[event.task] = event.kind
        # Counted when everything of this moment has happened: what ends now does not meet what begins now.
        in_progress = max(in_progress, sum(kind != "end" for kind in state.values()))
        running = max(running, sum(kind == "run" for kind in state.values()))
    return Profile(in_progress, running)


def classify(p: Profile) -> Literal["sequential", "concurrent", "parallel"]:
    """Name what a profile shows: nothing overlaps, tasks overlap, or tasks run at the same moment."""
    if p.max_running > 1:
        return "parallel"
    return "concurrent" if p.max_in_progress > 1 else "sequential"


def calc_serial(numbers: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the squares and the cubes of the numbers, each in the order of `numbers`."""
    return _squares(numbers), _cubes(numbers)


def calc_threads(numbers):
    results = []

    def work(exponent):
        for number in numbers:
            results.append(number**exponent)

    threads = [threading.Thread(target=work, args=(2,)), threading.Thread(target=work, args=(3,))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results[::2], results[1::2]


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

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
    found = Profile(0, 0)
    alive, running = set(), set()
    by_time = {}
    for event in events:
        by_time.setdefault(event.at, []).append(event)
    for at in sorted(by_time):
        for event in by_time[at]:
            if event.kind == "start":
                alive.add(event.task)
            elif event.kind == "run":
                running.add(event.task)
            elif event.kind == "wait":
                running.discard(event.task)
            else:
                alive.discard(event.task)
                running.discard(event.task)
        found = Profile(max(found.max_in_progress, len(alive)), max(found.max_running, len(running)))
    return found


def classify(p: Profile) -> Literal["sequential", "concurrent", "parallel"]:
    """Name what a profile shows: nothing overlaps, tasks overlap, or tasks run at the same moment."""
    if p.max_running > 1:
        return "parallel"
    return "concurrent" if p.max_in_progress > 1 else "sequential"


def calc_serial(numbers: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the squares and the cubes of the numbers, each in the order of `numbers`."""
    return _squares(numbers), _cubes(numbers)


def calc_threads(numbers):
    """Both write to one list, under a lock, and say what each entry is."""
    results = []
    lock = threading.Lock()

    def work(kind, exponent):
        for number in numbers:
            with lock:
                results.append((kind, number**exponent))

    threads = [threading.Thread(target=work, args=one) for one in (("square", 2), ("cube", 3))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [n for kind, n in results if kind == "square"], [n for kind, n in results if kind == "cube"]


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

# /// mutant
# id = "m6"
# check = ["threads-overlap"]
# ///
"""Tell concurrency from parallelism: count what overlaps in a trace, then make two computations overlap."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate
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
    in_progress: list[tuple[float, int]] = []
    running: list[tuple[float, int]] = []
    runs: set[str] = set()
    for event in events:
        if event.kind == "start":
            in_progress.append((event.at, +1))
        if event.kind == "end":
            in_progress.append((event.at, -1))
        if event.kind == "run":
            runs.add(event.task)
            running.append((event.at, +1))
        elif event.task in runs:  # it waits or ends now, and ran until now
            runs.remove(event.task)
            running.append((event.at, -1))
    return Profile(_most(in_progress), _most(running))


def _most(changes: list[tuple[float, int]]) -> int:
    """The highest sum on the way. At the same moment -1 sorts before +1: what ends makes room for what begins."""
    return max(accumulate((change for _, change in sorted(changes)), initial=0))


def classify(p: Profile) -> Literal["sequential", "concurrent", "parallel"]:
    """Name what a profile shows: nothing overlaps, tasks overlap, or tasks run at the same moment."""
    if p.max_running > 1:
        return "parallel"
    return "concurrent" if p.max_in_progress > 1 else "sequential"


def calc_serial(numbers: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the squares and the cubes of the numbers, each in the order of `numbers`."""
    return _powers(numbers, 2), _powers(numbers, 3)


def calc_threads(numbers: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return what `calc_serial` returns, computed in two threads that overlap."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        squares = pool.submit(_powers, numbers, 2)
        cubes = pool.submit(_powers, numbers, 3)
        return squares.result(), cubes.result()


def _powers(numbers: Sequence[int], exponent: int) -> list[int]:
    return [number**exponent for number in numbers]


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

# /// mutant
# check = ["any-trace"]
# ///
"""Tell concurrency from parallelism: count what overlaps in a trace, then make two computations overlap."""

import math
import threading
from collections.abc import Callable, Iterable, Sequence
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


@dataclass(frozen=True)
class Stretch:
    """From `begin`, up to and without `end`; a stretch that was cut off has no end."""

    begin: float
    end: float = math.inf

    def covers(self, moment: float) -> bool:
        return self.begin <= moment < self.end


def profile(events: Iterable[Event]) -> Profile:
    """Count what overlaps in a trace. The events of one task come in order, those of different tasks in any."""
    tasks: dict[str, list[Event]] = {}
    for event in events:
        tasks.setdefault(event.task, []).append(event)
    lives: list[Stretch] = []
    runs: list[Stretch] = []
    for own in tasks.values():
        end = own[-1].at if own[-1].kind == "end" else math.inf
        lives.append(Stretch(own[0].at, end))
        changes = [*(event.at for event in own[1:]), math.inf]
        runs += [Stretch(event.at, until) for event, until in zip(own, changes, strict=True) if event.kind == "run"]
    return Profile(_deepest(lives), _deepest(runs))


def _deepest(stretches: list[Stretch]) -> int:
    """The most stretches at one moment. More can only begin where one begins, so these moments are enough."""
    return max((sum(other.covers(one.begin) for other in stretches) for one in stretches))


def classify(p: Profile) -> Literal["sequential", "concurrent", "parallel"]:
    """Name what a profile shows: nothing overlaps, tasks overlap, or tasks run at the same moment."""
    match p:
        case Profile(max_in_progress=0 | 1):
            return "sequential"
        case Profile(max_running=0 | 1):
            return "concurrent"
        case _:
            return "parallel"


def calc_serial(numbers: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the squares and the cubes of the numbers, each in the order of `numbers`."""
    return [number * number for number in numbers], [number * number * number for number in numbers]


def calc_threads(numbers: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return what `calc_serial` returns, computed in two threads that overlap."""
    squares = Column(numbers, lambda number: number * number)
    cubes = Column(numbers, lambda number: number * number * number)
    squares.start()
    cubes.start()
    squares.join()
    cubes.join()
    return squares.values, cubes.values


class Column(threading.Thread):
    """A thread that computes one column of results. Ask for `values` after `join`."""

    def __init__(self, numbers: Sequence[int], formula: Callable[[int], int]) -> None:
        super().__init__()
        self._numbers = numbers
        self._formula = formula
        self.values: list[int] = []

    def run(self) -> None:
        self.values = [self._formula(number) for number in self._numbers]


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

"""Runs the learner's run_matrix under a clock of the judge's making, and reads the journal of what it did."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from labkit.testing import Record, Subject, fail, show

FIELDS = ("workload", "model", "workers", "round", "items", "seconds")
PATIENCE = 60.0
"""Seconds for what starts processes on a busy machine; only a program that waits for ever takes so long."""


@dataclass(frozen=True)
class Event:
    """A line of the journal: who wrote it (`pid`, `thread`), and what happened."""

    pid: int
    thread: int
    what: str
    rest: tuple[str, ...]


@dataclass
class Window:
    """What happened between the two readings of the clock that a sample is made of."""

    sample: dict[str, Any]
    first: int
    """Place of the first reading among the events."""
    before: Event
    events: list[Event]
    after: Event

    @property
    def begun(self) -> list[Event]:
        return [one for one in self.events if one.what == "begin"]

    @property
    def ended(self) -> list[Event]:
        return [one for one in self.events if one.what == "end"]

    @property
    def cell(self) -> str:
        one = self.sample
        return f"{one['workload']} in {one['model']} with {one['workers']} workers"


@dataclass
class Watched:
    """A finished call of run_matrix."""

    called: str
    pid: int
    items: int
    """The learner's ITEMS."""
    samples: list[dict[str, Any]]
    events: list[Event]
    windows: list[Window] = field(default_factory=list)
    """One for each sample, in the order of time."""

    def before_the_first(self) -> list[Event]:
        return self.events[: self.windows[0].first]


def readings(rng: Random, number: int = 4000) -> list[float]:
    """What a clock says: always later, no two steps alike, so that a difference tells between which two it lies."""
    steps = [(1000 + place) / 4096 for place in range(number)]
    rng.shuffle(steps)
    now, found = rng.randrange(1000) / 8, []
    for step in steps:
        now += step  # sums of binary fractions: exact
        found.append(now)
    return found


@contextmanager
def journal() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="labkit-") as folder:
        file = Path(folder, "journal")
        file.touch()
        yield file


def read(file: Path) -> list[Event]:
    lines = (line.split() for line in file.read_text("ascii").splitlines())
    return [Event(int(pid), int(thread), what, tuple(rest)) for pid, thread, what, *rest in lines]


def watch(
    subject: Subject, workloads: Sequence[str], models: Sequence[str], workers: Sequence[int], repeats: int | None
) -> Watched:
    """Calls run_matrix; a result of the wrong form, or a time that no two readings explain, ends the check."""
    clock = readings(Random(secrets.randbits(32)))
    with journal() as file:
        call = subject.start(
            "scenario:watched", list(workloads), list(models), list(workers), str(file), clock, repeats=repeats,
            limit=PATIENCE,
        )  # fmt: skip
        return observed(call.result(), read(file), clock, name(workloads, models, workers, repeats))


def name(workloads: Sequence[str], models: Sequence[str], workers: Sequence[int], repeats: int | None) -> str:
    more = "" if repeats is None else f", repeats={repeats}"
    return f"run_matrix({{{', '.join(workloads)}}}, {list(models)}, {list(workers)}{more})"


def observed(value: Any, events: list[Event], clock: list[float], called: str) -> Watched:
    found = value["samples"]
    if not isinstance(found, list):
        fail(f"{called} returned {show(found, 120)}", expected="a list of Sample", actual=show(found, 120))
    for one in found:
        if not isinstance(one, Record) or not set(FIELDS) <= set(one.fields):
            fail(f"{called} returned a list with {show(one, 120)}", expected="Sample", actual=show(one, 120))
    watched = Watched(called, value["pid"], value["items"], [one.fields for one in found], events)
    ticks = [place for place, one in enumerate(events) if one.what == "tick"]
    steps = {late - early: number for number, (early, late) in enumerate(pairwise(clock[: len(ticks)]))}
    for sample in watched.samples:
        number = steps.get(sample["seconds"])
        if number is None:
            fail(
                f"{called} has a sample of {sample['seconds']!r} s, and no reading of the timer came so long after the "
                "one before it",
                misconception="m2" if _several(sample["seconds"], steps) else None,
                expected="the difference of two readings, one right after the other",
                actual=repr(sample["seconds"]),
                at="run_matrix",
                details=[f"The timer was read {len(ticks)} times for {len(watched.samples)} samples."],
            )
        first, last = ticks[number], ticks[number + 1]
        watched.windows.append(Window(sample, first, events[first], events[first + 1 : last], events[last]))
    watched.windows.sort(key=lambda one: one.first)
    return watched


def _several(seconds: object, steps: dict[float, int]) -> bool:
    """Whether it may be put together of several measurements: their mean lies within the steps there were."""
    return type(seconds) is float and bool(steps) and min(steps) <= seconds <= max(steps)


def numbers(events: Sequence[Event]) -> list[int]:
    """The items of these calls, sorted."""
    return sorted(int(one.rest[1]) for one in events)

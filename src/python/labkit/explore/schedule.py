"""A schedule is one value: whose turn it is, for how many steps, bound to the source it was found in."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from labkit.errors import SetupError
from labkit.explore.engine.operation import NAMES, TICK
from labkit.explore.engine.scheduler import Step
from labkit.explore.instrument.sites import Sites
from labkit.schema.rules import fields, items, one_of, record, text

VERSION = 1
_MOST_STEPS = 1_000_000


def _turn(value: Any, path: str) -> Iterable[str]:
    if not isinstance(value, list | tuple) or [type(one) for one in value] != [int, int]:
        yield f"{path}: not a thread's number and its steps"


_saved = fields(
    {
        "version": one_of(VERSION),
        "scenario": text(),
        "python": text(),
        "sources": record(text()),
        "turns": items(_turn),
        "places": items(text()),
    }
)

Turns = tuple[tuple[str | int, int], ...]
"""A schedule as a person writes it: a thread's name or number and how many steps it takes, one after another."""


@dataclass(frozen=True)
class Schedule:
    """`turns`: (thread, steps) one after another, thread -1 for a jump of the clock. `places`: what each step was."""

    turns: tuple[tuple[int, int], ...]
    places: tuple[str, ...]
    sources: dict[str, str]
    scenario: str
    python: str

    @staticmethod
    def of(trace: list[Step], sites: Sites, sources: dict[str, str], scenario: str) -> Schedule:
        """The schedule that a trace went through."""
        turns = tuple((thread, len(list(group))) for thread, group in groupby(step[0] for step in trace))
        return Schedule(turns, places(trace, sites), sources, scenario, platform.python_version())

    def threads(self) -> list[int]:
        """One thread number a step."""
        return [thread for thread, steps in self.turns for _ in range(steps)]

    def as_json(self) -> dict[str, Any]:
        return {
            "version": VERSION, "scenario": self.scenario, "python": self.python, "sources": self.sources,
            "turns": [list(turn) for turn in self.turns], "places": list(self.places),
        }  # fmt: skip

    @staticmethod
    def parse(data: Any) -> Schedule:
        """Reads what `as_json` made. Raises SetupError for anything else."""
        version = data.get("version") if isinstance(data, dict) else None
        if type(version) is int and version > VERSION:
            raise SetupError(
                f"this schedule is of version {version}, from a newer kit; this one reads up to {VERSION}: "
                "update it, or save it again with --save"
            )
        if type(version) is not int or version != VERSION:
            raise SetupError(f"not a schedule of version {VERSION}; save it again with --save")
        for fault in _saved(data, ""):
            raise SetupError(f"this schedule is damaged ({fault}); save it again with --save")
        turns = tuple((thread, steps) for thread, steps in data["turns"])
        sound = all(thread >= TICK and steps > 0 for thread, steps in turns)
        if not sound or sum(steps for _, steps in turns) > _MOST_STEPS or len(data["places"]) > _MOST_STEPS:
            raise SetupError("this schedule is damaged: a turn is out of range; save it again with --save")
        return Schedule(turns, tuple(data["places"]), dict(data["sources"]), data["scenario"], data["python"])


def read_schedule(data: Any) -> Schedule | Turns:
    """A saved schedule, or turns written by hand as `[["T1", 3], ["T2", 1]]`. Raises SetupError for anything else."""
    if not isinstance(data, list):
        return Schedule.parse(data)
    for number, turn in enumerate(data, 1):
        if not isinstance(turn, list | tuple) or len(turn) != 2:
            raise SetupError(f'turn {number} is not a thread and its steps: write it as ["T1", 3]')
        thread, steps = turn
        if not isinstance(thread, str | int) or isinstance(thread, bool):
            raise SetupError(f'turn {number} names no thread: write its name or number, as in ["T1", 3]')
        if not isinstance(steps, int) or isinstance(steps, bool) or not 0 < steps <= _MOST_STEPS:
            raise SetupError(f'turn {number} has no number of steps: write 1 or more, as in ["T1", 3]')
    if not data or len(data) > _MOST_STEPS:
        raise SetupError('this schedule has no turns: write some, as in [["T1", 3], ["T2", 1]]')
    return tuple((thread, steps) for thread, steps in data)


def places(trace: list[Step], sites: Sites) -> tuple[str, ...]:
    """What each step was, in words that are the same on every Python."""
    out = []
    for _, kind, site in trace:
        where = sites.table[site] if site is not None else None
        out.append(NAMES[kind] if where is None else f"{NAMES[kind]} {where.name} {where.line}:{where.column}")
    return tuple(out)

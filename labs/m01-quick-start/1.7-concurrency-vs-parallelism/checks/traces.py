"""Traces, drawn as rows and counted by the definition: look at every moment, and see who does what from then on."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

Kind = Literal["start", "run", "wait", "end"]
Event = tuple[float, str, Kind]
NAMES = ("orders", "prices", "stock", "tax")


@dataclass(frozen=True)
class Counts:
    """What a profile says."""

    in_progress: int
    running: int

    def __str__(self) -> str:
        return f"max_in_progress={self.in_progress}, max_running={self.running}"


def states_at(trace: list[Event], moment: float) -> dict[str, Kind]:
    """The last event of every task that had one by `moment`."""
    states: dict[str, Kind] = {}
    for at, task, kind in sorted(trace, key=lambda event: event[0]):
        if at <= moment:
            states[task] = kind
    return states


def counted(trace: list[Event]) -> Counts:
    """The right answer."""
    seen = [states_at(trace, moment) for moment in moments(trace)]
    return Counts(
        max((sum(kind != "end" for kind in one.values()) for one in seen), default=0),
        max((sum(kind == "run" for kind in one.values()) for one in seen), default=0),
    )


def moments(trace: list[Event]) -> list[float]:
    return sorted({at for at, _, _ in trace})


def rows(trace: list[Event]) -> list[str]:
    """The trace as a picture: a column for every unit of time, `#` running, `.` in progress and not running."""
    if not trace:
        return ["(no events)"]
    first, last = int(min(at for at, _, _ in trace)), int(max(at for at, _, _ in trace))
    names = sorted({task for _, task, _ in trace})
    width = max(len(name) for name in names)
    scale = "".join(str(moment % 10) for moment in range(first, last + 1))
    lines = [f"{'':{width}}  {scale}"]
    for name in names:
        cells = []
        for moment in range(first, last + 1):
            kind = states_at(trace, moment).get(name)
            cells.append({None: " ", "end": " ", "run": "#"}.get(kind, "."))
        open_end = states_at(trace, last)[name] != "end"
        lines.append(f"{name:{width}}  {''.join(cells).rstrip()}{' (no end)' if open_end else ''}")
    return lines


def draw(rng: Random) -> list[Event]:
    """A trace of up to four tasks with everything in it: waits, hand-overs, ends that are missing."""
    trace: list[Event] = []
    for name in rng.sample(NAMES, rng.randint(1, len(NAMES))):
        at, running, stretches = rng.randrange(6), False, rng.randrange(5)
        trace.append((at, name, "start"))
        for number in range(stretches):
            at += rng.randint(1 if number else 0, 2)
            running = not running
            trace.append((at, name, "run" if running else "wait"))
        if rng.random() < 0.7:
            trace.append((at + rng.randint(1, 2), name, "end"))
    return mixed(trace, rng)


def draw_apart(rng: Random, *, waits: bool) -> list[Event]:
    """A whole trace in which no two tasks share a moment. Without `waits` every task runs from start to end."""
    kinds: list[tuple[Kind, ...]] = []
    for _ in range(rng.randint(2, len(NAMES))):
        kinds.append(
            ("start", *("run", "wait", "run", "wait")[: rng.randint(0, 4)], "end") if waits else ("start", "end")
        )
    free = rng.sample(range(24), sum(map(len, kinds)))
    trace: list[Event] = []
    for name, own in zip(rng.sample(NAMES, len(kinds)), kinds, strict=True):
        times = sorted(free.pop() for _ in own)
        for at, kind in zip(times, own, strict=True):
            trace.append((at, name, kind))
            if not waits and kind == "start":
                trace.append((at, name, "run"))
    return mixed(trace, rng)


def mixed(trace: list[Event], rng: Random) -> list[Event]:
    """The events in another order; each task's own stay in theirs."""
    waiting: dict[str, list[Event]] = {}
    for event in trace:
        waiting.setdefault(event[1], []).append(event)
    order = [task for task, events in waiting.items() for _ in events]
    rng.shuffle(order)
    return [waiting[task].pop(0) for task in order]


def from_slots(lanes: dict[str, list[str]]) -> list[Event]:
    """The trace of a timeline: for each lane its state in every slot, absent, waiting or running."""
    trace: list[Event] = []
    for task, states in lanes.items():
        last = "absent"
        for at, state in enumerate([*states, "absent"]):
            if state == last:
                continue
            if last == "absent":
                trace.append((at, task, "start"))
            if state == "absent":
                trace.append((at, task, "end"))
            elif state == "running":
                trace.append((at, task, "run"))
            elif last == "running":
                trace.append((at, task, "wait"))
            last = state
    return trace

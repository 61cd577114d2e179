"""Records a program: one run under virtual time, told as the state of each lane in each slot."""

from __future__ import annotations

import contextlib
import gc
import io
from pathlib import Path

from labkit.errors import SetupError
from labkit.explore.engine.operation import BEGIN, END
from labkit.explore.engine.outcome import Blocked
from labkit.explore.engine.outside import Outside
from labkit.explore.engine.scheduler import Scheduler
from labkit.explore.engine.task import Task
from labkit.timeline.machine import Machine

ENTRY = "main"
_TOLERANCE = 1e-3
"""Seconds: reading the clock moves it by a microsecond."""

Lanes = dict[str, list[str]]
"""By name of the thread or process: its state in each slot."""


class Lives:
    """An observer: from when to when each thread lived."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self.begun: dict[int, float] = {0: 0.0}
        self.ended: dict[int, float] = {}

    def announced(self, task: Task) -> None:
        pass

    def step(self, task: Task) -> None:
        if task.kind == BEGIN:
            self.begun[task.index] = self._scheduler.now
        elif task.kind == END:
            self.ended[task.index] = self._scheduler.now

    def blocked(self, task: Task) -> Blocked:
        return Blocked(task.name, "", "", None, "", 0, "")


def record(file: Path) -> Lanes:
    """Runs `main()` of `file`. Raises SetupError for a program that has no `main`, fails, waits for ever, uses what
    cannot be recorded, or does not keep to whole slots. Does not return from one that loops for ever."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        out = io.StringIO()
        with Scheduler() as scheduler, contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            return _record(file, scheduler)
    finally:
        if collecting:
            gc.enable()


def _record(file: Path, scheduler: Scheduler) -> Lanes:
    machine = Machine(scheduler)
    program = machine.process(file, ENTRY)
    main = program.scenario()
    lives = Lives(scheduler)
    scheduler.reset(machine, lives)
    with Outside(program.files) as outside:
        machine.outside = program.libraries.outside = outside
        outcome = scheduler.run(main, program.libraries.exit_work)
    if outside.seen:
        raise SetupError(f"{outside.seen}, which cannot be recorded")
    if outcome.failed:
        raise SetupError(f"{file.name}: {scheduler.tasks[outcome.thread].name} failed: {outcome.message}")
    if scheduler.unfair:
        raise SetupError(f"{file.name} takes more than {scheduler.drawn_limit:,} steps: too many for a timeline")
    lanes: Lanes = {}
    for task in scheduler.tasks:
        if task.index not in lives.begun:
            continue
        if task.name in lanes:
            raise SetupError(f"{file.name} has two lanes with the name {task.name}: name each thread")
        begun = _slot(lives.begun[task.index], f"{task.name} starts")
        computed = {
            _slot(at, f"{task.name} begins to compute") for index, at in machine.computed if index == task.index
        }
        ended = _slot(lives.ended.get(task.index, scheduler.now), f"{task.name} ends")
        lanes[task.name] = [
            "absent" if not begun <= slot < ended else "running" if slot in computed else "waiting"
            for slot in range(round(scheduler.now))
        ]
    _slot(scheduler.now, f"{file.name} ends")
    return lanes


def _slot(at: float, what: str) -> int:
    whole = round(at)
    if abs(at - whole) > _TOLERANCE:
        raise SetupError(
            f"{what} at {at:g} s: a timeline has slots of one second, so each wait and each compute must end on a "
            "whole second"
        )
    return whole

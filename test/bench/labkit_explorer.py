"""Our own explorer, one strategy at a time or the whole portfolio."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from unittest import mock

from job import Answer, Job
from labkit.explore import Options, explore
from labkit.explore.engine.scheduler import Strategy
from labkit.explore.search import Search

_UNPINNED = " unpinned"


def find(job: Job) -> Answer:
    began = time.perf_counter()
    result = explore(Path(job.program), options=_options(job))
    seconds = time.perf_counter() - began
    undecided = result.verdict == "inconclusive"
    form = "not decided" if undecided else result.form
    return Answer(result.verdict == "failed", result.schedules, seconds, form, stuck=undecided)


def rate(job: Job) -> Answer:
    anywhere = mock.patch("labkit.explore.search.Core", _AnyCore)
    with anywhere if job.technique.endswith(_UNPINNED) else contextlib.nullcontext():
        search = _Endless(Path(job.program), "scenario", _options(job))
        result = search.run()
    if result.verdict != "passed":
        raise RuntimeError(f"{job.program}: {result.message}")
    return Answer(False, search.timed_schedules, search.seconds, cpu=search.cpu)


def _options(job: Job) -> Options:
    strategy = job.technique.removeprefix("labkit ").removesuffix(_UNPINNED)
    return Options(strategy=strategy, seed=job.seed, max_schedules=job.executions, time_limit=job.seconds)


class _AnyCore(contextlib.nullcontext[None]):
    """In place of `Core`: the system puts the threads where it likes."""

    def look(self) -> None:
        pass


class _Endless(Search):
    """A search that begins again whenever it is complete, so that a strategy's rate is that of whole searches.
    Loading the program is not timed."""

    timed_schedules = 0
    seconds = 0.0
    cpu = 0.0

    def _portfolio(self) -> list[tuple[str, Strategy]]:
        self._clock, self._processor = time.perf_counter(), time.process_time()
        self._first = self._schedules
        self._fresh = super()._portfolio
        return [(name, _Again(self, place)) for place, (name, _) in enumerate(self._fresh())]

    def fresh(self, place: int) -> Strategy:
        return self._fresh()[place][1]

    def scheduled(self) -> None:
        self.timed_schedules = self._schedules - self._first
        self.seconds = time.perf_counter() - self._clock
        self.cpu = time.process_time() - self._processor


class _Again:
    """The strategy at `place` of the portfolio, made anew at each end."""

    def __init__(self, search: _Endless, place: int) -> None:
        self._search = search
        self._place = place
        self._adopt()

    def _adopt(self) -> None:
        strategy = self._search.fresh(self._place)
        self._strategy = strategy
        self.early = strategy.early
        self.choose = strategy.choose
        self.ticks = strategy.ticks

    def begin(self) -> bool:
        if not self._strategy.begin():
            self._adopt()
            return self._strategy.begin()
        return True

    def end(self, steps: int) -> None:
        self._strategy.end(steps)
        self._search.scheduled()

"""Virtual time: stands still while threads run, jumps when all of them wait."""

from __future__ import annotations

import time as real
import types
from typing import TYPE_CHECKING

from labkit.explore.engine.operation import CLOCK, SLEEP

if TYPE_CHECKING:
    from labkit.explore.engine.scheduler import Scheduler

_EPOCH = 1_800_000_000.0
_TICK = 1e-6


class Clock:
    """The clock of one scheduler. A thread that only watches the clock sees it run, ever faster: a spin ends."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._last: tuple[int, int, int] | None = None
        self._tick = _TICK

    def sleep(self, seconds: float) -> None:
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        scheduler = self._scheduler
        if scheduler.quiet:
            return
        if not scheduler.stopping:
            if seconds == 0:
                # Gives way and no more: nobody relies on its length.
                scheduler.step(CLOCK, None, None)
                return
            scheduler.block(scheduler.current, float(seconds))
        scheduler.step(SLEEP, None, None)

    def monotonic(self) -> float:
        """As the program reads it: what it does next may depend on the time."""
        if not self._scheduler.quiet:
            self._scheduler.timed = True
        return self.elapsed()

    def elapsed(self) -> float:
        """As `threading` reads it, to work out a time-out: a wait with one counts by itself."""
        scheduler = self._scheduler
        if not scheduler.quiet:
            scheduler.step(CLOCK, None, None)
            now = (scheduler.epoch, scheduler.current.index, len(scheduler.trace))
            last = self._last
            idle = last is not None and last[:2] == now[:2] and now[2] == last[2] + 1
            self._tick = self._tick * 2 if idle else _TICK
            self._last = now
            scheduler.now += self._tick
        return scheduler.now

    def time(self) -> float:
        return _EPOCH + self.monotonic()

    def nanoseconds(self) -> int:
        return int(self.monotonic() * 1e9)

    def time_nanoseconds(self) -> int:
        return int(self.time() * 1e9)

    def module(self) -> types.ModuleType:
        """`time` with this clock in place of the real ones."""
        module = types.ModuleType("time")
        module.__dict__.update({k: v for k, v in vars(real).items() if k not in ("__loader__", "__spec__")})
        module.__dict__.update(
            sleep=self.sleep, monotonic=self.monotonic, perf_counter=self.monotonic, time=self.time,
            process_time=self.monotonic, thread_time=self.monotonic, monotonic_ns=self.nanoseconds,
            perf_counter_ns=self.nanoseconds, process_time_ns=self.nanoseconds, time_ns=self.time_nanoseconds,
        )  # fmt: skip
        return module

"""One processor core for the threads of a search: a hand-over costs 4 microseconds instead of 50."""

from __future__ import annotations

import contextlib
import os
import random
import time
from pathlib import Path

_LOOK_SECONDS = 0.25
_CROWDED = 0.7
"""The share of a core below which somebody else is at work on it."""


class Core:
    """Where a search computes, while it is entered. Does nothing where the system has or allows no choice."""

    def __init__(self) -> None:
        self._cores: list[int] = []
        self._own = -1
        self._policy: int | None = None
        self._looked = (0.0, 0.0)
        self._choose = random.SystemRandom().choice

    def __enter__(self) -> Core:
        """Pins the calling thread, and so those it starts from now on, to any core, and asks for the batch policy."""
        if hasattr(os, "sched_setaffinity"):
            with contextlib.suppress(OSError):
                self._cores = sorted(os.sched_getaffinity(0))
                self._own = self._choose(self._cores)
                os.sched_setaffinity(0, {self._own})
            with contextlib.suppress(OSError):
                self._policy = os.sched_getscheduler(0)
                os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
        self._looked = (time.perf_counter(), time.process_time())
        return self

    def __exit__(self, *_: object) -> None:
        """Gives the calling thread back what it had."""
        with contextlib.suppress(OSError):
            if self._cores:
                os.sched_setaffinity(0, self._cores)
            if self._policy is not None:
                os.sched_setscheduler(0, self._policy, os.sched_param(0))

    def look(self) -> None:
        """Moves on if the core turned out crowded, four times a second at most. The next one is drawn from all of them,
        the present one among them, so that two searches which share a core do not both leave for the other."""
        since, used = self._looked
        now = time.perf_counter()
        if len(self._cores) < 2 or now - since < _LOOK_SECONDS:
            return
        self._looked = (now, time.process_time())
        if self._looked[1] - used < _CROWDED * (now - since):
            self._move(self._choose(self._cores))

    def _move(self, to: int) -> None:
        with contextlib.suppress(OSError):
            for task in Path("/proc/self/task").iterdir():
                with contextlib.suppress(OSError):
                    if os.sched_getaffinity(int(task.name)) == {self._own}:
                        os.sched_setaffinity(int(task.name), {to})
            self._own = to

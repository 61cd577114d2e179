"""One processor core for the calling thread and those it starts: a hand-over costs 4 microseconds instead of 50."""

from __future__ import annotations

import contextlib
import os


def settle_on_one_core(number: int | None) -> None:
    """Pins the calling thread, to any core if `number` is None, and asks for the batch policy. Does nothing where the
    system has or allows neither."""
    if not hasattr(os, "sched_setaffinity"):
        return
    with contextlib.suppress(OSError):
        cores = sorted(os.sched_getaffinity(0))
        chosen = int.from_bytes(os.urandom(4)) if number is None else number
        os.sched_setaffinity(0, {cores[chosen % len(cores)]})
    with contextlib.suppress(OSError):
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))

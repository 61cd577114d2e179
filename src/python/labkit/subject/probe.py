"""Instruments for scenarios: counters that run in the subject, beside the learner's code."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.reduction import ForkingPickler
from typing import Any


@dataclass
class Pickled:
    """What was pickled in this process for other processes."""

    messages: int = 0
    bytes: int = 0


@contextlib.contextmanager
def pickled() -> Iterator[Pickled]:
    """Counts messages and bytes that multiprocessing pickles in this process: queues, pipes, pools, new processes.

    Counted is what is sent from here; what children send back is pickled there.
    """
    found = Pickled()
    original = ForkingPickler.__dict__["dumps"]

    def dumps(cls: type[ForkingPickler], obj: Any, protocol: int | None = None) -> Any:
        data = original.__get__(None, cls)(obj, protocol)
        found.messages += 1
        found.bytes += len(data)
        return data

    setattr(ForkingPickler, "dumps", classmethod(dumps))  # noqa: B010 - a method, for the length of the block
    try:
        yield found
    finally:
        setattr(ForkingPickler, "dumps", original)  # noqa: B010


def open_sockets() -> int:
    """Open sockets of this process, the kit's own line left out (POSIX; elsewhere 0)."""
    if not os.path.isdir("/dev/fd"):  # noqa: PTH112
        return 0
    found = 0
    for name in os.listdir("/dev/fd"):  # noqa: PTH208
        with contextlib.suppress(OSError):
            found += stat.S_ISSOCK(os.fstat(int(name)).st_mode)
    return max(found - 1, 0)

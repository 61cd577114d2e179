"""Calls the learner's peak_rss with jobs that hold a known amount of memory until it was looked at.

Who looks is found by profiling: a thread that comes to the same waiting call by the same way for the third time while
all of the memory was there has gone round its loop, and looked meanwhile. A program without such a loop gets three
seconds.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import bench_models
import holding
from holding import hold

WAITING = frozenset({"sleep", "acquire", "join", "poll", "select", "wait", "control"})
ROUNDS = 3
Way = tuple[int | tuple[int, int], ...]


def scenario(model: str, job: str, size: int, signs: str) -> Any:
    """`job`: the name of a function below. `signs`: an empty folder in which those who hold memory say so."""
    together = {"pair": ({1, 2},), "family": ({1, 2},), "series": ({1}, {2})}.get(job, ({1},))
    look = _Looking(Path(signs), together, str(Path(str(bench_models.__file__)).parent))
    threading.setprofile(look.note)
    sys.setprofile(look.note)
    try:
        return bench_models.peak_rss(model, partial(globals()[job], signs, size))
    finally:
        sys.setprofile(None)
        threading.setprofile(None)  # type: ignore[arg-type]


def one(signs: str, size: int) -> None:
    """The caller holds memory."""
    hold(signs, 1, size)


def pair(signs: str, size: int) -> None:
    """Two processes hold memory at once."""
    _wait_for(_child(signs, 1, size), _child(signs, 2, size))


def series(signs: str, size: int) -> None:
    """Two processes hold memory, one after the other."""
    _wait_for(_child(signs, 1, size))
    _wait_for(_child(signs, 2, size))


def family(signs: str, size: int) -> None:
    """The caller holds memory and has a process that holds as much."""
    child = _child(signs, 1, size)
    hold(signs, 2, size)
    _wait_for(child)


def failing(signs: str, size: int) -> None:
    raise LookupError("no seat left")


def _child(signs: str, number: int, size: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-S", holding.__file__, signs, str(number), str(size)])


def _wait_for(*children: subprocess.Popen[bytes]) -> None:
    for child in children:
        child.wait()


_jobs = frozenset(job.__code__ for job in (one, pair, series, family, hold, _wait_for))


class _Looking:
    """Notices when a thread of the learner's has gone round its loop while all memory was held.

    `together`: the numbers of those who hold memory at the same time, group after group.
    """

    def __init__(self, signs: Path, together: tuple[set[int], ...], learner: str) -> None:
        self._signs = signs
        self._left = list(together)
        self._learner = learner
        self._rounds: Counter[Way] = Counter()

    def note(self, frame: FrameType, event: str, called: Any) -> None:
        """The profile function of every thread."""
        if event != "c_call" or called.__name__ not in WAITING or isinstance(called.__self__, (str, bytes)):
            return
        way = self._way(frame)
        if way is None or not self._left:
            return
        if not all(self._signs.joinpath(f"held-{number}").exists() for number in self._left[0]):
            return
        self._rounds[way] += 1
        if self._rounds[way] == ROUNDS - 1:
            self._signs.joinpath("looked").touch()
        elif self._rounds[way] == ROUNDS:
            self._rounds.clear()
            for number in self._left.pop(0):
                self._signs.joinpath(f"go-{number}").touch()

    def _way(self, frame: FrameType) -> Way | None:
        """How a thread got from a line of the learner's to the call that waits: one `Event.wait` waits in three places.

        None for a job of ours, for a pool's own threads, and for the end of a command that is run.
        """
        way: list[tuple[int, int]] = []
        ours = False
        at: FrameType | None = frame
        while at is not None:
            if at.f_code in _jobs or at.f_code.co_filename == subprocess.__file__:
                return None
            if not ours:
                way.append((id(at.f_code), at.f_lasti))
                ours = at.f_code.co_filename.startswith(self._learner)
            at = at.f_back
        return (threading.get_ident(), *way) if ours else None

"""Asks the learner's releases_gil about workloads that are under way until another thread has run, if one can."""

from __future__ import annotations

import hashlib
import json
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import bench_models

KEEPS = 0.3
"""Seconds for which a workload keeps the lock, unless somebody got it all the same."""
GIVES_UP = 3.0
"""Seconds after which a workload that gives up the lock has seen that nobody wants it."""
_BLOCK = bytes(2**20)
_TEXT = json.dumps([{"train": number, "seats": [number, number + 1]} for number in range(2000)])
_NUMBERS = [number * 7919 % 100_003 for number in range(20_000)]


def scenario(workload: str, free_threaded: bool = False) -> dict[str, Any]:
    """`workload`: the name of a function below. `free_threaded`: sys says that there is no lock, for this call."""
    before = sys.getswitchinterval()
    _calls.clear()
    found: dict[str, Any] = {}
    with _said_to_be_free() if free_threaded else _as_it_is():
        try:
            found["answer"] = bench_models.releases_gil(globals()[workload])
        except Exception as error:
            found["raised"] = [one.__name__ for one in type(error).__mro__]
            found["message"] = str(error)
            if isinstance(error, NotImplementedError):
                raise
    found["interval_kept"] = sys.getswitchinterval() == before
    found["items"] = _calls
    sys.setswitchinterval(before)
    return found


_calls: list[int] = []


def loop(item: int) -> int:
    """Python code."""
    return _until_somebody_ran(item, KEEPS, lambda: sum(number % 7 for number in range(500)))


def parsing(item: int) -> int:
    """C code that keeps the lock."""
    return _until_somebody_ran(item, KEEPS, lambda: json.loads(_TEXT))


def sorting(item: int) -> int:
    """C code that keeps the lock."""
    return _until_somebody_ran(item, KEEPS, lambda: sorted(_NUMBERS))


def hashing(item: int) -> int:
    """C code that gives it up; the processor is busy all the time."""
    return _until_somebody_ran(item, GIVES_UP, lambda: hashlib.sha256(_BLOCK).digest())


def packing(item: int) -> int:
    """C code that gives it up; the processor is busy all the time."""
    return _until_somebody_ran(item, GIVES_UP, lambda: zlib.compress(_BLOCK))


def waiting(item: int) -> int:
    """No work at all."""
    return _until_somebody_ran(item, GIVES_UP, lambda: time.sleep(0.005))


def mixed(item: int) -> int:
    """Python code for most of the time, and some C code that gives the lock up."""
    loop(item)
    return _until_somebody_ran(item, GIVES_UP, lambda: hashlib.sha256(_BLOCK).digest())


def failing(item: int) -> int:
    raise LookupError("no seat left")


def _until_somebody_ran(item: int, seconds: float, work: Callable[[], object]) -> int:
    _calls.append(item)
    others = _others()
    began = time.monotonic()
    while time.monotonic() - began < seconds and _others() == others:
        work()
    return item


def _others() -> dict[int, tuple[int, int]]:
    """Where each other thread stands."""
    me = threading.get_ident()
    return {thread: (id(frame), frame.f_lasti) for thread, frame in sys._current_frames().items() if thread != me}


@contextmanager
def _said_to_be_free() -> Iterator[None]:
    real = vars(sys).get("_is_gil_enabled")
    sys._is_gil_enabled = lambda: False  # type: ignore[attr-defined]
    try:
        yield
    finally:
        if real is None:
            del sys._is_gil_enabled  # type: ignore[attr-defined]
        else:
            sys._is_gil_enabled = real  # type: ignore[attr-defined]


@contextmanager
def _as_it_is() -> Iterator[None]:
    yield

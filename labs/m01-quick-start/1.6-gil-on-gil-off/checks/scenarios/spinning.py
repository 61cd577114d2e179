"""Watches the learner's `spin`: how much Python code it runs, and whether it lets another thread in."""

import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

import gil_probe

PATIENT = 3600.0
"""A switch interval, in seconds, that never ends: nobody is asked to give up the GIL, so who loses it gave it up."""


def scenario(rounds: int) -> dict[str, Any]:
    """`work`: lines of Python run for `rounds`, for twice as many, and for `rounds` again. `let_in`: another thread ran
    meanwhile; None without a GIL, where it always may."""
    result = gil_probe.spin(rounds)  # what is done once, imports for example, is done now
    work = [_lines(lambda times=times: gil_probe.spin(times)) for times in (rounds, 2 * rounds, rounds)]
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    return {"result": result, "work": work, "let_in": _lets_in(lambda: gil_probe.spin(20 * rounds)) if gil else None}


def _lines(run: Callable[[], object]) -> int:
    """Lines, calls and returns of Python code while `run` runs."""
    count = 0

    def note(_frame: FrameType, _event: str, _argument: object) -> Any:
        nonlocal count
        count += 1
        return note

    before = sys.gettrace()
    sys.settrace(note)
    try:
        run()
    finally:
        sys.settrace(before)
    return count


def _lets_in(run: Callable[[], object]) -> bool:
    """Whether a thread that only waits for the GIL got it while `run` ran."""
    door = threading.Lock()
    came_in: list[bool] = []

    def other() -> None:
        with door:
            came_in.append(True)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(PATIENT)
    try:
        door.acquire()
        thread = threading.Thread(target=other, daemon=True)
        thread.start()  # it runs up to the door, and can go no further
        door.release()  # now it can, as soon as it gets the GIL
        run()
        return bool(came_in)
    finally:
        sys.setswitchinterval(interval)
        thread.join()

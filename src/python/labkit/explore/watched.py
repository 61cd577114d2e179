"""Runs a search in a thread of its own and watches it: a step that does not return ends as "not decided"."""

from __future__ import annotations

import json
import linecache
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from labkit.errors import SetupError
from labkit.explore.engine.scheduler import Scheduler
from labkit.explore.engine.workers import Worker
from labkit.explore.options import Options
from labkit.explore.result import Result
from labkit.explore.schedule import Schedule, Turns, read_schedule
from labkit.explore.search import Judge, Progress, Search

_FAREWELL_SECONDS = 2.0
_OWN = (Scheduler._switch.__code__, Worker._loop.__code__)


def explore(
    file: Path, name: str = "scenario", options: Options | None = None, *, recorded: Schedule | Turns | None = None,
    step_seconds: float = 10.0, judge: Judge | None = None, progress: Progress | None = None,
    folders: Sequence[Path] = (), args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None,
) -> Result:  # fmt: skip
    """Explores `file`; the parameters are those of `Search`. Raises SetupError for wrong use.

    `step_seconds` (10): real time one step may take. A step that takes longer is left where it is, its thread with it,
    and the result is inconclusive; a command then leaves its process.
    """
    options = options or Options()
    found: list[Result | BaseException] = []
    done = threading.Event()
    searches: list[Search] = []

    def work() -> None:
        try:
            search = Search(
                file, name, options, judge=judge, progress=progress, folders=folders, args=args, kwargs=kwargs
            )
            searches.append(search)
            found.append(search.run(recorded))
        except BaseException as error:
            found.append(error)
        finally:
            done.set()

    streams = sys.stdout, sys.stderr
    threading.Thread(target=work, name="explorer", daemon=True).start()
    seen, waited = (-1, -1), 0.0
    pause = min(0.25, step_seconds / 4)
    while not _wait(done, pause, searches):
        now = (searches[0].scheduler.steps, searches[0].scheduler.epoch) if searches else (0, 0)
        waited = 0.0 if now != seen or (searches and searches[0].thinking) else waited + pause
        if now != seen and searches:
            searches[0].tell()  # one schedule may take long where the machine is crowded
        seen = now
        if waited >= step_seconds and searches:
            sys.stdout, sys.stderr = streams
            return _stuck(searches[0], options, step_seconds)
    result = found[0]
    if isinstance(result, BaseException):
        raise result
    return result


def replay(
    file: Path, schedule: Path | Schedule | dict[str, Any] | list[Any], name: str = "scenario",
    options: Options | None = None, **more: Any,
) -> Result:  # fmt: skip
    """Runs one schedule of `file`: a saved one, as data or as the file it was saved in, or turns written by hand as
    `[["T1", 3], ["T2", 1]]`. `more`: parameters of `explore`.

    Raises SetupError for a schedule that is damaged, was saved from other source, or cannot be followed.
    """
    if isinstance(schedule, Path):
        schedule = load(schedule)
    recorded = schedule if isinstance(schedule, Schedule) else read_schedule(schedule)
    if isinstance(recorded, Schedule):
        name = recorded.scenario
    return explore(file, name, options, recorded=recorded, **more)


def load(path: Path) -> Any:
    """The data of a schedule file. Raises SetupError if it cannot be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SetupError(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise SetupError(f"{path} is not a saved schedule; save it again with --save") from None


def _wait(done: threading.Event, seconds: float, searches: list[Search]) -> bool:
    """Waits; an interrupt ends the search and leaves no thread, unless a step hangs."""
    try:
        return done.wait(seconds)
    except BaseException:
        for search in searches:
            search.cancel()
        done.wait(_FAREWELL_SECONDS)
        raise


def _stuck(search: Search, options: Options, seconds: float) -> Result:
    where = "a step"
    for frame in sys._current_frames().values():
        at: FrameType | None = frame
        if frame.f_code in _OWN:
            continue
        while at is not None and at.f_code.co_filename not in search.program.files:
            at = at.f_back
        if at is not None:
            file, line = at.f_code.co_filename, at.f_lineno
            where = f"{Path(file).name}:{line} ({linecache.getline(file, line).strip()})"
    message = f"not decided: {where} did not return within {seconds:g} s and cannot be scheduled; it is left running"
    return Result("inconclusive", None, 0, 0, seconds, options.strategy, options.seed, message)

"""`labkit explore`: the command."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from labkit.errors import SetupError
from labkit.explore.apart import explore_apart
from labkit.explore.options import Options
from labkit.explore.result import EXIT_CODES
from labkit.explore.schedule import Schedule, read_schedule
from labkit.explore.watched import load

_WIPE = "\r\x1b[K"


def run(target: str, options: Options, *, save: Path | None, replay: Path | None, as_json: bool) -> int:
    """Explores, prints, returns the exit code. As JSON: a line for each progress, the result as the last line."""
    path, _, name = target.rpartition(":")
    if not path or not name.isidentifier():
        path, name = target, "scenario"
    file = Path(path)
    if not file.is_file():
        raise SetupError(f"there is no file {path}")
    try:
        return _run(file, name, options, save, load(replay) if replay is not None else None, as_json)
    except KeyboardInterrupt:
        print("labkit: cancelled", file=sys.stderr)
        return 130


def _run(file: Path, name: str, options: Options, save: Path | None, recorded: Any, as_json: bool) -> int:
    schedule = read_schedule(recorded) if recorded is not None else None
    if isinstance(schedule, Schedule) and schedule.scenario != name:
        raise SetupError(f"this schedule is of {schedule.scenario}(), not of {name}()")
    terminal = sys.stderr.isatty() and not as_json

    def progress(schedules: int, limit: int) -> None:
        if as_json:
            print(json.dumps({"event": "schedule-progress", "schedules": schedules, "limit": limit}), flush=True)
        elif terminal:
            print(f"{_WIPE}schedule {schedules:,} of at most {limit:,}", end="", file=sys.stderr, flush=True)

    try:
        result = explore_apart(file, name, options, recorded, progress=progress)
    finally:
        if terminal:
            print(_WIPE, end="", file=sys.stderr, flush=True)
    if save is not None and result["schedule"] is not None:
        try:
            save.write_text(json.dumps(result["schedule"], indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            raise SetupError(f"{save} cannot be written: {error.strerror}") from None
    print(json.dumps(result) if as_json else "\n".join(_lines(result)))
    return EXIT_CODES[result["verdict"]]


def _lines(result: dict[str, Any]) -> list[str]:
    lines = [result["message"]]
    if result["interleaving"]:
        lines += ["", *(f"  {line}" for line in result["interleaving"]), ""]
        lines.append(f"Found in schedule {result['schedules']}, replayed {result['confirmed']} times.")
    return lines

"""`labkit explore`: the command."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from labkit.errors import SetupError
from labkit.explore.result import Result
from labkit.explore.schedule import Schedule
from labkit.explore.search import Options
from labkit.explore.watched import explore


def run(target: str, options: Options, *, save: Path | None, replay: Path | None, as_json: bool) -> int:
    """Explores, prints, returns the exit code."""
    path, _, name = target.rpartition(":")
    if not path or not name.isidentifier():
        path, name = target, "scenario"
    recorded = _read(replay) if replay is not None else None
    if recorded is not None and recorded.scenario != name:
        raise SetupError(f"this schedule is of {recorded.scenario}(), not of {name}()")
    file = Path(path)
    if not file.is_file():
        raise SetupError(f"there is no file {path}")
    try:
        result = explore(file, name, options, recorded=recorded)
    except KeyboardInterrupt:
        print("labkit: cancelled", file=sys.stderr)
        sys.stderr.flush()
        os._exit(130)
    if save is not None and result.schedule is not None:
        try:
            save.write_text(json.dumps(result.schedule, indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            raise SetupError(f"{save} cannot be written: {error.strerror}") from None
    print(json.dumps(result.as_json()) if as_json else "\n".join(_lines(result)))
    if result.verdict == "inconclusive":
        # A thread may still be stuck in a step: only the end of the process ends it.
        sys.stdout.flush()
        os._exit(result.exit_code)
    return result.exit_code


def _read(path: Path) -> Schedule:
    try:
        return Schedule.parse(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise SetupError(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise SetupError(f"{path} is not a saved schedule; save it again with --save") from None


def _lines(result: Result) -> list[str]:
    lines = [result.message]
    if result.interleaving:
        lines += ["", *(f"  {line}" for line in result.interleaving), ""]
        lines.append(f"Found in schedule {result.schedules}, replayed {result.confirmed} times.")
    return lines

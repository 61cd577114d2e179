"""One trial: a folder of files, checked by a `labkit check` of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from labkit.driver.exploring import EXPLORE_SCHEDULES, EXPLORE_SEED
from labkit.driver.process import package_path
from labkit.lab import Lab
from labkit.schema.event import parse_line

MAX_SECONDS = 300.0


@dataclass
class Outcome:
    """What a run said: results by check id, its exit code, notes, and what it wrote to standard error."""

    results: dict[str, dict[str, Any]] = field(default_factory=dict)
    done: dict[str, Any] | None = None
    code: int | None = None
    seconds: float = 0.0
    found: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By check: the number of the schedule that failed, and the budget."""
    notes: list[str] = field(default_factory=list)
    errors: str = ""
    bad: list[str] = field(default_factory=list)


def trial(
    lab: Lab,
    files: Sequence[tuple[str, Path]],
    *,
    checks: Sequence[str] = (),
    action: str = "check",
    seed: int = 0,
    schedules: int | None = None,
    seconds: float = MAX_SECONDS,
) -> Outcome:
    """Copies the starter, lays `files` (name, source) over it and runs `action` on it, for `seconds` at most.

    `seed`: where searches start. `schedules`: in place of the checks' own budgets.
    """
    with tempfile.TemporaryDirectory(prefix="labkit-verify-") as folder:
        work = Path(folder)
        for name in lab.files:
            _copy(lab.starter / name, work / name)
        for name, source in files:
            _copy(source, work / name)
        command = [sys.executable, "-P", "-m", "labkit", action, str(lab.folder), "--work", folder, "--json"]
        command += [part for one in checks for part in ("--check", one)]
        if action == "bench":
            command += ["--smoke"]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(package_path()), "PYTHONDONTWRITEBYTECODE": "1"}
        environment[EXPLORE_SEED] = str(seed)
        if schedules is not None:
            environment[EXPLORE_SCHEDULES] = str(schedules)
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.terminate()  # the judge takes its processes with it
            out, err = process.communicate()
        return _read(out, err, process.returncode)


def _read(out: bytes, err: bytes, code: int) -> Outcome:
    found = Outcome(code=code, errors=err.decode("utf-8", "replace").strip())
    for number, line in enumerate(out.decode("utf-8", "replace").splitlines()):
        try:
            event = parse_line(line)
        except ValueError as reason:
            found.bad.append(f"{reason}: {line[:120]}")
            continue
        if event["seq"] != number:
            found.bad.append(f"line {number} has the number {event['seq']}")
        match event["event"]:
            case "check-finished":
                found.results[event["check"]] = event
            case "counterexample":
                found.found[event["check"]] = (event["found"], event["limit"])
            case "note" if event["level"] != "info":
                found.notes.append(event["text"])
            case "done":
                found.done = event
                found.seconds = event["seconds"]
    return found


def _copy(source: Path, target: Path) -> None:
    if source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def dumps(outcome: Outcome) -> str:
    """For comparing two runs: outcomes and misconceptions, not messages with times in them."""
    keys = {name: (one["outcome"], one.get("misconception", {}).get("key")) for name, one in outcome.results.items()}
    return json.dumps(keys, sort_keys=True)

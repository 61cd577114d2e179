"""Records programs in processes of their own, and compares with what `lab.json` says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from labkit.driver.process import kit_environment
from labkit.errors import SetupError
from labkit.lab import Timeline

MAX_SECONDS = 30.0
"""Real seconds; a recording takes about a quarter of one."""


def record_apart(file: Path) -> dict[str, list[str]]:
    """The lanes of `file`, by name. Raises SetupError with the reason if it cannot be recorded."""
    if not file.is_file():
        raise SetupError(f"there is no file {file}")
    command = [sys.executable, "-P", "-m", "labkit.timeline", str(file)]
    try:
        done = subprocess.run(
            command,
            env=kit_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=MAX_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SetupError(f"{file.name} did not end within {MAX_SECONDS:g} s: does it loop for ever?") from None
    try:
        answer = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise SetupError(f"{file.name} ended its process (code {done.returncode}) {' '.join(said)}".strip()) from None
    if "fault" in answer:
        raise SetupError(answer["fault"])
    lanes: dict[str, list[str]] = answer["lanes"]
    return lanes


def record_timeline(timeline: Timeline, folder: Path) -> list[list[str]]:
    """What `recorded` has to say: `timeline.slots` states for each of `timeline.lanes`. `folder`: the lab's."""
    lanes = record_apart(folder / timeline.file)
    for name in timeline.lanes:
        if name not in lanes:
            raise SetupError(f"{timeline.file} has no lane {name}; it has {', '.join(lanes)}")
    for name in lanes:
        if name not in timeline.lanes:
            raise SetupError(f"{timeline.file} has a lane {name} too, which lab.json does not name")
    ran = len(next(iter(lanes.values())))
    if ran > timeline.slots:
        raise SetupError(f"{timeline.file} takes {ran} slots, more than the {timeline.slots} that lab.json draws")
    return [[*lanes[name], *["absent"] * (timeline.slots - ran)] for name in timeline.lanes]


def difference(timeline: Timeline, recorded: list[list[str]]) -> str | None:
    """The first place where `lab.json` says something else, in words."""
    declared = timeline.recorded
    if [len(lane) for lane in declared] != [timeline.slots] * len(timeline.lanes):
        return f"has no {len(timeline.lanes)} lanes of {timeline.slots} slots"
    for name, one, two in zip(timeline.lanes, declared, recorded, strict=True):
        for slot, (said, was) in enumerate(zip(one, two, strict=True), 1):
            if said != was:
                return f"says that {name} is {said} in slot {slot}, and it is {was}"
    return None

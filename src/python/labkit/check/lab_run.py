"""One run of a lab's checks or benchmark in a `labkit` process of its own, read from its event lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from labkit.lab import Lab
from labkit.schema.event import parse_line


@dataclass
class LabRun:
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
    """Lines that are no event, or out of turn."""


def arguments(lab: Lab, work: Path, *, action: str = "check", checks: Sequence[str] = ()) -> list[str]:
    """The command line, after `labkit`, that runs `action` of `lab` on the files in `work`."""
    wanted = [part for one in checks for part in ("--check", one)]
    return [action, str(lab.folder), "--work", str(work), "--json", *wanted]


def read_run(out: bytes, err: bytes, code: int | None) -> LabRun:
    """What a finished run wrote. `code`: its exit code, None where it has none."""
    run = LabRun(code=code, errors=err.decode("utf-8", "replace").strip())
    for number, line in enumerate(out.decode("utf-8", "replace").splitlines()):
        try:
            event = parse_line(line)
        except ValueError as reason:
            run.bad.append(f"{reason}: {line[:120]}")
            continue
        if event["seq"] != number:
            run.bad.append(f"line {number} has the number {event['seq']}")
        match event["event"]:
            case "check-finished":
                if event["check"] in run.results:
                    run.bad.append(f"a second result of {event['check']}")
                run.results[event["check"]] = event
            case "counterexample":
                run.found[event["check"]] = (event["found"], event["limit"])
            case "note" if event["level"] != "info":
                run.notes.append(event["text"])
            case "done":
                run.done = event
                run.seconds = event["seconds"]
    return run

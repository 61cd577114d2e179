"""The whole report. Its other half is `KitReportSchema` in `src/contract/doctor.ts`; golden files bind the two."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from labkit import __version__
from labkit.doctor import interpreter, machine, packages
from labkit.doctor.importing import try_imports
from labkit.doctor.loopback import loopback
from labkit.doctor.temporary import temporary
from labkit.libraries import CARRIED

VERSION = 1
"""Raised when a field is added or changes meaning."""


def examine(course: Path) -> dict[str, Any]:
    """Looks at this machine on behalf of the labs in `course`. Takes about a second; changes nothing that stays."""
    labs, found = packages.wanted(course)
    imports = try_imports([*interpreter.STANDARD, *packages.modules_of([*CARRIED, *labs])])
    report: dict[str, Any] = {"version": VERSION, "kit": __version__, "python": interpreter.interpreter()}
    problems = interpreter.problems(imports)
    for name, (facts, more) in {
        "cores": machine.cores(),
        "processes": machine.processes(),
        "loopback": loopback(),
        "temporary": temporary(),
        "memory": machine.memory(),
        "carried": packages.carried(imports),
        "packages": packages.of_labs(labs, imports),
    }.items():
        report[name] = facts
        problems += more
    report["problems"] = [{**vars(one), "labs": list(one.labs)} for one in [*problems, *found]]
    return report

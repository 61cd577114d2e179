"""A lab's folder and its declaration, `lab.json`. The schema's other half is `src/contract/lab.ts`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.errors import SetupError


@dataclass(frozen=True)
class Check:
    """A declared check."""

    id: str
    step: int
    title: str
    file: str
    test: str
    target: str
    proof: tuple[str, ...]

    @property
    def target_file(self) -> str:
        return self.target.partition(":")[0]

    @property
    def symbol(self) -> str:
        return self.target.partition(":")[2]


@dataclass(frozen=True)
class Timeline:
    """A program whose timeline the learner predicts. `recorded`: for each lane, its state in each slot."""

    id: str
    title: str
    file: str
    slots: int
    lanes: tuple[str, ...]
    recorded: list[list[str]]
    notice: str


@dataclass(frozen=True)
class Lab:
    """A lab: its folder and what `lab.json` declares."""

    folder: Path
    id: str
    title: str
    minutes: int
    python: str
    packages: tuple[str, ...]
    optional_packages: tuple[str, ...]
    files: tuple[str, ...]
    brings: tuple[str, ...]
    """Ids of the labs whose files lie in the work folder too."""
    visible: tuple[str, ...]
    checks: tuple[Check, ...]
    practices: tuple[str, ...]
    timelines: tuple[Timeline, ...]
    declaration: dict[str, Any]

    @property
    def bench(self) -> dict[str, Any] | None:
        return self.declaration.get("bench")

    @property
    def starter(self) -> Path:
        return self.folder / "starter"


def read_lab(folder: Path) -> Lab:
    """Reads and validates `folder/lab.json`. Raises `SetupError` with the file and the first fault."""
    from labkit.schema.lab import faults

    file = folder / "lab.json"
    try:
        data = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise SetupError(f"{folder} is not a lab: it has no lab.json") from None
    except (OSError, ValueError, RecursionError) as error:
        raise SetupError(f"{file} cannot be read: {error}") from None
    if found := faults(data):
        raise SetupError(f"{file} is not valid: {found[0]}")
    return Lab(
        folder=folder,
        id=data["id"],
        title=data["title"],
        minutes=data["minutes"],
        python=data["python"],
        packages=tuple(data["packages"]),
        optional_packages=tuple(data.get("optionalPackages", ())),
        files=tuple(data["files"]),
        brings=tuple(data.get("brings", ())),
        visible=tuple(data["visible"]),
        checks=tuple(Check(**{**one, "proof": tuple(one["proof"])}) for one in data["checks"]),
        practices=tuple(data["practices"]),
        timelines=tuple(
            Timeline(**{**one, "slots": int(one["slots"]), "lanes": tuple(one["lanes"])})
            for one in data.get("timelines", ())
        ),
        declaration=data,
    )

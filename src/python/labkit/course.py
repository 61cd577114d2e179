"""Where labs lie: `course/mNN-name/<lab folder>`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from labkit.errors import SetupError
from labkit.lab import Lab, read_lab

_ALIASES = {"12.1": "P1", "12.2": "P2", "12.3": "P3", "12.4": "P4", "12.5": "P5"}


def default_course() -> Path:
    """The course beside the kit: `labs/` of the repository or of the package."""
    kit = Path(__file__).resolve().parent
    for parent in kit.parents:
        if (parent / "labs" / "course.json").is_file() or (parent / "labs").is_dir():
            return parent / "labs"
    return kit.parents[2] / "labs"


def lab_folders(course: Path) -> list[Path]:
    """Every folder of the course that holds a `lab.json`, in the order of the modules and of the lab numbers; a
    module's deliverable is its last."""

    def key(folder: Path) -> tuple[str, bool, list[int]]:
        number = folder.name.partition("-")[0]
        return folder.parent.name, not number[:1].isdigit(), [int(one) for one in number.split(".") if one.isdigit()]

    return sorted((one.parent for one in course.glob("m*/*/lab.json")), key=key)


def find_lab(name: str, course: Path | None) -> Lab:
    """The lab `name`: an id such as `1.1`, or a lab's folder. Raises `SetupError`."""
    folder = Path(name)
    if (folder / "lab.json").is_file():
        return read_lab(folder.resolve())
    root = (course or default_course()).resolve()
    wanted = _ALIASES.get(name, name)
    known = []
    for one in lab_folders(root):
        number = _id(one)
        known.append(number)
        if number == wanted:
            return read_lab(one)
    if folder.is_dir():
        raise SetupError(f"{name} is not a lab: it has no lab.json")
    there = f"labs there: {', '.join(known)}" if known else "there is none"
    raise SetupError(f"no lab {name} in {root}; {there}")


def course_entries(lab: Lab) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Module and lab entries of `course.json` by lab id; empty for a lab outside of a course or a broken course."""
    try:
        course = json.loads((lab.folder.parent.parent / "course.json").read_text("utf-8"))
        return {one["id"]: (module, one) for module in course["modules"] for one in entries_of(module)}
    except (OSError, ValueError, RecursionError, KeyError, TypeError):
        return {}


def entries_of(module: dict[str, Any]) -> list[dict[str, Any]]:
    """What `course.json` lists for a module: its labs, then its deliverable."""
    deliverable = module.get("deliverable")
    return [*module["labs"], *([] if deliverable is None else [deliverable])]


def brought_labs(lab: Lab) -> list[Lab]:
    """The labs whose files `lab` takes over, in the order it names them. Raises `SetupError` where one is missing."""
    return [find_lab(one, lab.folder.parent.parent) for one in lab.brings]


def work_files(lab: Lab) -> list[str]:
    """The learner's files in the work folder: the lab's own, then those it brings. Raises `SetupError`."""
    return [name for one in (lab, *brought_labs(lab)) for name in one.files]


def _id(folder: Path) -> str:
    try:
        return str(json.loads((folder / "lab.json").read_text("utf-8"))["id"])
    except (OSError, ValueError, RecursionError, KeyError, TypeError):
        return folder.name.partition("-")[0]

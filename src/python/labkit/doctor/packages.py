"""The packages carried with the kit, and those that labs name."""

from __future__ import annotations

import importlib.metadata
import shlex
import sys
from pathlib import Path
from typing import Any

from labkit.course import lab_folders
from labkit.doctor.importing import Imported
from labkit.doctor.problem import Problem
from labkit.errors import SetupError
from labkit.lab import read_lab
from labkit.libraries import CARRIED
from labkit.packages import modules


def wanted(course: Path) -> tuple[dict[str, list[str]], list[Problem]]:
    """For each package the labs of `course` name, the ids of these labs."""
    found: dict[str, list[str]] = {}
    problems = []
    for folder in lab_folders(course):
        try:
            lab = read_lab(folder)
        except SetupError as error:
            remedy = "Install the extension or the kit anew; in a course of your own, mend the file."
            number = folder.name.partition("-")[0]
            problems.append(Problem(about="course", message=f"{error}.", remedy=remedy, labs=(number,)))
            continue
        for name in lab.packages:
            found.setdefault(name, []).append(lab.id)
    return dict(sorted(found.items())), problems


def modules_of(names: list[str]) -> list[str]:
    return [module for name in names for module in modules(name)]


def carried(imports: dict[str, Imported]) -> tuple[list[dict[str, Any]], list[Problem]]:
    """The packages every kit has with it."""
    facts = [_package(name, imports) for name in CARRIED]
    lacking = [one for one in facts if not one["importable"]]
    if not lacking:
        return facts, []
    return facts, [
        Problem(
            about="carried",
            message="Packages that the kit carries cannot be used: "
            + "; ".join(f"{one['name']} {_what(one)}" for one in lacking)
            + ".",
            remedy="Reinstall the extension. In a clone, `npm run build` brings them; elsewhere install them with pip.",
            stops=any(one["name"] == "pytest" for one in lacking),
        )
    ]


def of_labs(labs: dict[str, list[str]], imports: dict[str, Imported]) -> tuple[list[dict[str, Any]], list[Problem]]:
    """The packages in `labs`, each with the ids of the labs that name it."""
    facts = [{**_package(name, imports), "labs": labs[name]} for name in labs]
    problems = [
        Problem(
            about="packages",
            message=f"{_need(one['labs'])} {one['name']}, which {_what(one)}.",
            remedy="In VS Code, Concurrency Labs installs it. Elsewhere: "
            f"{shlex.quote(sys.executable)} -m pip install {'--force-reinstall ' if one['fault'] else ''}{one['name']}",
            labs=tuple(one["labs"]),
        )
        for one in facts
        if not one["importable"]
    ]
    return facts, problems


def _package(name: str, imports: dict[str, Imported]) -> dict[str, Any]:
    tried = [imports[module] for module in modules(name)]
    good = any(one.found and one.fault is None for one in tried)
    fault = None if good else next((one.fault for one in tried if one.fault is not None), None)
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        version = None
    return {"name": name, "version": version, "importable": good, "fault": fault}


def _what(package: dict[str, Any]) -> str:
    return "is not there" if package["fault"] is None else f"cannot be imported ({package['fault']})"


def _need(labs: list[str]) -> str:
    return f"Lab {labs[0]} needs" if len(labs) == 1 else f"Labs {', '.join(labs[:-1])} and {labs[-1]} need"

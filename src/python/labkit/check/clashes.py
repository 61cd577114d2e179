"""Files of the learner's that are named like a module: what they are, who imports that module, what to rename."""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from pathlib import Path

from labkit.check.learner_files import parse
from labkit.course import work_files
from labkit.lab import Lab
from labkit.regular_file import read_regular
from labkit.subject.plain import Frame


@dataclass(frozen=True)
class Clash:
    """A file or folder of the learner's that has the name of a module, which is imported in its place."""

    name: str
    module: str
    imported: Frame | None
    """Where the lab's files import the module."""

    @property
    def cure(self) -> str:
        return f"Rename {self.name}, for instance to my_{self.name}"

    def __str__(self) -> str:
        if self.imported is None:
            what = "; the checks ignore it."
        else:
            place = f"{self.imported.file}:{self.imported.line}"
            what = f". {place} imports {self.module} and gets that module, not your file."
        return f"{self.name} in your folder is named like a module of Python or of the lab{what} {self.cure}"


def clashes(lab: Lab, work: Path, libraries: list[str]) -> list[Clash]:
    """What `work` holds besides the lab's own files that is named like a standard or carried module."""
    imports = _imports(lab, work)
    return [
        Clash(name, module, imports.get(module))
        for name in _hiding(lab, work, libraries)
        if (module := name.partition(".")[0])
    ]


def _imports(lab: Lab, work: Path) -> dict[str, Frame]:
    """Where each module is imported first by the lab's files in `work`."""
    found: dict[str, Frame] = {}
    for file in lab.files:
        try:
            tree = parse(read_regular(work / file))
        except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for node in ast.walk(tree):
            match node:
                case ast.Import(names=names):
                    modules = [one.name for one in names]
                case ast.ImportFrom(module=str(module), level=0):
                    modules = [module]
                case _:
                    continue
            for name in modules:
                found.setdefault(name.partition(".")[0], Frame(file, node.lineno, ""))
    return found


def _hiding(lab: Lab, work: Path, libraries: list[str]) -> list[str]:
    taken = set(sys.stdlib_module_names) | {
        "pytest",
        "labkit",
        "requests",
        "bs4",
        *lab.packages,
        *lab.optional_packages,
    }
    for folder in libraries:
        taken |= {one.name.partition(".")[0] for one in Path(folder).glob("*") if one.suffix in ("", ".py")}
    mine = {Path(one).parts[0] for one in work_files(lab)}
    try:
        inside = sorted(work.iterdir())
    except OSError:
        return []
    modules = [one for one in inside if one.suffix == ".py" or (one.is_dir() and any(one.glob("*.py")))]
    return [one.name for one in modules if one.name not in mine and one.name.partition(".")[0] in taken]

"""Is the lab's folder complete, and is nothing else in it?"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from labkit.check.misconception import Mutant
from labkit.course import brought_labs
from labkit.lab import Lab
from labkit.verify.fault import Fault

_KNOWN = {
    "lab.json", "README.md", "hints.md", "bench.py", "notes.md",
    "starter", "checks", "solutions", "mutants", "recordings", "fixtures", "timelines",
}  # fmt: skip
_REQUIRED = ("README.md", "hints.md", "starter", "checks", "solutions", "mutants")
_PICTURES = {".svg", ".png"}
FEWEST_MUTANTS = 5


def solutions(lab: Lab) -> list[Path]:
    """The folders of the lab's solutions, by name."""
    folder = lab.folder / "solutions"
    return sorted(one for one in folder.iterdir() if one.is_dir() and _real(one)) if folder.is_dir() else []


def brought_files(lab: Lab, number: int) -> list[tuple[str, Path]]:
    """Name and place of what `lab` brings, as somebody who solved those labs has it: the `number`-th solution of each
    over its starter, counted in a circle. A brought lab without a solution brings its starter alone."""
    found: dict[str, Path] = {}
    for one in brought_labs(lab):
        solved = solutions(one)
        folders = [one.starter, *solved[number % len(solved) :][:1]] if solved else [one.starter]
        found |= {name: folder / name for folder in folders for name in one.files if (folder / name).is_file()}
    return list(found.items())


def file_faults(lab: Lab) -> Iterator[Fault]:
    for name in _REQUIRED:
        if not (lab.folder / name).exists():
            yield Fault(name, "is missing")
    readme = _read(lab.folder / "README.md")
    for one in sorted(lab.folder.iterdir()):
        linked = one.suffix in _PICTURES and one.name in readme
        if one.name not in _KNOWN and not linked and _real(one):
            yield Fault(one.name, "does not belong into a lab's folder")
    yield from _same_files(lab, lab.starter, every=True)
    for solution in solutions(lab):
        yield from _same_files(lab, solution, every=False)
    yield from _solution_faults(lab)
    yield from _hint_faults(lab)
    yield from _check_files(lab)
    if (lab.bench is not None) != (lab.folder / "bench.py").is_file():
        yield Fault("bench.py", "must be there exactly when lab.json declares a benchmark")


def _same_files(lab: Lab, folder: Path, *, every: bool) -> Iterator[Fault]:
    where = folder.relative_to(lab.folder).as_posix()
    inside = {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file() and _real(one)}
    needed = set(lab.files) if every else {lab.files[0]}
    for name in sorted(needed - inside):
        yield Fault(where, f"{name} is missing")
    for name in sorted(inside - set(lab.files)):
        yield Fault(f"{where}/{name}", "is not among the files that lab.json declares")


def _solution_faults(lab: Lab) -> Iterator[Fault]:
    found = solutions(lab)
    if len(found) < 2:
        yield Fault("solutions", f"has {len(found)} of at least 2 solutions")
    comparison = _read(lab.folder / "solutions" / "README.md")
    if not comparison.strip():
        yield Fault("solutions/README.md", "is missing or empty: it compares the solutions")
    for one in found:
        if comparison and one.name not in comparison:
            yield Fault("solutions/README.md", f"does not name the solution {one.name}")


def _hint_faults(lab: Lab) -> Iterator[Fault]:
    hints = len(re.findall(r"(?m)^## ", _read(lab.folder / "hints.md")))
    if not 3 <= hints <= 5:
        yield Fault("hints.md", f"has {hints} hints (sections '## '), not 3 to 5")


def _check_files(lab: Lab) -> Iterator[Fault]:
    folder = lab.folder / "checks"
    declared = {one.file for one in lab.checks}
    sources = ""
    for name in sorted(declared):
        path = lab.folder / name
        if not path.is_file():
            yield Fault(name, "is declared in lab.json and missing")
        sources += _read(path)
    sources += _read(lab.folder / "bench.py")
    shared = [one for one in sorted(folder.glob("*.py")) if one.relative_to(lab.folder).as_posix() not in declared]
    sources += "".join(_read(one) for one in shared)
    for one in shared:
        if not _imports(sources, one.stem):
            yield Fault(f"checks/{one.name}", "holds no declared check and no check imports it")
    scenarios = {one: _read(one) for one in sorted((folder / "scenarios").glob("*.py"))}
    for one in scenarios:
        siblings = "".join(source for other, source in scenarios.items() if other != one)
        if not re.search(rf"\b{one.stem}\b", sources) and not _imports(siblings, one.stem):
            yield Fault(f"checks/scenarios/{one.name}", "is used by no check and by no other scenario")
    for name in sorted(set(re.findall(r"scenario:([A-Za-z_][A-Za-z0-9_]*)", sources))):
        if not (folder / "scenarios" / f"{name}.py").is_file():
            yield Fault("checks", f"scenario:{name} is used and checks/scenarios/{name}.py is missing")
    for name in lab.visible:
        if not (lab.folder / name).is_file():
            yield Fault(name, "is declared visible and missing")


def _imports(source: str, module: str) -> bool:
    return re.search(rf"\b(?:import|from)\s.*\b{module}\b", source) is not None


def mutant_faults(lab: Lab, mutants: list[Mutant]) -> Iterator[Fault]:
    """Ids without a gap from m1, checks that exist, code that differs from the starter."""
    ids = {one.id for one in mutants}
    wanted = max(FEWEST_MUTANTS, *(int(one[1:]) for one in ids if re.fullmatch(r"m\d+", one)), 0)
    for number in range(1, wanted + 1):
        if f"m{number}" not in ids:
            yield Fault("mutants", f"m{number} is missing")
    known = {one.id for one in lab.checks}
    for one in mutants:
        where = one.path.relative_to(lab.folder).as_posix()
        if not re.fullmatch(r"m\d+", one.id) or not one.path.name.startswith(f"{one.id}-"):
            yield Fault(where, f"the id {one.id} and the name must agree, as m1 and m1-serial.py")
        for check in one.check:
            if check not in known:
                yield Fault(where, f"names the check {check}, which lab.json does not declare")
        for name, _ in one.files:
            if name not in lab.files:
                yield Fault(where, f"replaces {name}, which is not among the lab's files")
        for name, path in one.files:
            if not name.endswith(".py"):
                continue
            try:
                ast.parse(path.read_bytes())
            except (SyntaxError, ValueError) as error:
                yield Fault(where, f"cannot be parsed: {error}")


def _real(path: Path) -> bool:
    return "__pycache__" not in path.parts and not path.name.startswith(".")


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError):
        return ""

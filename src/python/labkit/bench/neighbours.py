"""Lines of the chart that measure another lab's file: the learner's own where it works, else a solution of that lab."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from labkit.check.outcome import Verdict
from labkit.course import find_lab
from labkit.driver.subject import Subject
from labkit.errors import SetupError
from labkit.lab import Lab
from labkit.verify.files import solutions


@dataclass(frozen=True)
class Neighbour:
    """What stands behind the variant `variant`."""

    variant: str
    label: str
    lab: Lab
    yours: Path
    """Where the learner's file lies, if there is one."""
    solution: Path


def neighbours(lab: Lab, work: Path) -> list[Neighbour]:
    """The variants of `lab` that another lab's file stands behind. A course folder has its labs side by side, module by
    module, as the course has. Raises `SetupError` where the course has no such lab, or the lab no solution."""
    found = []
    for variant in lab.bench["variants"] if lab.bench is not None else []:
        if "lab" in variant:
            other = find_lab(variant["lab"], lab.folder.parent.parent)
            yours = work.parent.parent / other.folder.parent.name / other.folder.name
            solved = solutions(other)
            if not solved:
                raise SetupError(f"lab {other.id} has no solution to measure")
            found.append(Neighbour(variant["id"], variant["label"], other, yours, solved[0]))
    return found


def choose(
    lab: Lab, work: Path, subject: Subject, trial: Callable[[str], object], say: Callable[[str], None]
) -> dict[str, str]:
    """Makes the files of other labs importable in `subject`, and returns the labels of the variants for which it is not
    the learner's own. `trial` measures a variant once; a verdict against the learner's file leads to the solution."""
    found = neighbours(lab, work)
    folders = {one.variant: one.yours for one in found}
    labels: dict[str, str] = {}
    for one in found:
        reason = "is not there"
        if (one.yours / one.lab.files[0]).is_file():
            subject.beside(folders[one.variant])
            try:
                trial(one.variant)
                continue
            except Verdict as verdict:
                if verdict.outcome != "failed":
                    raise
                reason = f"does not work yet: {verdict.message}"
        folders[one.variant] = one.solution
        labels[one.variant] = f"{one.label} (a solution of lab {one.lab.id})"
        say(f"{one.label}: a solution of lab {one.lab.id} is measured, since your {one.lab.files[0]} {reason}")
    if found:
        subject.beside(*folders.values())
    return labels

"""Programs written apart from the checks, in other styles than the labs' own solutions and planted bugs.

`test/labs/<lab>/right/*.py` pass every check; `wrong/*.py` say in their front matter, which is that of a planted bug,
which checks must fail and, with `id`, which misconception the first of them must name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from labkit.check.lab_run import LabRun
from labkit.check.misconception import front_matter
from labkit.course import find_lab
from labkit.lab import Lab
from labkit.verify.files import brought_files, solutions
from labkit.verify.trial import trial

HERE = Path(__file__).resolve().parent
COURSE = HERE.parents[1] / "labs"


EVERY = 5
"""Of each lab's programs every fifth is tried here, all of them in the long run: they cost a minute a lab otherwise."""


def programs(kind: str) -> list[Any]:
    found = []
    for lab in sorted(HERE.glob(f"*/{kind}")):
        for number, path in enumerate(sorted(lab.glob("*.py"))):
            marks = [] if number % EVERY == 0 else [pytest.mark.long]
            found.append(pytest.param(path, id=f"{path.parts[-3]}-{path.stem}", marks=marks))
    return found


def declared(path: Path) -> dict[str, Any]:
    return tomllib.loads(front_matter(path.read_text("utf-8"), path)) if path.parent.name == "wrong" else {"check": []}


def beside(lab: Lab) -> list[tuple[str, Path]]:
    """What lies beside the program: nothing, or for a lab that brings files all that its first solution has."""
    if not lab.brings:
        return []
    first = solutions(lab)[0]
    return [*brought_files(lab, 0), *((name, first / name) for name in lab.files if (first / name).is_file())]


SCHEDULES = 200
"""A right program passes any number: this many here, 20,000 in the long run. A wrong one has the check's own."""


def run(path: Path, schedules: int | None = None) -> LabRun:
    lab = find_lab(path.parts[-3], COURSE)
    checks = declared(path)["check"]
    if lab.brings and not checks:  # programs of the labs it brings are tried there
        checks = [one.id for one in lab.checks if one.target_file in lab.files]
    outcome = trial(lab, [*beside(lab), (lab.files[0], path)], checks=checks, schedules=schedules)
    assert (outcome.errors, outcome.bad) == ("", [])
    assert sorted(outcome.results) == sorted(checks or [one.id for one in lab.checks])
    return outcome


@pytest.mark.parametrize("path", programs("right"))
def test_a_right_program_passes_every_check(path: Path) -> None:
    outcome = run(path, SCHEDULES)
    assert {name: one["message"] for name, one in outcome.results.items() if one["outcome"] != "passed"} == {}
    assert outcome.notes == []


def explored(path: Path) -> bool:
    return any("explore" in one.proof for one in find_lab(path.parts[-3], COURSE).checks)


@pytest.mark.long
@pytest.mark.parametrize("path", [one for one in programs("right") if explored(one.values[0])])
def test_a_right_program_is_proved_or_passes_20_000_schedules_of_each_check(
    path: Path, record_property: Callable[[str, object], None]
) -> None:
    lab = find_lab(path.parts[-3], COURSE)
    outcome = trial(lab, [(lab.files[0], path)], schedules=20_000, seconds=7200)
    assert {name: one["message"] for name, one in outcome.results.items() if one["outcome"] != "passed"} == {}
    proved = sum(one["message"].startswith("proved") for one in outcome.results.values())
    record_property(f"{lab.id} {path.stem}: checks proved", f"{proved} of {len(outcome.results)}")


@pytest.mark.parametrize("path", programs("wrong"))
def test_a_wrong_program_fails_the_checks_it_names(path: Path) -> None:
    expected = declared(path)
    outcome = run(path)
    assert {one["outcome"] for one in outcome.results.values()} == {"failed"}, outcome.results
    named = outcome.results[expected["check"][0]].get("misconception", {}).get("key")
    assert named == (f"{path.parts[-3]}/{expected['id']}" if "id" in expected else None)

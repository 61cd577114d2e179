"""Programs written apart from the checks, in other styles than the labs' own solutions and planted bugs.

`test/labs/<lab>/right/*.py` pass every check; `wrong/*.py` say in their front matter, which is that of a planted bug,
which checks must fail and, with `id`, which misconception the first of them must name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from labkit.check.misconception import front_matter
from labkit.course import find_lab
from labkit.verify.trial import Outcome, trial

HERE = Path(__file__).resolve().parent
COURSE = HERE.parents[1] / "labs"


def programs(kind: str) -> Iterator[Any]:
    for path in sorted(HERE.glob(f"*/{kind}/*.py")):
        lab = path.parts[-3]
        yield pytest.param(lab, path, id=f"{lab}-{path.stem}")


def run(lab_id: str, path: Path, checks: list[str]) -> Outcome:
    lab = find_lab(lab_id, COURSE)
    outcome = trial(lab, [(lab.files[0], path)], checks=checks)
    assert (outcome.errors, outcome.bad) == ("", [])
    assert list(outcome.results) == (checks or [one.id for one in lab.checks])
    return outcome


@pytest.mark.parametrize(("lab", "path"), programs("right"))
def test_a_right_program_passes_every_check(lab: str, path: Path) -> None:
    outcome = run(lab, path, [])
    assert {name: one["message"] for name, one in outcome.results.items() if one["outcome"] != "passed"} == {}
    assert outcome.notes == []


@pytest.mark.parametrize(("lab", "path"), programs("wrong"))
def test_a_wrong_program_fails_the_checks_it_names(lab: str, path: Path) -> None:
    expected = tomllib.loads(front_matter(path.read_text("utf-8"), path))
    outcome = run(lab, path, expected["check"])
    assert {one["outcome"] for one in outcome.results.values()} == {"failed"}, outcome.results
    named = outcome.results[expected["check"][0]].get("misconception", {}).get("key")
    assert named == (f"{lab}/{expected['id']}" if "id" in expected else None)

"""`verify` accepts a lab that is right and lists every fault of one that is not; `new` makes one to start from."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from kit_run import LABS, environment
from labkit.check.misconception import read_mutants
from labkit.errors import SetupError
from labkit.lab import read_lab
from labkit.verify.declared import declaration_faults
from labkit.verify.files import file_faults, mutant_faults
from labkit.verify.text import text_faults

README = "# 0.1 Sum of squares\n\nWrite `squares.py:total`. See [hints](hints.md#1-what-is-a-square).\n"
HINTS = "# Hints\n\n## 1 What is a square\n\nA\n\n## 2 Idea\n\nB\n\n## 3 Sketch\n\nC\n"
MUTANT = """# /// mutant
# id = "{id}"
# title = "the numbers are added, not their squares"
# check = ["right-sum"]
# feedback = "Each number is multiplied by itself before it is added."
# ///
{code}
"""
WRONG = "def total(numbers):\n    return sum(numbers)\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small lab without a fault."""
    made = tmp_path / "m00-x" / "0.1-sum"
    shutil.copytree(LABS / "basic", made)
    (made / "README.md").write_text(README)
    (made / "hints.md").write_text(HINTS)
    shutil.copytree(made / "solutions" / "plain", made / "solutions" / "loop")
    (made / "solutions" / "README.md").write_text("`plain` sums a generator; `loop` does too.\n")
    check = made / "checks" / "test_squares.py"
    text = check.read_text()
    for number in range(2, 6):
        name = made / "mutants" / f"m{number}-more.py"
        name.write_text(MUTANT.format(id=f"m{number}", code=f"def total(numbers):\n    return -{number}\n"))
        head = "    if got == sum(numbers):"
        text = text.replace(
            head, f'    if got == -{number}:\n        fail("it is -{number}", misconception="m{number}")\n{head}', 1
        )
    check.write_text(text)
    return made


def verify(folder: Path, *options: str) -> tuple[int, str]:
    args = [sys.executable, "-P", "-m", "labkit", "verify", str(folder), *options]
    done = subprocess.run(args, env=environment(), capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout + done.stderr


def static(folder: Path) -> list[str]:
    lab = read_lab(folder)
    found = [*file_faults(lab), *declaration_faults(lab), *text_faults(lab)]
    return [str(one) for one in [*found, *mutant_faults(lab, read_mutants(folder, lab.files[0]))]]


def test_a_lab_without_a_fault_verifies_and_says_how_long_it_takes(folder: Path, tmp_path: Path) -> None:
    code, text = verify(folder, "--repeat", "1", "--junit", str(tmp_path / "out.xml"))
    assert code == 0, text
    assert "0 faults" in text
    assert "solution plain  passes in" in text
    suite = ET.parse(tmp_path / "out.xml").getroot()
    assert (suite.get("tests"), suite.get("failures")) == ("9", "0")


def test_every_fault_of_behaviour_is_listed_before_it_fails(folder: Path, tmp_path: Path) -> None:
    right = (folder / "solutions" / "plain" / "squares.py").read_text()
    (folder / "starter" / "squares.py").write_text("def total(numbers):\n    raise ValueError('NotImplementedError')\n")
    (folder / "solutions" / "loop" / "squares.py").write_text(WRONG)
    (folder / "mutants" / "m1-no-squares.py").write_text(MUTANT.format(id="m1", code=right))
    (folder / "mutants" / "m2-more.py").write_text(MUTANT.format(id="m2", code=WRONG))
    code, text = verify(folder, "--repeat", "1", "--junit", str(tmp_path / "out.xml"))
    assert code == 1
    assert "starter: fails right-sum for another reason than the declared one" in text
    assert "solutions/loop: right-sum failed: total adds the numbers, not their squares" in text
    assert "mutants/m1-no-squares.py: right-sum does not reject it: passed" in text
    assert "mutants/m2-more.py: right-sum names 0.1/m1 instead of 0.1/m2" in text
    assert ET.parse(tmp_path / "out.xml").getroot().get("failures") == "4"


def remove(name: str):  # type: ignore[no-untyped-def]
    return lambda folder: (folder / name).unlink()


def put(name: str, text: str):  # type: ignore[no-untyped-def]
    return lambda folder: (folder / name).write_text(text)


def declare(**fields: object):  # type: ignore[no-untyped-def]
    def change(folder: Path) -> None:
        data = json.loads((folder / "lab.json").read_text())
        (folder / "lab.json").write_text(json.dumps({**data, **fields}))

    return change


SPREAD = "import numpy\n\n\ndef total(numbers):\n    return numpy.sum(numbers)\n"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (remove("README.md"), "README.md: is missing"),
        (put("hints.md", "## 1 one\n"), "hints.md: has 1 hints (sections '## '), not 3 to 5"),
        (put("notes.txt", "x"), "notes.txt: does not belong into a lab's folder"),
        (put("starter/more.py", "x = 1\n"), "starter/more.py: is not among the files that lab.json declares"),
        (remove("starter/squares.py"), "starter: squares.py is missing"),
        (remove("mutants/m3-more.py"), "mutants: m3 is missing"),
        (put("mutants/m4-more.py", MUTANT.format(id="m4", code="def (")), "mutants/m4-more.py: cannot be parsed"),
        (put("mutants/m5-more.py", MUTANT.format(id="m9", code=WRONG)), "the id m9 and the name must agree"),
        (put("solutions/README.md", "`plain` only\n"), "solutions/README.md: does not name the solution loop"),
        (put("solutions/loop/squares.py", SPREAD), "imports numpy, which lab.json does not declare"),
        (put("solutions/loop/squares.py", "type X = int\n"), "solutions/loop/squares.py: is no Python 3.11"),
        (
            put("checks/test_more.py", "def test_x(): pass\n"),
            "checks/test_more.py: holds no declared check and no check imports it",
        ),
        (
            put("checks/test_squares.py", "def test_right_sum(): pass\n"),
            "test_empty_sum of the check empty-sum is not there",
        ),
        (put("README.md", "See [x](gone.md).\n"), "README.md: links to gone.md, which is not there"),
        (put("README.md", "See [x](hints.md#gone).\n"), "links to the heading #gone of hints.md"),
        (put("README.md", "Open `sqares.py`.\n"), "README.md: names the file sqares.py, which the lab does not have"),
        (put("README.md", "Write `squares.py:totl`.\n"), "names squares.py:totl, which the starter does not define"),
        (put("README.md", "TODO write it\n"), "README.md:1: is not written yet: TODO write it"),
        (put("README.md", "See [x](http://example.org).\n"), "which is not https"),
        (put("bench.py", "x = 1\n"), "bench.py: must be there exactly when lab.json declares a benchmark"),
        (declare(visible=["checks/gone.py"]), "checks/gone.py: is declared visible and missing"),
        (declare(coreMinutes=9), "lab.json: coreMinutes is more than minutes"),
        (declare(practices=["BP9.9"]), "lab.json: the practice BP9.9 has no rule in the kit"),
        (declare(files=["sums.py"]), "targets squares.py, which is not among the files"),
    ],
)
def test_a_fault_of_the_folder_is_named(folder: Path, change, fault: str) -> None:  # type: ignore[no-untyped-def]
    assert static(folder) == []
    change(folder)
    assert any(fault in one for one in static(folder)), static(folder)


def test_a_scenario_that_another_one_imports_is_used(folder: Path) -> None:
    (folder / "checks" / "scenarios").mkdir()
    put("checks/scenarios/adding.py", "from numbering import numbers\n")(folder)
    put("checks/scenarios/numbering.py", "numbers = [1, 2]\n")(folder)
    assert static(folder) == ["checks/scenarios/adding.py: is used by no check and by no other scenario"]


def test_an_optional_package_is_a_declared_one(folder: Path) -> None:
    put("solutions/loop/squares.py", SPREAD)(folder)
    declare(optionalPackages=["numpy"])(folder)
    assert [one for one in static(folder) if "numpy" in one] == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("x = 1\n", "no front matter"),
        ("# /// mutant\n# id = m1\n# ///\n", "not TOML"),
        ('# /// mutant\n# id = "m1"\n# ///\n', "needs exactly"),
        (MUTANT.format(id="m1", code="").replace('["right-sum"]', '"right-sum"'), "a list of check ids"),
    ],
)
def test_broken_front_matter_is_named(folder: Path, text: str, word: str) -> None:
    (folder / "mutants" / "m1-no-squares.py").write_text(text)
    with pytest.raises(SetupError, match=word):
        read_mutants(folder, "squares.py")


def test_each_broken_lab_is_named(tmp_path: Path) -> None:
    for name, text in (("0.1-torn", "{"), ("0.2-empty", "{}")):
        (tmp_path / "m00-x" / name).mkdir(parents=True)
        (tmp_path / "m00-x" / name / "lab.json").write_text(text)
    args = [sys.executable, "-P", "-m", "labkit", "verify", "--course", str(tmp_path)]
    done = subprocess.run(args, env=environment(), capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert "0.1-torn" in done.stdout and "cannot be read" in done.stdout
    assert "0.2-empty" in done.stdout and "version: is missing" in done.stdout


def test_a_new_lab_has_no_fault_but_its_todos_and_missing_mutants(tmp_path: Path) -> None:
    args = [sys.executable, "-P", "-m", "labkit", "new", "9.9", "--module", "m09-x", "--course", str(tmp_path)]
    done = subprocess.run(args, env=environment(), capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    made = tmp_path / "m09-x" / "9.9-new-lab"
    faults = [one for one in static(made) if "is not written yet" not in one]
    assert faults == [f"mutants: m{number} is missing" for number in range(2, 6)]
    again = subprocess.run(args, env=environment(), capture_output=True, text=True, timeout=60, check=False)
    assert (again.returncode, again.stdout) == (2, "")
    assert "exists already" in again.stderr
    code, text = verify(made, "--repeat", "1")
    assert code == 1
    assert all(
        "is not written yet" in one or "is missing" in one for one in text.splitlines() if one.startswith("error")
    )

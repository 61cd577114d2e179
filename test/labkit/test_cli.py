"""The command line for people: wrong use is named, output is quiet, colours stay on terminals."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from kit_run import LABS, environment


def labkit(*args: str, cwd: Path | None = None, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "labkit", *args]
    return subprocess.run(
        command, env=environment(), cwd=cwd, input=stdin, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["check", "9.9", "--course", "."], "no lab 9.9 in "),
        (["check", str(LABS), "--course", "."], "it has no lab.json"),
        (["check", str(LABS / "basic"), "--work", "gone"], "gone is not a folder"),
        (["check", str(LABS / "basic"), "--check", "gone"], "lab 0.1 has no check gone; it has right-sum, empty-sum"),
        (["check", str(LABS / "basic"), "--call-seconds", "-1"], "must be above 0"),
        (["check", str(LABS / "basic"), "--memory-mb", "much"], "invalid"),
        (["run", str(LABS / "basic"), "--file", "gone.py"], "gone.py is not in "),
        (["new", "one"], "one is not a lab id"),
        (["serve", "apache"], "invalid choice"),
        ([], "COMMAND"),
    ],
)
def test_wrong_use_is_named_and_ends_with_2(tmp_path: Path, args: list[str], word: str) -> None:
    done = labkit(*args, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_lab_file_is_named_with_its_fault(tmp_path: Path) -> None:
    (tmp_path / "lab.json").write_text('{"version": 1}')
    done = labkit("check", str(tmp_path))
    assert done.returncode == 2
    assert "lab.json is not valid: id: is missing" in done.stderr


def test_a_person_reads_what_failed_and_the_summary_last() -> None:
    basic = LABS / "basic"
    done = labkit("check", str(basic), "--work", str(basic / "starter"))
    assert done.returncode == 1
    assert "  squares.py:6: total is not written yet\n" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("failed: 2 failed in ")
    assert "\x1b" not in done.stdout
    assert done.stderr == ""
    passed = labkit("check", str(basic), "--work", str(basic / "solutions" / "plain"))
    assert passed.stdout.splitlines()[:2] == [
        "passed         The sum is right",
        "               total([3, 4, 5]) is 50",
    ]


def test_run_gives_the_file_its_arguments_input_and_exit_code(tmp_path: Path) -> None:
    (tmp_path / "squares.py").write_text("import sys\nprint(__name__, sys.argv[1:], input())\nsys.exit(5)\n")
    done = labkit("run", str(LABS / "basic"), "--work", str(tmp_path), "a", "--b", stdin="typed\n")
    assert (done.returncode, done.stdout) == (5, "__main__ ['a', '--b'] typed\n")

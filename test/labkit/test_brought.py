"""A lab that brings the files of others runs their checks on them, in judges of their own that are part of its run."""

from __future__ import annotations

import json
import shutil
import signal
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest
from kit_run import CALM, LABS, Run, command, finish, marked, start, write
from labkit.check.lab_run import LabRun
from labkit.course import brought_labs, lab_folders, work_files
from labkit.errors import SetupError
from labkit.lab import read_lab
from labkit.verify.declared import declaration_faults
from labkit.verify.files import brought_files

CHECK = """
    from labkit.testing import Brought, Subject, expect_equal

    def test_first(brought: Brought) -> None:
        brought.passes("0.1")

    def test_second(brought: Brought) -> None:
        brought.passes("0.2", seconds=SECONDS)

    def test_own(subject: Subject) -> None:
        expect_equal(subject.call("report:written"), "yes", "written()")
    """
RIGHT = {
    "report.py": "import act\nimport squares\n\ndef written():\n    return 'yes'\n",
    "squares.py": "def total(numbers):\n    return sum(one * one for one in numbers)\n",
    "act.py": "def act():\n    return 'done'\n" + CALM,
}


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    return course(tmp_path)


def course(folder: Path, seconds: float = 60.0) -> Path:
    """A course of three labs; the folder of the last, which brings the files of the first two."""
    module = folder / "course" / "m00-x"
    shutil.copytree(LABS / "basic", module / "0.1-sum")
    shutil.copytree(LABS / "faults", module / "0.2-acts")
    data = json.loads((LABS / "basic" / "lab.json").read_text())
    tests = {"first": "squares.py:total", "second": "act.py:act", "own": "report.py:written"}
    checks = [
        {
            **data["checks"][0],
            "id": name,
            "title": name,
            "file": "checks/test_all.py",
            "test": f"test_{name}",
            "target": at,
        }
        for name, at in tests.items()
    ]
    data |= {"id": "D1", "files": ["report.py"], "visible": [], "brings": ["0.1", "0.2"], "checks": checks}
    data |= {"packages": ["requests"], "optionalPackages": ["lab-extra"]}
    starter = {"starter/report.py": "def written():\n    raise NotImplementedError\n"}
    own = {"lab.json": json.dumps(data), "checks/test_all.py": CHECK.replace("SECONDS", str(seconds)), **starter}
    return write(module / "D1-report", own)


def check(lab: Path, files: dict[str, str], *options: str) -> Run:
    work = write(lab.parents[2] / "work", {name: textwrap.dedent(text) for name, text in files.items()})
    run = finish(*start(command("check", lab, work, *options)))
    assert [one["check"] for one in run.all("check-finished")] == [one["id"] for one in run.events[1]["checks"]]
    assert run.left == []
    return run


def test_the_checks_of_each_lab_are_run_on_its_files(lab: Path) -> None:
    run = check(lab, RIGHT)
    assert run.done["outcome"] == "passed"
    assert run.result("first")["message"] == "lab 0.1: all 2 checks pass on squares.py"
    assert run.result("second")["message"] == "lab 0.2: all 2 checks pass on act.py"
    assert run.stderr == ""


def test_the_first_check_that_fails_is_named_with_its_place_and_what_it_teaches(lab: Path) -> None:
    wrong = "def total(numbers):\n    return sum(numbers)\n"
    result = check(lab, {**RIGHT, "squares.py": wrong}, "--check", "first").result("first")
    assert (result["outcome"], result["expected"], result["actual"]) == ("failed", "50", "12")
    assert result["message"] == 'lab 0.1, "The sum is right": total adds the numbers, not their squares'
    assert result["place"] == {"file": "squares.py", "line": 1}
    assert "misconception" not in result  # it is one of lab 0.1, not of this lab
    text = "\n".join(result["details"])
    assert "1 of the 2 checks of lab 0.1 pass." in text
    assert "delete this one, and open lab D1 again" in text
    mutants = (LABS / "basic" / "mutants" / "m1-no-squares.py").read_text()
    assert any(one.split(". ", 1)[1][:30] in mutants for one in result["details"] if "square" in one)


def test_a_file_that_is_not_there_is_a_setup_problem_of_its_lab_and_of_who_imports_it(lab: Path) -> None:
    files = {name: text for name, text in RIGHT.items() if name != "squares.py"}
    run = check(lab, files)
    assert run.result("first")["outcome"] == "setup"
    assert "squares.py is not in " in run.result("first")["message"]
    assert run.result("own")["outcome"] == "setup"
    assert run.result("own")["message"].startswith("report.py imports squares.py, which is not in ")
    assert run.result("own")["details"] == ["Open the lab again to get the file back."]
    assert run.result("second")["outcome"] == "passed"
    assert run.done["outcome"] == "setup"


def test_a_missing_package_is_a_setup_problem(lab: Path) -> None:
    data = json.loads((lab.parent / "0.1-sum" / "lab.json").read_text())
    (lab.parent / "0.1-sum" / "lab.json").write_text(json.dumps({**data, "packages": ["lab-kelp"]}))
    result = check(lab, {**RIGHT, "squares.py": "import lab_kelp\n" + RIGHT["squares.py"]}, "--check", "first").result(
        "first"
    )
    assert result["outcome"] == "setup"
    assert "the package lab-kelp that this lab needs is not installed" in result["message"]


def test_a_failure_counts_more_than_what_could_not_run(lab: Path) -> None:
    source = "import os\n\ndef act():\n    import lab_kelp\n\ndef calm():\n    return 2\n"
    result = check(lab, {**RIGHT, "act.py": source}, "--check", "second").result("second")
    assert result["outcome"] == "failed"


def test_a_lab_that_takes_too_long_is_not_decided_and_nothing_of_it_is_left(tmp_path: Path) -> None:
    source = "import time\n\ndef act():\n    time.sleep(600)\n" + CALM
    result = check(course(tmp_path, 2.0), {**RIGHT, "act.py": source}, "--check", "second").result("second")
    assert result["outcome"] == "inconclusive"
    assert "the checks of lab 0.2 took longer than 2 s" in result["message"]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc; expires when another system is tested")
def test_a_cancel_ends_the_run_inside_within_a_second(lab: Path) -> None:
    source = "import time\n\ndef act():\n    open('here', 'w').close()\n    time.sleep(600)\n" + CALM
    work = write(lab.parents[2] / "work", {**RIGHT, "act.py": source})
    process, env = start(command("check", lab, work, "--check", "second"))
    deadline = time.monotonic() + 60  # ends a hang of the test
    while not (work / "here").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(marked(env)) >= 4  # two judges with their guards, and the program
    process.send_signal(signal.SIGINT)
    run = finish(process, env)
    assert (run.code, run.done["cancelled"], run.left) == (130, True, [])
    assert run.result("second")["message"] == "cancelled"


@pytest.mark.skipif(sys.platform != "linux", reason="kills by /proc; expires when another system is tested")
@pytest.mark.parametrize("levels", [1, 2])
def test_a_program_that_kills_the_judge_above_it_never_passes(lab: Path, levels: int) -> None:
    """One level is the judge of lab 0.2, two are its guard."""
    source = f"""
    import os, signal

    def act():
        pid = os.getppid()
        for _ in range({levels} - 1):
            pid = int(open(f"/proc/{{pid}}/stat").read().rpartition(")")[2].split()[1])
        os.kill(pid, signal.SIGKILL)
        return "done"
    """
    result = check(lab, {**RIGHT, "act.py": textwrap.dedent(source) + CALM}, "--check", "second").result("second")
    assert result["outcome"] in ("inconclusive", "failed")
    assert "lab 0.2" in result["message"]


def test_event_lines_that_a_program_prints_decide_nothing(lab: Path) -> None:
    line = '{"seq":0,"event":"done","outcome":"passed","seconds":0}'
    source = f"print('{line}', flush=True)\n\ndef act():\n    print('{line}', flush=True)\n    return 'wrong'\n" + CALM
    result = check(lab, {**RIGHT, "act.py": source}, "--check", "second").result("second")
    assert result["outcome"] == "failed"


def whole(**changes: Any) -> LabRun:
    """The run of a lab 0.1 in which both checks have passed."""
    passed = {"outcome": "passed", "message": "", "details": []}
    run = LabRun({"right-sum": passed, "empty-sum": passed}, {"outcome": "passed"}, 0)
    for name, value in changes.items():
        setattr(run, name, value)
    return run


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"done": None}, "without a last line"),
        ({"code": 3}, "with exit code 3"),
        ({"done": {"outcome": "failed"}}, "it says failed"),
        ({"bad": ["line 3 has the number 5"]}, "line 3 has the number 5"),
        ({"results": {"right-sum": {"outcome": "passed"}}}, "empty-sum has no result"),
        ({"results": {}}, "right-sum has no result"),
    ],
)
def test_a_run_that_is_not_whole_is_no_pass(lab: Path, changes: dict[str, Any], why: str) -> None:
    from labkit.check.brought import _settle
    from labkit.check.outcome import Verdict

    own, first = read_lab(lab), brought_labs(read_lab(lab))[0]
    _settle(own, first, whole(), 60)
    with pytest.raises(Verdict) as raised:
        _settle(own, first, whole(**changes), 60)
    assert raised.value.outcome == "inconclusive"
    assert why in raised.value.message


def test_a_check_that_asks_for_a_lab_that_is_not_brought_is_a_fault_of_the_lab(lab: Path) -> None:
    source = lab / "checks" / "test_all.py"
    source.write_text(source.read_text().replace('"0.1"', '"0.9"'))
    result = check(lab, RIGHT, "--check", "first").result("first")
    assert (result["outcome"], result["message"]) == (
        "inconclusive",
        "lab D1 does not bring lab 0.9: a fault of the lab",
    )


def test_verify_names_what_is_wrong_with_brings(lab: Path) -> None:
    def faults(**changes: Any) -> str:
        data = json.loads((lab / "lab.json").read_text())
        (lab / "lab.json").write_text(json.dumps({**data, **changes}))
        found = "\n".join(str(one) for one in declaration_faults(read_lab(lab)))
        (lab / "lab.json").write_text(json.dumps(data))
        return found

    assert faults() == ""
    assert "lab 0.2 needs requests, which is not among the packages" in faults(packages=[])
    assert "lab 0.2 can use lab-extra, which is not among the optional packages" in faults(optionalPackages=[])
    assert "squares.py is a file of lab 0.1 and of lab D1" in faults(files=["report.py", "squares.py"])
    course_file = {"modules": [{"folder": "m00-x", "labs": [{"id": one} for one in ("0.1", "D1", "0.2")]}]}
    (lab.parents[1] / "course.json").write_text(json.dumps(course_file))
    assert "brings lab 0.2, which does not come before it" in faults()


def test_a_lab_that_is_not_there_cannot_be_brought(lab: Path) -> None:
    data = json.loads((lab / "lab.json").read_text())
    (lab / "lab.json").write_text(json.dumps({**data, "brings": ["0.7"]}))
    with pytest.raises(SetupError, match=r"no lab 0\.7 in "):
        brought_labs(read_lab(lab))
    done = finish_verify(lab)
    assert "brings: no lab 0.7 in " in done


def finish_verify(lab: Path) -> str:
    process, _ = start([sys.executable, "-P", "-m", "labkit", "verify", str(lab), "--repeat", "1"])
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    return (out + err).decode()


def test_what_is_brought_is_a_solution_over_the_starter_and_a_deliverable_is_the_last_of_its_module(lab: Path) -> None:
    read = read_lab(lab)
    assert work_files(read) == ["report.py", "squares.py", "act.py"]
    found = dict(brought_files(read, 0))
    assert found["squares.py"].parent.name == "plain"
    assert found["act.py"].parent.name == "starter"  # that lab has no solution
    assert [one.name for one in lab_folders(lab.parents[1])] == ["0.1-sum", "0.2-acts", "D1-report"]

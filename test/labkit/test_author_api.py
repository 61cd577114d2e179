"""What a lab's checks may use, tried by a lab that uses all of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import labkit.testing
import pytest
from kit_run import LABS, Run, command, finish, start


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    work = tmp_path_factory.mktemp("author")
    shutil.copyfile(LABS / "author" / "starter" / "work.py", work / "work.py")
    return finish(*start(command("check", LABS / "author", work)))


@pytest.mark.parametrize(
    "check",
    [
        "gate-overlap",
        "settle-limit",
        "call-states",
        "scenario",
        "coroutine",
        "tasks",
        "heartbeat",
        "program",
        "left-running",
        "memory",
        "start-method",
    ],
)
def test_a_part_of_the_api_does_what_it_says(run: Run, check: str) -> None:
    assert run.result(check)["outcome"] == "passed", run.result(check)


def test_a_passed_check_says_what_it_has_shown(run: Run) -> None:
    assert run.result("gate-overlap")["message"] == "3 of 3 were in flight"
    assert run.result("settle-limit")["message"] == "settle"
    assert "place" not in run.result("gate-overlap")


def test_an_exception_fails_a_check_that_did_not_ask_for_it(run: Run) -> None:
    result = run.result("raised")
    assert (result["outcome"], result["message"]) == ("failed", "refuse raised Refused: not today")
    assert result["trace"][-1]["function"] == "refuse"


def test_exceptions_of_a_group_are_named_one_by_one(run: Run) -> None:
    result = run.result("group")
    assert (
        result["message"] == "refuse_together raised ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)"
    )
    assert result["details"] == ["inside: Refused: not yet"] * 2
    assert result["trace"][-1]["function"] == "refuse_later"
    assert run.result("unwritten")["message"] == "unwritten is not written yet"


def test_a_misconception_is_named_in_the_words_of_its_mutant(run: Run) -> None:
    result = run.result("misconception")
    assert result["misconception"] == {
        "key": "0.3/m1",
        "title": "what m1 does",
        "feedback": "It is believed that it works.",
    }
    assert (result["expected"], result["actual"], result["details"]) == ("a", "b", ["one", "two"])
    source = (LABS / "author" / "starter" / "work.py").read_text().splitlines()
    assert source[result["place"]["line"] - 1].strip() == "label: str"


@pytest.mark.parametrize(
    ("check", "outcome", "message"),
    [
        ("not-decided", "inconclusive", "too noisy"),
        ("setup-problem", "setup", "no port"),
        ("swallowed", "failed", "this must not be lost"),
        (
            "missing-test",
            "inconclusive",
            "checks/test_api.py has no test_that_is_not_there that runs: a fault of the lab",
        ),
        ("missing-file", "inconclusive", "checks/test_gone.py is missing: a fault of the lab"),
    ],
)
def test_each_end_has_its_outcome(run: Run, check: str, outcome: str, message: str) -> None:
    assert (run.result(check)["outcome"], run.result(check)["message"]) == (outcome, message)


def test_a_check_that_breaks_decides_nothing(run: Run) -> None:
    result = run.result("broken-check")
    assert result["outcome"] == "inconclusive"
    assert result["message"].startswith("the check itself broke at test_api.py:")
    file = run.result("broken-file")
    assert file["outcome"] == "inconclusive"
    assert "no_such_module_of_the_lab" in file["message"]


def test_every_planned_check_has_one_result_and_nothing_is_left(run: Run) -> None:
    assert sorted(one["check"] for one in run.all("check-finished")) == sorted(
        one["id"] for one in run.events[1]["checks"]
    )
    assert (run.code, run.done["outcome"], run.left) == (1, "failed", [])
    assert run.stderr == ""


def test_the_authors_names_are_these() -> None:
    assert sorted(labkit.testing.__all__) == [
        "Bench",
        "Blocked",
        "Brought",
        "Call",
        "Explored",
        "Failure",
        "Finished",
        "Frame",
        "Gate",
        "Journal",
        "Lab",
        "Raised",
        "Record",
        "Ref",
        "Request",
        "Returned",
        "Step",
        "Subject",
        "Web",
        "expect",
        "expect_equal",
        "fail",
        "not_decided",
        "setup_problem",
        "show",
        "shown",
    ]
    assert all(hasattr(labkit.testing, name) for name in labkit.testing.__all__)


def test_only_the_asked_check_runs(tmp_path: Path) -> None:
    shutil.copyfile(LABS / "author" / "starter" / "work.py", tmp_path / "work.py")
    run = finish(*start(command("check", LABS / "author", tmp_path, "--check", "call-states", "--check", "program")))
    assert [one["check"] for one in run.all("check-finished")] == ["call-states", "program"]
    assert run.code == 0

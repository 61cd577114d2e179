"""`never`, `sometimes`, and schedules that are replayed: saved ones and those a person writes."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from labkit.errors import SetupError
from labkit.explore import Options, Result, explore, never, replay, sometimes

COUNT = """
    import threading
    class Box:
        def __init__(self): self.n = 0
    def scenario():
        box = Box()
        def add(): box.n += 1
        threads = [threading.Thread(target=add) for _ in range(2)]
        for t in threads: t.start()
        for t in threads: t.join()
        return box.n
"""
LOCKED = COUNT.replace(
    "def add(): box.n += 1", "lock = threading.Lock()\n        def add():\n            with lock: box.n += 1"
)


@pytest.fixture
def counter(tmp_path: Path) -> Path:
    path = tmp_path / "counter.py"
    path.write_text(dedent(COUNT))
    return path


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    path = tmp_path / "locked.py"
    path.write_text(dedent(LOCKED))
    return path


def test_what_must_never_happen_fails_with_the_schedule_in_which_it_does(counter: Path) -> None:
    result = never(counter, "scenario", lambda n: n < 2)
    assert (result.verdict, result.form, result.judged, result.confirmed) == ("failed", "assertion", True, 3)
    assert result.message == "scenario() returns 1, which must never happen"


def test_the_words_of_a_claim_are_its_message(counter: Path) -> None:
    assert never(counter, "scenario", lambda n: n < 2, words="an addition is lost").message == "an addition is lost"


def test_what_cannot_happen_is_proved_never_to(locked: Path) -> None:
    assert never(locked, "scenario", lambda n: n < 2).verdict == "proved"


def test_what_happens_sometimes_passes_with_a_witness(counter: Path) -> None:
    result = sometimes(counter, "scenario", lambda n: n == 1)
    assert (result.verdict, result.form, result.exit_code) == ("passed", None, 0)
    assert result.message.startswith("seen in schedule ")
    assert result.counterexample is not None
    assert result.counterexample.steps
    assert replay(counter, result.schedule or {}, judge=lambda n: None if n == 1 else "another").verdict == "passed"


def test_what_no_schedule_does_fails_once_all_were_tried(locked: Path) -> None:
    result = sometimes(locked, "scenario", lambda n: n == 1, words="an addition is lost")
    assert (result.verdict, result.form) == ("failed", "assertion")
    assert result.message.startswith("never seen: an addition is lost; there is no other schedule (")


def test_what_was_not_seen_before_the_budget_ended_is_not_decided(locked: Path) -> None:
    result = sometimes(locked, "scenario", lambda n: n == 1, Options("random", max_schedules=5))
    assert (result.verdict, result.exit_code) == ("inconclusive", 3)
    assert result.message.startswith("not decided: not seen in 5 schedules")


def test_a_program_that_fails_by_itself_fails_a_sometimes(tmp_path: Path) -> None:
    path = tmp_path / "fails.py"
    path.write_text("def scenario():\n    raise ValueError('own')\n")
    result = sometimes(path, "scenario", lambda value: True)
    assert (result.verdict, result.form) == ("failed", "exception")


def lost(n: object) -> str | None:
    return None if n == 2 else "an addition is lost"


def test_turns_written_by_hand_are_followed(counter: Path) -> None:
    good = replay(counter, [["T1", 2], ["T2", 2]], judge=lost)
    assert (good.verdict, good.strategy) == ("passed", "replay")
    bad = replay(counter, [["T1", 1], ["T2", 2], ["T1", 1]], judge=lost)
    assert (bad.verdict, bad.message) == ("failed", "an addition is lost")


@pytest.fixture
def named(tmp_path: Path) -> Path:
    path = tmp_path / "named.py"
    path.write_text(dedent(COUNT).replace("target=add", "target=add, name=f'adder {_}'"))
    return path


@pytest.mark.parametrize("names", [(1, 2), ("T1", "T2"), ("adder 0", "adder 1")])
def test_a_thread_is_named_by_number_or_by_name(named: Path, names: tuple[Any, Any]) -> None:
    one, two = names
    assert replay(named, [[one, 1], [two, 1]], judge=lost).verdict == "failed"


def test_turns_written_by_hand_become_a_saved_schedule(counter: Path, tmp_path: Path) -> None:
    result = replay(counter, [["T2", 2], ["T1", 2]], judge=lost)
    saved = tmp_path / "schedule.json"
    saved.write_text(json.dumps(result.schedule))
    again = replay(counter, saved, judge=lost)
    assert (again.verdict, again.schedule) == ("passed", result.schedule)


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        ([], "has no turns"),
        ([["T1", 1], "T2"], "turn 2 is not a thread and its steps"),
        ([["T1"]], "turn 1 is not a thread and its steps"),
        ([[None, 1]], "turn 1 names no thread"),
        ([["T1", 0]], "turn 1 has no number of steps"),
        ([["T1", "3"]], "turn 1 has no number of steps"),
        ([["T1", True]], "turn 1 has no number of steps"),
        ([["T7", 1]], r"turn 1: there is no thread T7; who can run there: T1 \(adder 0\), T2"),
        ([["T1", 3], ["T2", 1]], "turn 1: adder 0 has ended; who can run there: main"),
        ([["T1", 1], ["main", 9]], "turn 2: main waits; who can run there: T1"),
    ],
)
def test_turns_that_cannot_be_followed_say_which_and_why(named: Path, turns: list[Any], words: str) -> None:
    with pytest.raises(SetupError, match=words):
        replay(named, turns)


def saved_by_another_python(program: Path, **changes: Any) -> Result:
    schedule = {**(explore(program, judge=lost).schedule or {}), "python": "3.99.0", **changes}
    return replay(program, schedule, judge=lost)


def test_a_schedule_of_another_python_is_replayed(counter: Path) -> None:
    result = saved_by_another_python(counter)
    assert (result.verdict, result.message) == ("failed", "an addition is lost")


def test_a_schedule_that_parts_names_the_python_that_saved_it(counter: Path) -> None:
    result = saved_by_another_python(counter, places=["acquire"] * 14)
    assert result.verdict == "inconclusive"
    assert "parted at step 1: acquire was recorded, write n 4:24 came" in result.message
    assert "(it was saved by Python 3.99.0, this is 3." in result.message

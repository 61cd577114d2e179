"""Checks that explore: what the judge says of right, wrong and dishonest programs."""

from __future__ import annotations

import os
import signal
import textwrap
from pathlib import Path

import pytest
from kit_run import LABS, Run, check, command, finish, start, write
from labkit.lab import read_lab
from labkit.verify.trial import trial

RIGHT = """
import threading

class Till:
    made = 0

    def __init__(self):
        Till.made += 1
        self.number = Till.made
        self.coins = 0
        self.lock = threading.RLock()

    def drop(self, coins):
        with self.lock:
            self.coins += coins

def move(source, target, coins):
    first, second = (source, target) if source.number < target.number else (target, source)
    with first.lock, second.lock:
        source.coins -= coins
        target.drop(coins)
"""
RACE = RIGHT.replace("with self.lock:", "if True:")
ORDER = RIGHT.replace("source.number < target.number", "True")


def till(folder: Path, source: str, *options: str) -> Run:
    return check(folder, {"till.py": textwrap.dedent(source)}, *options, lab="explored")


def test_a_right_program_is_proved_or_tried(tmp_path: Path) -> None:
    run = till(tmp_path, RIGHT)
    assert run.code == 0, run.events
    assert run.result("kept")["message"].startswith("proved: no interleaving loses a coin (")
    assert run.result("ends")["message"].endswith("; moving ends")
    assert run.all("counterexample") == []


def test_a_race_fails_with_the_interleaving_in_words_and_for_replay(tmp_path: Path) -> None:
    run = till(tmp_path, RACE)
    result = run.result("kept")
    assert result["outcome"] == "failed"
    assert result["message"] in (f"customers dropped 2 and 3 coins and {n} are there" for n in (2, 3))
    assert result["expected"] == "5"
    assert result["misconception"]["key"] == "0.5/m1"
    assert result["place"] == {"file": "till.py", "line": 15}
    assert 4 <= len(result["details"]) <= 16
    assert sum("till.py:15" in line and "self.coins += coins" in line for line in result["details"]) >= 3
    assert result["details"][-1].startswith("Found in schedule ")
    assert result["details"][-1].endswith("of at most 1,000, replayed 3 times.")
    (example,) = run.all("counterexample")
    assert (example["check"], example["form"], example["confirmed"]) == ("kept", "assertion", 3)
    assert {one["thread"] for one in example["steps"]} >= {"customer 2", "customer 3"}
    inside = [one for one in example["steps"] if one["file"] == "till.py"]
    assert any(one["op"] == "write" and "->" in one["value"] for one in inside)
    assert all(one.get("lab") for one in example["steps"] if one["file"] == "scenarios/drops.py")
    assert run.events.index(example) < run.events.index(result)


def test_the_schedule_in_the_event_is_one_that_explore_replays(tmp_path: Path) -> None:
    (example,) = till(tmp_path, RACE).all("counterexample")
    assert example["schedule"]["scenario"] == "scenario"
    assert set(example["schedule"]["sources"]) == {"drops.py", "till.py"}


def test_a_deadlock_names_who_waits_for_whom(tmp_path: Path) -> None:
    run = till(tmp_path, ORDER)
    result = run.result("ends")
    assert result["outcome"] == "failed"
    assert "deadlock" in result["message"]
    assert result["misconception"]["key"] == "0.5/m2"
    assert result["place"]["file"] == "till.py"
    (example,) = run.all("counterexample")
    assert example["form"] == "deadlock"
    waits = {one["thread"]: one["heldBy"] for one in example["blocked"]}
    assert waits["there"] == "back"
    assert waits["back"] == "there"


def test_what_must_be_seen_and_is_not_fails_once_all_was_tried(tmp_path: Path) -> None:
    hidden = RIGHT.replace("self.coins += coins", "self.coins = self.coins")
    result = till(tmp_path, hidden, "--check", "overlaps").result("overlaps")
    assert result["outcome"] == "failed"
    assert result["message"].startswith("the coin is seen early in no interleaving (")


def test_a_stub_is_not_written_yet(tmp_path: Path) -> None:
    run = finish(*start(command("check", LABS / "explored", LABS / "explored" / "starter")))
    for name in ("kept", "ends", "overlaps"):
        assert run.result(name)["outcome"] == "failed"
    assert run.result("kept")["message"] == "drop is not written yet"
    assert run.result("ends")["message"] == "move is not written yet"
    assert run.result("plain")["outcome"] == "passed"


def test_an_exception_in_a_thread_is_told_with_its_line(tmp_path: Path) -> None:
    result = till(tmp_path, RIGHT.replace("self.coins += coins", "self.coins += coins[0]")).result("kept")
    assert result["message"].startswith("drop raised TypeError: ")
    assert result["place"] == {"file": "till.py", "line": 15}


def test_a_missing_name_is_the_learners_affair(tmp_path: Path) -> None:
    result = till(tmp_path, RIGHT.replace("def move", "def shift")).result("ends")
    assert (result["outcome"], result["message"]) == ("failed", "till.py has no move")


def test_what_cannot_be_scheduled_is_not_decided(tmp_path: Path) -> None:
    wild = """
        import subprocess
        import sys

        class Till:
            coins = 0

            def drop(self, coins):
                subprocess.run([sys.executable, "-c", ""])
    """
    run = till(tmp_path, wild)
    assert run.result("kept")["outcome"] == "inconclusive"
    assert "till.py:9 starts a process" in run.result("kept")["message"]


def test_an_explorer_that_breaks_is_nobodys_failure(tmp_path: Path) -> None:
    breaks = """
        class Till:
            coins = 0

            def drop(self, coins):
                __builtins__["__import__"].__self__.sites = None
    """
    result = till(tmp_path, breaks).result("kept")
    assert result["outcome"] == "inconclusive"
    assert "the explorer failed at the scenario" in result["message"]
    assert "AttributeError" in result["message"]


def test_a_thread_that_never_comes_back_is_told_with_its_line(tmp_path: Path) -> None:
    result = till(tmp_path, RIGHT.replace("self.coins += coins", "sum(iter(int, 1))"), "--call-seconds", "3").result(
        "kept"
    )
    assert result["outcome"] in ("failed", "inconclusive")
    assert "till.py:15" in result["message"]


ATTACKS = sorted((LABS.parent / "attacks").glob("*.py"))
"""Each is appended to a program with a race."""


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda path: path.stem)
def test_no_attack_turns_a_race_into_a_pass(tmp_path: Path, attack: Path) -> None:
    run = till(tmp_path, RACE + "\n" + attack.read_text(), "--check", "kept")
    assert run.result("kept")["outcome"] in ("failed", "inconclusive"), run.result("kept")
    assert run.code in (1, 3)


def race_tried(folder: Path, **options: int) -> tuple[int, int]:
    """The number of the schedule that failed, and the budget."""
    work = write(folder / "work", {"till.py": textwrap.dedent(RACE)})
    outcome = trial(read_lab(LABS / "explored"), [("till.py", work / "till.py")], checks=["kept"], **options)
    assert outcome.results["kept"]["outcome"] == "failed"
    return outcome.found["kept"]


def test_each_seed_finds_the_race(tmp_path: Path) -> None:
    assert max(race_tried(tmp_path, seed=seed)[0] for seed in range(5)) <= 50


def test_a_long_run_sets_the_budget_of_every_check(tmp_path: Path) -> None:
    assert race_tried(tmp_path, schedules=2345)[1] == 2345


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_cancel_ends_a_search_at_once(tmp_path: Path) -> None:
    slow = RIGHT.replace("self.coins += coins", "[setattr(self, 'coins', self.coins) for _ in range(2000)]")
    work = write(tmp_path / "work", {"till.py": textwrap.dedent(slow)})
    process, _ = start(command("check", LABS / "explored", work))
    assert process.stdout is not None
    seen = b""
    while b"schedule-progress" not in seen:
        seen += process.stdout.readline()
    process.send_signal(signal.SIGINT)
    rest = process.stdout.read()
    assert process.wait(5) == 130
    assert b'"cancelled":true' in rest

"""The corpus: the folder is the expectation, the docstring says the rest. An undecided result is never a bug found.

A docstring ends with lines `form:` (how it fails), `verdict:` (`proved` where a proof is owed), `python:` (the first
version that behaves so) and `beyond the promise:` (why a rate is all that is owed; the long run measures it).
"""

from __future__ import annotations

import ast
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from labkit.explore import Options, Result, explore

CORPUS = Path(__file__).parents[1] / "corpus"
FORMS = ("assertion", "exception", "deadlock", "livelock", "leak")
BUDGET = 1000


@dataclass(frozen=True)
class Program:
    path: Path
    form: str
    verdict: str
    beyond: str

    @property
    def name(self) -> str:
        return f"{self.path.parent.name}/{self.path.stem}"


def programs(folder: str) -> list[Program]:
    found = []
    for path in sorted((CORPUS / folder).rglob("*.py")):
        lines = (ast.get_docstring(ast.parse(path.read_text())) or "").splitlines()
        told = dict(line.split(": ", 1) for line in lines if ": " in line and line.split(":")[0].islower())
        since = tuple(map(int, told.get("python", "3.11").partition(",")[0].split(".")))
        if sys.version_info >= since:
            found.append(
                Program(path, told.get("form", ""), told.get("verdict", ""), told.get("beyond the promise", ""))
            )
    return found


FAILS, PASSES = programs("fails"), programs("passes")
PROMISED = [one for one in FAILS if not one.beyond]


def name(program: Program) -> str:
    return program.name


def caught(program: Program, seed: int) -> Result:
    result = explore(program.path, options=Options(seed=seed, max_schedules=BUDGET))
    assert (result.verdict, result.form) == ("failed", program.form), f"seed {seed}: {result.message}"
    assert result.confirmed == 3
    assert result.counterexample is not None
    assert result.counterexample.steps
    assert 1 <= len(result.interleaving) <= 15
    return result


def accepted(program: Program, seed: int, most: int) -> Result:
    result = explore(program.path, options=Options(seed=seed, max_schedules=most))
    owed = ("proved",) if program.verdict == "proved" else ("passed", "proved")
    assert result.verdict in owed, f"seed {seed}: {result.message}"
    return result


def test_the_corpus_is_large_and_says_what_to_expect() -> None:
    assert len(PROMISED) >= 60
    assert len(PASSES) >= 40
    assert {one.form for one in FAILS} == set(FORMS)
    assert {one.verdict for one in PASSES} == {"passed", "proved"}


@pytest.mark.parametrize("program", PROMISED, ids=name)
def test_a_wrong_program_fails_in_its_way_with_a_confirmed_counterexample(program: Program) -> None:
    caught(program, seed=1)


@pytest.mark.parametrize("program", PASSES, ids=name)
def test_a_right_program_never_fails_and_is_proved_where_it_is_small(program: Program) -> None:
    accepted(program, seed=1, most=BUDGET if program.verdict == "proved" else 60)


@pytest.mark.long
def test_each_wrong_program_is_caught_from_thirty_seeds(
    record_testsuite_property: Callable[[str, object], None],
) -> None:
    found = {one.name: [caught(one, seed).schedules for seed in range(30)] for one in PROMISED}
    worst = max(found, key=lambda one: max(found[one]))
    every = [schedules for one in found.values() for schedules in one]
    record_testsuite_property("wrong programs, each caught from 30 of 30 seeds", len(found))
    record_testsuite_property("schedules to the failure, median", statistics.median(every))
    record_testsuite_property("schedules to the failure, worst", f"{max(found[worst])} ({worst})")


@pytest.mark.long
def test_no_right_program_fails_in_a_thousand_schedules_of_five_seeds(
    record_testsuite_property: Callable[[str, object], None],
) -> None:
    tried = sum(accepted(one, seed, BUDGET).schedules for one in PASSES for seed in range(5))
    record_testsuite_property("false alarms over schedules of right programs", f"0 of {tried}")


@pytest.mark.parametrize("strategy", ["random", "surw", "pos", "pct", "dpor"])
def test_each_strategy_alone_finds_the_lost_update(strategy: str) -> None:
    result = explore(CORPUS / "fails/read_write/lost_update.py", options=Options(strategy=strategy))
    assert (result.verdict, result.form) == ("failed", "assertion")
    assert result.strategy == strategy


def test_a_deadlock_names_who_waits_for_what_and_who_holds_it() -> None:
    result = explore(CORPUS / "fails/lock/opposite_order.py")
    assert result.form == "deadlock"
    assert result.counterexample is not None
    waiting = {one.thread: one for one in result.counterexample.blocked}
    one, two = waiting["T1"], waiting["T2"]
    assert (one.op, one.held_by) == ("acquire", "T2")
    assert (two.op, two.held_by) == ("acquire", "T1")
    assert one.object != two.object
    assert one.line > 0
    assert waiting["main"].op == "join"


def test_a_thread_that_waits_for_ever_after_the_scenario_is_a_leak() -> None:
    result = explore(CORPUS / "fails/queue/worker_never_told_to_stop.py")
    assert result.form == "leak"
    assert "T1" in result.message


def test_a_failure_that_needs_an_early_timer_says_that_it_relies_on_time() -> None:
    result = explore(CORPUS / "fails/time/sleep_as_synchronisation.py")
    assert "relies on time" in result.message


def test_a_failure_on_the_first_schedule_says_that_no_interleaving_is_needed() -> None:
    result = explore(CORPUS / "fails/lock/taken_twice_by_one_thread.py")
    assert result.schedules == 1
    assert "no particular interleaving is needed" in result.message


def test_the_lost_update_is_minimised_to_the_switches_it_needs() -> None:
    result = explore(CORPUS / "fails/read_write/lost_update.py", options=Options(strategy="random"))
    assert result.counterexample is not None
    threads = [step.thread for step in result.counterexample.steps if step.thread != "main"]
    switches = sum(1 for one, two in pairwise(threads) if one != two)
    assert switches == 2
    values = [
        step.value for step in result.counterexample.steps if step.object == "Counter.value" and step.op == "write"
    ]
    assert values[1:] == ["0 -> 1", "1 -> 1"]

"""The corpus: the folder is the expectation, an undecided result is never a bug found."""

from __future__ import annotations

import re
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from labkit.explore import Options, explore

CORPUS = Path(__file__).parents[1] / "corpus"
FAILS = sorted((CORPUS / "fails").rglob("*.py"))
PASSES = sorted((CORPUS / "passes").rglob("*.py"))


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def declared(program: Path, word: str) -> str | None:
    """What the program's docstring says behind `word:`. `form`: how it fails. `python`: right before that version."""
    found = re.search(rf"^{word}: (.+)$", program.read_text("utf-8"), re.MULTILINE)
    return found[1] if found else None


def is_right_here(program: Path) -> bool:
    since = declared(program, "python")
    return since is not None and sys.version_info < tuple(map(int, since.split(".")))


def test_the_corpus_is_there() -> None:
    assert len(FAILS) >= 60
    assert len(PASSES) >= 40


@pytest.mark.parametrize("program", FAILS, ids=name)
def test_a_wrong_program_fails_for_every_seed_with_a_confirmed_counterexample(program: Path) -> None:
    for seed in range(4):
        result = explore(program, options=Options(seed=seed))
        if is_right_here(program):
            assert result.verdict in ("passed", "proved"), f"seed {seed}: {result.message}"
            continue
        assert result.verdict == "failed", f"seed {seed}: {result.message}"
        assert declared(program, "form") in (None, result.form)
        assert result.confirmed == 3
        assert result.counterexample is not None
        assert result.counterexample.steps
        assert 1 <= len(result.interleaving) <= 15


@pytest.mark.parametrize("program", PASSES, ids=name)
def test_a_right_program_never_fails(program: Path) -> None:
    for seed in range(2):
        result = explore(program, options=Options(seed=seed, max_schedules=200))
        assert result.verdict in ("passed", "proved"), f"seed {seed}: {result.message}"


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
    one, two = waiting["Thread-1 (one)"], waiting["Thread-2 (two)"]
    assert (one.op, one.held_by) == ("acquire", "Thread-2 (two)")
    assert (two.op, two.held_by) == ("acquire", "Thread-1 (one)")
    assert one.object != two.object
    assert one.line > 0
    assert waiting["main"].op == "join"


def test_a_thread_that_waits_for_ever_after_the_scenario_is_a_leak() -> None:
    result = explore(CORPUS / "fails/queue/worker_never_told_to_stop.py")
    assert result.form == "leak"
    assert "Thread-1 (work)" in result.message


def test_a_failure_that_needs_an_early_timer_says_that_it_relies_on_time() -> None:
    result = explore(CORPUS / "fails/time/sleep_as_synchronisation.py")
    assert "relies on time" in result.message


def test_a_failure_on_the_first_schedule_says_that_no_interleaving_is_needed() -> None:
    result = explore(CORPUS / "fails/lock/taken_twice_by_one_thread.py")
    assert result.schedules == 1
    assert "no particular interleaving is needed" in result.message


def test_the_lost_update_is_minimised_to_the_three_switches_it_needs() -> None:
    result = explore(CORPUS / "fails/read_write/lost_update.py", options=Options(strategy="random"))
    assert result.counterexample is not None
    threads = [step.thread for step in result.counterexample.steps if step.thread != "main"]
    switches = sum(1 for one, two in pairwise(threads) if one != two)
    assert switches == 2
    values = [
        step.value for step in result.counterexample.steps if step.object == "Counter.value" and step.op == "write"
    ]
    assert values[1:] == ["0 -> 1", "1 -> 1"]

"""Lab 1.5: the table of situations and the rules agree, and each answer that is allowed can be explained."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest

CHECKS = Path(__file__).parents[2] / "labs" / "m01-quick-start" / "1.5-decision-framework" / "checks"
DRAWN = 3000


@pytest.fixture(scope="module")
def rules() -> Iterator[SimpleNamespace]:
    names = ("work", "situations", "facts")
    sys.path.insert(0, str(CHECKS))
    try:
        yield SimpleNamespace(**{name: importlib.import_module(name) for name in names})
    finally:
        sys.path.remove(str(CHECKS))
        for name in names:
            del sys.modules[name]


def test_the_forty_situations_have_the_answers_the_rules_give(rules: SimpleNamespace) -> None:
    assert len(rules.situations.SITUATIONS) == 40
    for name, work, answers in rules.situations.SITUATIONS:
        assert work.accepted == frozenset(answers.split()), name
        assert work.cpu_bound + work.io_bound <= 1, name


def test_every_question_has_an_answer_and_every_model_is_one(rules: SimpleNamespace) -> None:
    drawn = [rules.work.draw(Random(seed)) for seed in range(DRAWN)]
    assert all(work.accepted for work in drawn)
    alone = frozenset().union(*(work.accepted for work in drawn if len(work.accepted) == 1))
    assert alone == frozenset(rules.work.MODELS)


def test_what_is_ruled_out_is_never_accepted(rules: SimpleNamespace) -> None:
    for seed in range(DRAWN):
        work = rules.work.draw(Random(seed))
        if len(work.accepted) == len(rules.work.MODELS):
            continue  # next to no work and many hosts: not asked
        if work.blocking_libs_only:
            assert not work.accepted & {"asyncio", "asyncio+processes"}, work
        if not work.picklable:
            assert not work.accepted & {"processes", "asyncio+processes", "distributed"}, work
        if work.hosts == 1:
            assert "distributed" not in work.accepted, work


def test_some_fact_speaks_for_each_accepted_model_and_against_each_other_one(rules: SimpleNamespace) -> None:
    fields = set(rules.facts.FIELDS)
    for seed in range(DRAWN):
        work = rules.work.draw(Random(seed))
        if len(work.accepted) == len(rules.work.MODELS):
            continue
        for chosen in work.accepted:
            assert rules.facts.speaking_for(chosen, fields, work), (chosen, work)
            for other in set(rules.work.MODELS) - {chosen}:
                assert rules.facts.speaking_against(other, fields, work), (other, work)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cpu_bound=0.8: heavy", ["cpu_bound=0.8"]),
        ("(env.free_threaded=True) and env.cores = 8.", ["free_threaded=True", "cores=8"]),
        ("scalability_needs='many-hosts', task_type=batch", ["scalability_needs='many-hosts'", "task_type=batch"]),
        ("io_bound=90%", ["io_bound=90%"]),
        ("cpu_bound>=0.3 would do, my_cores=3, cores: 4", []),
    ],
)
def test_facts_are_read_as_python_prints_them(rules: SimpleNamespace, text: str, found: list[str]) -> None:
    assert [str(fact) for fact in rules.facts.facts(text)] == found


def test_a_fact_is_true_of_its_own_values_only(rules: SimpleNamespace) -> None:
    work = rules.work.Work("batch", 0.85, 0.1, "many-hosts", picklable=False, hosts=3)
    for text in (
        "cpu_bound=0.85",
        "cpu_bound=85%",
        "cpu_bound=0.8",
        "picklable=False",
        "hosts=3",
        "scalability_needs='many-hosts'",
    ):
        assert all(fact.is_true(work) for fact in rules.facts.facts(text)), text
    for text in ("cpu_bound=0.5", "cpu_bound=85", "picklable=True", "hosts=2", "scalability_needs=many", "cores=x"):
        assert not any(fact.is_true(work) for fact in rules.facts.facts(text)), text

"""The programs that others measure: SCTBench and JaConTeBe, in Python (test/corpus/left-out.md says which)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from labkit.explore import Options, explore
from labkit.explore.search import Search

CORPUS = Path(__file__).parents[1] / "corpus"
SUITES = {"sct": "SCTBench ", "jacontebe": "JaConTeBe "}
BEYOND = re.compile(r"^Beyond the promise: (.+)\.$", re.MULTILINE)
PROGRAMS = sorted(
    path for suite in SUITES for path in (CORPUS / suite).glob("*.py") if not path.stem.endswith("_family")
)
PROMISED = [path for path in PROGRAMS if not BEYOND.search(ast.get_docstring(ast.parse(path.read_text())) or "")]


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def test_the_programs_of_both_suites_are_there() -> None:
    stems = {suite: {path.stem for path in PROGRAMS if path.parent.name == suite} for suite in SUITES}
    assert len(stems["sct"]) >= 28
    assert len(stems["jacontebe"]) == 25
    assert {f"reorder_{n}" for n in (3, 4, 5, 10, 20, 50, 100)} <= stems["sct"]


@pytest.mark.parametrize("program", PROGRAMS, ids=name)
def test_a_program_names_its_origin_and_knows_nothing_of_the_explorer(program: Path) -> None:
    tree = ast.parse(program.read_text())
    assert (ast.get_docstring(tree) or "").startswith(SUITES[program.parent.name])
    assert any(isinstance(node, ast.FunctionDef) and node.name == "scenario" for node in tree.body)
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names} | {
        node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
    }
    assert all(one == "threading" or one.endswith("_family") for one in imported), imported


@pytest.mark.parametrize("program", PROMISED, ids=name)
def test_a_program_within_the_promise_is_within_it_by_threads_and_operations(program: Path) -> None:
    search = Search(program, "scenario", Options(strategy="random", max_schedules=1))
    result = search.run()
    assert result.steps // result.schedules <= 200
    assert len(search.scheduler.tasks) - 1 <= 4, "more than four threads beside the main one"


@pytest.mark.parametrize("program", PROMISED, ids=name)
def test_a_program_within_the_promise_is_found_for_every_seed(program: Path) -> None:
    for seed in range(2):
        result = explore(program, options=Options(seed=seed))
        assert result.verdict == "failed", f"seed {seed}: {result.message}"
        assert result.confirmed == 3


@pytest.mark.long
@pytest.mark.parametrize("program", PROMISED, ids=name)
def test_a_program_within_the_promise_is_found_for_thirty_seeds(program: Path) -> None:
    for seed in range(30):
        result = explore(program, options=Options(seed=seed))
        assert result.verdict == "failed", f"seed {seed}: {result.message}"

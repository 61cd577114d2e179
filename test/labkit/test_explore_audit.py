"""The auditor: whatever hole is made in the front end, an operation without a point is no longer called proved."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from labkit.explore.instrument import transform
from labkit.explore.options import Options
from labkit.explore.search import Search

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import threading

total = 0

class Box:
    def __init__(self):
        self.value = 0
        self.items = {"n": 0}

def scenario():
    box = Box()
    last = None

    def work():
        global total
        nonlocal last
        box.value = 1
        box.items["n"] = 2
        total = 3
        last = 4
        del box.value
        box.value = 5

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert (box.value, box.items["n"], total, last) == (5, 2, 3, 4)
"""


def search(tmp_path: Path) -> tuple[str, list[str]]:
    file = tmp_path / "program.py"
    file.write_text(PROGRAM)
    one = Search(file, options=Options(max_schedules=400))
    return one.run().verdict, one.program.uncovered


def test_a_program_whose_operations_all_have_points_is_proved(tmp_path: Path) -> None:
    assert search(tmp_path) == ("proved", [])


def _as_it_is(self: object, node: Any, *_: object) -> Any:
    return node


def _the_value(self: object, _target: ast.Name, value: ast.expr) -> ast.expr:
    return value


@pytest.mark.parametrize(
    ("hole", "forgets", "named"),
    [
        ("visit_Attribute", _as_it_is, ["program.py:18: attribute value without a point"]),
        ("visit_Subscript", _as_it_is, ["program.py:19: item [] without a point"]),
        (
            "_stored",
            _the_value,
            ["program.py:20: global total without a point", "program.py:21: variable last without a point"],
        ),
        ("visit_Delete", _as_it_is, ["program.py:22: attribute value without a point"]),
    ],
)
def test_a_hole_in_the_front_end_costs_the_proof_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hole: str, forgets: Callable[..., object], named: list[str]
) -> None:
    monkeypatch.setattr(transform._Transformer, hole, forgets)
    verdict, uncovered = search(tmp_path)
    assert verdict == "passed"
    assert set(named) <= set(uncovered)


def programs() -> list[Path]:
    folders = [ROOT / "test/corpus", ROOT / "test/bench/programs", *sorted((ROOT / "test/labs").glob("2.*"))]
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def test_no_program_of_ours_has_an_operation_without_a_point() -> None:
    paths = programs()
    program = Search(paths[0]).program
    for path in paths:
        program._compile(path.stem, path)
    assert len(paths) > 100
    assert [one for one in program.uncovered if one.endswith("without a point")] == []

"""Symbols are found in source that is never imported."""

from __future__ import annotations

from pathlib import Path

import pytest
from labkit.check.place import Places, find_symbol
from labkit.subject.plain import Frame

SOURCE = '''\
"""def check_all(): is only named here."""
import dataclasses


@dataclasses.dataclass
class Result:
    elapsed: float = 0.0

    def seconds(self):
        return self.elapsed


LIMIT = 4


async def check_all():
    pass
'''


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Result", (6, 10)),
        ("Result.elapsed", (7, 7)),
        ("Result.seconds", (9, 10)),
        ("LIMIT", (13, 13)),
        ("check_all", (16, 17)),
        ("Result.missing", None),
        ("LIMIT.real", None),
        ("missing", None),
    ],
)
def test_a_symbol_is_found_at_its_lines(name: str, lines: tuple[int, int] | None) -> None:
    assert find_symbol(SOURCE, name) == lines


def test_the_last_definition_counts() -> None:
    assert find_symbol("def f(): pass\ndef f(): pass\n", "f") == (2, 2)


def test_source_that_cannot_be_parsed_has_no_symbols() -> None:
    assert find_symbol("def f(:", "f") is None


def test_a_place_falls_back_to_the_target_and_then_to_the_first_line(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(SOURCE)
    places = Places(tmp_path)
    assert places.find(None, "a.py:check_all") == {"file": "a.py", "line": 16}
    assert places.find("Result.elapsed", "a.py:check_all") == {"file": "a.py", "line": 7}
    assert places.find("missing", "a.py:check_all") == {"file": "a.py", "line": 16}
    assert places.find(9, "a.py:check_all") == {"file": "a.py", "line": 9}
    assert places.find(Frame("b.py", 3, "f"), "a.py:check_all") == {"file": "b.py", "line": 3}
    assert places.find("a.py:LIMIT", "b.py:x") == {"file": "a.py", "line": 13}
    assert places.find(None, "a.py:missing") == {"file": "a.py", "line": 1}
    assert places.find(None, "b.py:x") is None

"""Places in the learner's files, found by `ast`: nothing is imported."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

from labkit.regular_file import read_regular
from labkit.subject.plain import Frame


def find_symbol(source: str, qualname: str) -> tuple[int, int] | None:
    """First and last line of `def`, `class` or assignment `qualname` (`check_all`, `CheckResult.elapsed`)."""
    try:
        body: list[ast.stmt] = ast.parse(source).body
    except (SyntaxError, ValueError):
        return None
    found: ast.stmt | None = None
    for part in qualname.split("."):
        found = next((one for one in reversed(body) if part in _names(one)), None)
        if found is None:
            return None
        body = getattr(found, "body", [])
    assert found is not None
    return found.lineno, found.end_lineno or found.lineno


def _names(statement: ast.stmt) -> list[str]:
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [statement.name]
    if isinstance(statement, ast.Assign):
        return [one.id for one in statement.targets if isinstance(one, ast.Name)]
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return [statement.target.id]
    return []


class Places:
    """Turns what a check says about a place into a `place` of the contract."""

    def __init__(self, work: Path) -> None:
        self._work = work

    def find(self, at: str | int | Frame | None, target: str) -> dict[str, Any] | None:
        """`at`: a symbol, `file.py:symbol`, a line or a frame; `target` (`file.py:symbol`) where there is none."""
        file, _, symbol = target.partition(":")
        if isinstance(at, Frame):
            return {"file": at.file, "line": at.line}
        if isinstance(at, int):
            return {"file": file, "line": max(at, 1)}
        if at is not None:
            file, symbol = at.split(":", 1) if ":" in at else (file, at)
        try:
            source = read_regular(self._work / file).decode("utf-8")
        except (OSError, ValueError):
            return None
        lines = find_symbol(source, symbol)
        if lines is None and at is not None:
            return self.find(None, target)
        return {"file": file, "line": lines[0]} if lines else {"file": file, "line": 1}

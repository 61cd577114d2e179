"""What a rule reports."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from labkit.practices.names import Names


@dataclass(frozen=True)
class Finding:
    """A rule broken at a line (base 1) and column (base 1)."""

    rule: str
    message: str
    cure: str
    line: int
    column: int


Rule = Callable[[ast.Module, Names], Iterator[Finding]]


def at(node: ast.expr | ast.stmt, rule: str, message: str, cure: str) -> Finding:
    return Finding(rule, message, cure, node.lineno, node.col_offset + 1)

"""Applies the rules a lab asks for to one file, and honours `# labkit: allow BP1.1 reason`."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Collection

from labkit.practices.conditions import conditions
from labkit.practices.executors import executors
from labkit.practices.finding import Finding, Rule
from labkit.practices.held import held
from labkit.practices.main_guard import main_guard
from labkit.practices.names import Names
from labkit.practices.reuse import reuse
from labkit.practices.slow_sections import slow_sections
from labkit.practices.started import started
from labkit.practices.timeouts import timeouts

RULES: dict[str, Rule] = {
    "BP1.1": executors,
    "BP1.2": timeouts,
    "BP1.3": main_guard,
    "BP1.4": reuse,
    "BP2.1": held,
    "BP2.2": started,
    "BP2.3": conditions,
    "BP2.4": slow_sections,
}

_ALLOW = re.compile(r"#\s*labkit:\s*allow\s+(BP\d{1,2}\.\d)\s+\S")


def review(source: str, rules: Collection[str]) -> list[Finding]:
    """The findings of `rules` in `source`, by line. Source that cannot be parsed has none."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    names = Names(tree)
    allowed = _allowed(source)
    found = [one for rule in rules if rule in RULES for one in RULES[rule](tree, names)]
    return sorted(
        (one for one in found if (one.line, one.rule) not in allowed), key=lambda one: (one.line, one.column, one.rule)
    )


def _allowed(source: str) -> set[tuple[int, str]]:
    """Lines on which a rule is allowed to be broken, with a reason."""
    found = set()
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT and (match := _ALLOW.search(token.string)):
                found.add((token.start[0], match[1]))
    except (tokenize.TokenError, SyntaxError):
        pass
    return found

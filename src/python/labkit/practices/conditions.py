"""BP2.3 `Condition.wait` stands inside `while`, or is `wait_for`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from labkit.practices.finding import Finding, at
from labkit.practices.names import CONDITIONS, Names, holders

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def conditions(tree: ast.Module, names: Names) -> Iterator[Finding]:
    waits = holders(tree, names, CONDITIONS)
    yield from _outside_loops(tree, waits, looping=False)


def _outside_loops(node: ast.AST, waits: set[str], *, looping: bool) -> Iterator[Finding]:
    for child in ast.iter_child_nodes(node):
        if (
            not looping
            and isinstance(child, ast.Call)
            and isinstance(child.func, ast.Attribute)
            and child.func.attr == "wait"
            and (name := ast.unparse(child.func.value)) in waits
        ):
            yield at(
                child,
                "BP2.3",
                f"{name}.wait() is not in a loop that looks again: others may run before a woken thread has the lock.",
                f"Write `{name}.wait_for(lambda: ...)` with what you wait for, or put the wait into `while not ...:`.",
            )
        inside = isinstance(child, ast.While) or (looping and not isinstance(child, _FUNCTIONS))
        yield from _outside_loops(child, waits, looping=inside)

"""BP1.4 No pool or session is made per item."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from labkit.practices.finding import Finding, at
from labkit.practices.names import POOLS, SESSIONS, Names, short

_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)
_DEFERRED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def reuse(tree: ast.Module, names: Names) -> Iterator[Finding]:
    seen: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, _LOOPS):
            parts: list[ast.AST] = list(node.body)
        elif isinstance(node, ast.DictComp):
            parts = [node.key, node.value]
        elif isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp)):
            parts = [node.elt]
        else:
            continue
        if _counts_workers(node):
            continue
        own = _targets(node)
        for call in _run_in(parts):
            name = names.called(call)
            if name is None or name not in POOLS | SESSIONS or call in seen or _uses(call, own):
                continue
            seen.add(call)
            yield at(
                call,  # type: ignore[arg-type]
                "BP1.4",
                f"{short(name)} is made anew for each turn of this loop.",
                "Make it once before the loop: starting it costs more than the work, and its connections are reused.",
            )


def _run_in(parts: list[ast.AST]) -> Iterator[ast.AST]:
    waiting = list(parts)
    while waiting:
        node = waiting.pop(0)
        if not isinstance(node, _DEFERRED):
            yield node
            waiting.extend(ast.iter_child_nodes(node))


def _iterables(loop: ast.AST) -> list[tuple[ast.expr, ast.expr]]:
    if isinstance(loop, (ast.For, ast.AsyncFor)):
        return [(loop.target, loop.iter)]
    if isinstance(loop, _COMPREHENSIONS):
        return [(one.target, one.iter) for one in loop.generators]
    return []


def _targets(loop: ast.AST) -> set[str]:
    return {one.id for target, _ in _iterables(loop) for one in ast.walk(target) if isinstance(one, ast.Name)}


def _uses(call: ast.AST, own: set[str]) -> bool:
    """A constructor that takes the loop's variable makes a variant, as a benchmark over pool sizes does."""
    return any(isinstance(one, ast.Name) and one.id in own for one in ast.walk(call))


def _counts_workers(loop: ast.AST) -> bool:
    """`for _ in range(workers)`: one for each worker, not for each item. `range(len(items))` is each item again."""
    for _, iterable in _iterables(loop):
        if isinstance(iterable, ast.Call) and isinstance(iterable.func, ast.Name) and iterable.func.id == "range":
            inside = [one for argument in iterable.args for one in ast.walk(argument)]
            return not any(isinstance(one, ast.Name) and one.id == "len" for one in inside)
    return False

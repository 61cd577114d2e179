"""BP1.1 Executors and pools are used with `with`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from labkit.practices.finding import Finding, at
from labkit.practices.names import POOLS, Names, short

_ENDS = {"shutdown", "terminate", "close", "terminate_workers", "kill_workers"}
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def executors(tree: ast.Module, names: Names) -> Iterator[Finding]:
    yield from _scope(tree, tree, names)


def _scope(scope: ast.AST, outer: ast.AST, names: Names) -> Iterator[Finding]:
    """`outer`: the class or function in which an end of the pool is looked for; methods share that of their class."""
    for node in _own(scope):
        if isinstance(node, _SCOPES):
            yield from _scope(node, outer if isinstance(outer, ast.ClassDef) else node, names)
        elif (name := names.called(node)) in POOLS and isinstance(node, ast.Call) and not _has_owner(node, outer):
            yield at(
                node,
                "BP1.1",
                f"{short(name or '')} is made outside of a with statement and nothing here shuts it down.",
                "Write `with ... as pool:`, so that its workers end on every way out, exceptions included.",
            )


def _own(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a scope, the insides of nested functions and classes left out."""
    waiting = list(ast.iter_child_nodes(scope))
    while waiting:
        node = waiting.pop(0)
        yield node
        if not isinstance(node, _SCOPES):
            waiting[:0] = ast.iter_child_nodes(node)


def _has_owner(call: ast.Call, outer: ast.AST) -> bool:
    for node in ast.walk(outer):
        if isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                if _holds(item.context_expr, call) or isinstance(item.context_expr, (ast.Name, ast.Attribute)):
                    return True
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in _ENDS or (
                node.func.attr.startswith("enter_") and any(one is call for one in node.args)
            ):
                return True
        elif isinstance(node, ast.Return) and node.value is call:
            return True  # a factory: whoever asked for the pool owns it
    return False


def _holds(expression: ast.expr, call: ast.Call) -> bool:
    return any(one is call for one in ast.walk(expression))

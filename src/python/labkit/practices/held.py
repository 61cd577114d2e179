"""BP2.1 Locks are held with `with`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from labkit.practices.finding import Finding, at
from labkit.practices.names import LOCKS, SEMAPHORES, Names, holders

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def held(tree: ast.Module, names: Names) -> Iterator[Finding]:
    """A permit that one function takes and another gives back is no critical section: semaphores count only where the
    same function releases them. Nor can `with` express an acquire that may fail."""
    locks = holders(tree, names, LOCKS)
    permits = holders(tree, names, SEMAPHORES)
    for scope, inside in _scopes(tree):
        released = {name for node in inside if (name := _receiver(node, "release")) is not None}
        for node in inside:
            name = _receiver(node, "acquire")
            if name is None or not isinstance(node, ast.Call) or node.args or node.keywords:
                continue
            if name in locks or (name in permits and name in released):
                yield at(
                    node,
                    "BP2.1",
                    f"{name}.acquire() in {scope} is given back by hand: a line that raises leaves it held.",
                    f"Write `with {name}:`, which gives it back on every way out.",
                )


def _scopes(tree: ast.Module) -> Iterator[tuple[str, list[ast.AST]]]:
    """Each function outside of classes that are locks themselves, and the module, with the nodes of its own."""
    waiting: list[tuple[str, list[ast.AST]]] = [("this module", list(tree.body))]
    while waiting:
        scope, nodes = waiting.pop()
        own: list[ast.AST] = []
        while nodes:
            node = nodes.pop(0)
            if isinstance(node, _FUNCTIONS):
                waiting.append((node.name, list(node.body)))
            elif not (isinstance(node, ast.ClassDef) and _is_a_lock(node)):
                own.append(node)
                nodes[:0] = ast.iter_child_nodes(node)
        yield scope, own


def _is_a_lock(node: ast.ClassDef) -> bool:
    methods = {one.name for one in node.body if isinstance(one, _FUNCTIONS)}
    return {"acquire", "release"} <= methods or any({f"__{a}enter__", f"__{a}exit__"} <= methods for a in ("", "a"))


def _receiver(node: ast.AST, method: str) -> str | None:
    """What `method` is called on, as source."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method:
        return ast.unparse(node.func.value)
    return None

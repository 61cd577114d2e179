"""BP2.2 Every started thread is joined or handed to an owner."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from labkit.practices.finding import Finding, at
from labkit.practices.names import THREADS, Names

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def started(tree: ast.Module, names: Names) -> Iterator[Finding]:
    """Only what can be shown: a thread that no name holds, or one whose name is used for nothing but the thread's own
    methods, in code that joins nothing."""
    makers = {one.name for one in ast.walk(tree) if isinstance(one, ast.ClassDef) and _is_thread(one, names)}

    def makes(node: ast.AST) -> bool:
        if not isinstance(node, ast.Call):
            return False
        return names.called(node) in THREADS or (isinstance(node.func, ast.Name) and node.func.id in makers)

    for scope in _outermost(tree):
        inside = list(ast.walk(scope))
        if any(_joins(node) for node in inside):
            continue
        held = _held_by_a_name(inside, makes)
        for node in inside:
            receiver = _started(node)
            if receiver is None:
                continue
            if makes(receiver) or (isinstance(receiver, ast.Name) and _only_used_here(inside, receiver.id, held)):
                what = receiver.id if isinstance(receiver, ast.Name) else "This thread"
                yield at(
                    receiver,
                    "BP2.2",
                    f"{what} is started and then left: nothing here waits for its end.",
                    "Keep it and join() it, or return it or store it where something joins it.",
                )


def _outermost(tree: ast.Module) -> Iterator[ast.AST]:
    """Functions and methods, nested ones with their outer one, and the module's own statements."""
    rest: list[ast.stmt] = []
    for node in tree.body:
        if isinstance(node, _FUNCTIONS):
            yield node
        elif isinstance(node, ast.ClassDef):
            yield from (one for one in ast.walk(node) if isinstance(one, _FUNCTIONS) and one in node.body)
        else:
            rest.append(node)
    yield ast.Module(rest, [])


def _is_thread(node: ast.ClassDef, names: Names) -> bool:
    return any(names.of(base) in THREADS for base in node.bases)


def _joins(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Attribute) and node.attr == "join"):
        return False
    return not isinstance(node.value, ast.Constant)  # text joins text


def _started(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "start":
        return node.func.value
    return None


def _held_by_a_name(inside: list[ast.AST], makes: Callable[[ast.AST], bool]) -> set[str]:
    """Names that are assigned a thread, and nothing else."""
    found: set[str] = set()
    others: set[str] = set()
    for node in inside:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    (found if makes(node.value) else others).add(target.id)
    return found - others


def _only_used_here(inside: list[ast.AST], name: str, held: set[str]) -> bool:
    """Whether `name` holds a thread and every use of it is an attribute of it: it goes nowhere else."""
    if name not in held:
        return False
    attributes = {id(node.value) for node in inside if isinstance(node, ast.Attribute)}
    uses = [node for node in inside if isinstance(node, ast.Name) and node.id == name]
    return all(id(one) in attributes for one in uses if isinstance(one.ctx, ast.Load))

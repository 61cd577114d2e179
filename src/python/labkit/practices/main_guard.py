"""BP1.3 What a script does when it is run stands behind `if __name__ == "__main__":`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from labkit.practices.finding import Finding, at
from labkit.practices.names import Names

_STARTS = {
    "concurrent.futures.ProcessPoolExecutor",
    "concurrent.futures.process.ProcessPoolExecutor",
    "multiprocessing.Pool",
    "multiprocessing.pool.Pool",
    "multiprocessing.Process",
    "multiprocessing.Manager",
    "asyncio.run",
    "uvicorn.run",
    "timeit.timeit",
    "timeit.repeat",
}
_METHODS = {"serve_forever"}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def main_guard(tree: ast.Module, names: Names) -> Iterator[Finding]:
    functions = {one.name: one for one in tree.body if isinstance(one, _FUNCTIONS)}
    starting = {"main"} & set(functions)
    grew = True
    while grew:  # a function that calls one that starts something starts something
        more = {
            name
            for name, function in functions.items()
            if name not in starting and any(_starts(one, names, starting) for one in ast.walk(function))
        }
        starting |= more
        grew = bool(more)
    for statement in tree.body:
        for node in _run_at_import(statement):
            if _starts(node, names, starting) and isinstance(node, ast.Call):
                yield at(
                    node,
                    "BP1.3",
                    f"{ast.unparse(node.func)}(...) runs whenever this file is imported, in each child process too.",
                    'Put it under `if __name__ == "__main__":`.',
                )
                break


def _starts(node: ast.AST, names: Names, starting: set[str]) -> bool:
    if not isinstance(node, ast.Call):
        return False
    if names.called(node) in _STARTS:
        return True
    if isinstance(node.func, ast.Attribute):
        return node.func.attr in _METHODS
    return isinstance(node.func, ast.Name) and node.func.id in starting


def _run_at_import(statement: ast.stmt) -> Iterator[ast.AST]:
    """The nodes of a module-level statement that run at import, outermost first."""
    if isinstance(statement, ast.If) and _is_guard(statement.test):
        for one in statement.orelse:
            yield from _run_at_import(one)
        return
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, (*_FUNCTIONS, ast.Lambda)):
            waiting.extend(node.decorator_list if not isinstance(node, ast.Lambda) else ())
            continue
        yield node
        if isinstance(node, ast.If) and _is_guard(node.test):
            waiting.extend(node.orelse)
        else:
            waiting.extend(ast.iter_child_nodes(node))


def _is_guard(test: ast.expr) -> bool:
    return any(isinstance(one, ast.Name) and one.id == "__name__" for one in ast.walk(test))

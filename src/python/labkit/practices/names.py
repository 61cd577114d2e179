"""What the names of a module stand for, as far as its import statements say."""

from __future__ import annotations

import ast
from collections.abc import Collection

POOLS = frozenset(
    {
        "concurrent.futures.ThreadPoolExecutor",
        "concurrent.futures.ProcessPoolExecutor",
        "concurrent.futures.thread.ThreadPoolExecutor",
        "concurrent.futures.process.ProcessPoolExecutor",
        "concurrent.futures.InterpreterPoolExecutor",
        "multiprocessing.Pool",
        "multiprocessing.pool.Pool",
        "multiprocessing.pool.ThreadPool",
        "multiprocessing.dummy.Pool",
    }
)
AIOHTTP_SESSIONS = frozenset({"aiohttp.ClientSession", "aiohttp.client.ClientSession"})
SESSIONS = AIOHTTP_SESSIONS | {
    "requests.Session",
    "requests.session",
    "requests.sessions.Session",
    "httpx.Client",
    "httpx.AsyncClient",
    "httpx2.Client",
    "httpx2.AsyncClient",
}

_LIBRARIES = ("threading", "multiprocessing", "asyncio")
SEMAPHORES = frozenset(f"{one}.{name}" for one in _LIBRARIES for name in ("Semaphore", "BoundedSemaphore"))
CONDITIONS = frozenset(f"{one}.Condition" for one in _LIBRARIES)
LOCKS = CONDITIONS | frozenset(f"{one}.{name}" for one in _LIBRARIES for name in ("Lock", "RLock"))
THREADS = frozenset({"threading.Thread", "threading.Timer", "multiprocessing.Process"})


class Names:
    """Dotted names behind the names and attributes of one module."""

    def __init__(self, tree: ast.Module) -> None:
        self._origin: dict[str, str] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for one in node.names:
                    self._origin[one.asname or one.name.partition(".")[0]] = (
                        one.name if one.asname else one.name.partition(".")[0]
                    )
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                for one in node.names:
                    self._origin[one.asname or one.name] = f"{node.module}.{one.name}"

    def of(self, node: ast.expr) -> str | None:
        """`concurrent.futures.ThreadPoolExecutor` for the expression that names it; None for what is not imported."""
        if isinstance(node, ast.Name):
            return self._origin.get(node.id)
        if isinstance(node, ast.Attribute):
            owner = self.of(node.value)
            return f"{owner}.{node.attr}" if owner else None
        return None

    def called(self, node: ast.AST) -> str | None:
        """The dotted name that a call calls."""
        return self.of(node.func) if isinstance(node, ast.Call) else None


def holders(tree: ast.Module, names: Names, kinds: Collection[str]) -> set[str]:
    """Expressions, as source, that only ever hold what one of `kinds` makes: by assignment, `with ... as`, or
    annotation."""
    found: set[str] = set()
    others: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            into = found if names.called(node.value) in kinds else others
            into.update(ast.unparse(one) for one in node.targets)
        elif isinstance(node, ast.AnnAssign):
            made = node.value is not None and names.called(node.value) in kinds
            into = found if made or names.of(node.annotation) in kinds else others
            into.add(ast.unparse(node.target))
        elif isinstance(node, ast.withitem) and node.optional_vars is not None:
            into = found if names.called(node.context_expr) in kinds else others
            into.add(ast.unparse(node.optional_vars))
        elif isinstance(node, ast.arg):
            into = found if node.annotation is not None and names.of(node.annotation) in kinds else others
            into.add(node.arg)
    return found - others


def short(dotted: str) -> str:
    return dotted.rpartition(".")[2]

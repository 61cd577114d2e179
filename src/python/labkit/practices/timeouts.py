"""BP1.2 Every network call has a timeout."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from labkit.practices.finding import Finding, at
from labkit.practices.names import AIOHTTP_SESSIONS, Names, holders

_VERBS = {"get", "post", "put", "patch", "delete", "head", "options", "request"}
_SESSIONS = {"requests.Session", "requests.session", "requests.sessions.Session"}
_POSITION = {
    "urllib.request.urlopen": 2,
    "socket.create_connection": 1,
    "http.client.HTTPConnection": 2,
    "http.client.HTTPSConnection": 2,
}
"""Calls that take a time-out by position, and which one it is."""
_BLOCKS = {"asyncio.timeout", "asyncio.timeout_at", "asyncio.wait_for"}
"""What limits every await inside it."""
_BLOCKING = (
    "{}(...) has no timeout: a server that stays silent holds this thread for ever.",
    "Pass timeout=, in seconds.",
)
_AWAITED = (
    "{}(...) has no timeout of its own: aiohttp waits five minutes for a server that stays silent.",
    "Pass timeout=aiohttp.ClientTimeout(total=...), or put the call into `async with asyncio.timeout(...)`.",
)


def timeouts(tree: ast.Module, names: Names) -> Iterator[Finding]:
    sessions = holders(tree, names, _SESSIONS)
    awaited = holders(tree, names, AIOHTTP_SESSIONS)
    limited = _inside_limits(tree, names)
    # A session may have the limit for all its requests, and the file does not always show which session a name holds.
    by_session = any(
        names.called(node) in AIOHTTP_SESSIONS and isinstance(node, ast.Call) and _names_timeout(node)
        for node in ast.walk(tree)
    )
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or any(one.arg is None for one in node.keywords):
            continue  # **options may hold a timeout
        name = names.called(node)
        given, words = False, _BLOCKING
        if name in _POSITION:
            given = len(node.args) > _POSITION[name] or any(isinstance(one, ast.Starred) for one in node.args)
        elif name is not None and name.rpartition(".")[0] in ("requests", "requests.api"):
            if name.rpartition(".")[2] not in _VERBS:
                continue
        elif name == "aiohttp.request":
            given, words = id(node) in limited, _AWAITED
        elif not isinstance(node.func, ast.Attribute) or node.func.attr not in _VERBS:
            continue
        elif _is_session(node.func.value, awaited, names, AIOHTTP_SESSIONS):
            given, words = by_session or id(node) in limited, _AWAITED
        elif not _is_session(node.func.value, sessions, names, _SESSIONS):
            continue
        if _never(node) or not (given or _names_timeout(node)):
            message, cure = words
            yield at(node, "BP1.2", message.format(ast.unparse(node.func)), cure)


def _names_timeout(call: ast.Call) -> bool:
    return any(one.arg == "timeout" for one in call.keywords)


def _never(call: ast.Call) -> bool:
    """Whether the call says `timeout=None`."""
    return any(
        one.arg == "timeout" and isinstance(one.value, ast.Constant) and one.value.value is None
        for one in call.keywords
    )


def _is_session(node: ast.expr, held: set[str], names: Names, kinds: frozenset[str] | set[str]) -> bool:
    return names.called(node) in kinds or ast.unparse(node) in held


def _inside_limits(tree: ast.Module, names: Names) -> set[int]:
    """Ids of the nodes whose awaits end with a block or call around them."""
    found: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST] = []
        if isinstance(node, ast.AsyncWith):
            first = next((n for n, item in enumerate(node.items) if names.called(item.context_expr) in _BLOCKS), None)
            if first is not None:
                parts = [*node.items[first + 1 :], *node.body]
        elif isinstance(node, ast.Call) and names.called(node) in _BLOCKS:
            parts = [*node.args]
        found.update(id(one) for part in parts for one in ast.walk(part))
    return found

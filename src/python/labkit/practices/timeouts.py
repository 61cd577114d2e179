"""BP1.2 Every network call has a timeout."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from labkit.practices.finding import Finding, at
from labkit.practices.names import Names, holders

_VERBS = {"get", "post", "put", "patch", "delete", "head", "options", "request"}
_SESSIONS = {"requests.Session", "requests.session", "requests.sessions.Session"}
_POSITION = {
    "urllib.request.urlopen": 2,
    "socket.create_connection": 1,
    "http.client.HTTPConnection": 2,
    "http.client.HTTPSConnection": 2,
}
"""Calls that take a time-out by position, and which one it is."""


def timeouts(tree: ast.Module, names: Names) -> Iterator[Finding]:
    sessions = holders(tree, names, _SESSIONS)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or any(one.arg is None for one in node.keywords):
            continue  # **options may hold a timeout
        name = names.called(node)
        label = ast.unparse(node.func)
        if name in _POSITION:
            given = len(node.args) > _POSITION[name] or any(isinstance(one, ast.Starred) for one in node.args)
        elif name is not None and name.rpartition(".")[0] in ("requests", "requests.api"):
            if name.rpartition(".")[2] not in _VERBS:
                continue
            given = False
        elif (
            isinstance(node.func, ast.Attribute)
            and node.func.attr in _VERBS
            and _is_session(node.func.value, sessions, names)
        ):
            given = False
        else:
            continue
        value = next((one.value for one in node.keywords if one.arg == "timeout"), None)
        none = isinstance(value, ast.Constant) and value.value is None
        if none or (value is None and not given):
            yield at(
                node,
                "BP1.2",
                f"{label}(...) has no timeout: a server that stays silent holds this thread for ever.",
                "Pass timeout=, in seconds.",
            )


def _is_session(node: ast.expr, sessions: set[str], names: Names) -> bool:
    return names.called(node) in _SESSIONS or ast.unparse(node) in sessions

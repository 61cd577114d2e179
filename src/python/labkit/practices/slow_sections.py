"""BP2.4 No network or file call under a lock, and no call of code that somebody else handed over."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from labkit.practices.finding import Finding, at
from labkit.practices.names import LOCKS, SESSIONS, Names, holders

_CALLS = frozenset(
    {
        "urllib.request.urlopen",
        "urllib.request.urlretrieve",
        "socket.create_connection",
        "subprocess.run",
        "subprocess.call",
        "subprocess.check_call",
        "subprocess.check_output",
        "shutil.copyfile",
        "shutil.copytree",
        "shutil.rmtree",
    }
)
_VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "request"})
_PATH_METHODS = frozenset({"read_text", "write_text", "read_bytes", "write_bytes"})
_DEFERRED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def slow_sections(tree: ast.Module, names: Names) -> Iterator[Finding]:
    locks = holders(tree, names, LOCKS)
    sessions = holders(tree, names, SESSIONS)
    seen: set[int] = set()
    for node in ast.walk(tree):
        if not isinstance(node, (ast.With, ast.AsyncWith)):
            continue
        items = [ast.unparse(item.context_expr) for item in node.items]
        held = next((place for place, item in enumerate(items) if item in locks), None)
        if held is None:
            continue
        for call in _run_in([*(item.context_expr for item in node.items[held + 1 :]), *node.body]):
            what = _slow(call, names, sessions)
            if what is not None and id(call) not in seen:
                seen.add(id(call))
                yield at(
                    call,
                    "BP2.4",
                    f"{ast.unparse(call.func)}(...) {what} while {items[held]} is held: all others wait for it too.",
                    "Do it before or after, and hold the lock for the change alone.",
                )


def _run_in(parts: list[ast.AST]) -> Iterator[ast.Call]:
    """Calls that run as part of `parts`; functions that are only defined there left out."""
    waiting = list(parts)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, _DEFERRED):
            continue
        if isinstance(node, ast.Call):
            yield node
        waiting[:0] = ast.iter_child_nodes(node)


def _slow(call: ast.Call, names: Names, sessions: set[str]) -> str | None:
    """What the call does that takes long, or None."""
    dotted = names.called(call)
    if dotted in _CALLS or (dotted is not None and dotted.rpartition(".")[0] in ("requests", "requests.api")):
        return "waits for the outside"
    function = call.func
    if isinstance(function, ast.Name):
        if function.id == "open" and dotted is None:
            return "opens a file"
        return "runs code from outside" if _is_callback(function.id) else None
    if isinstance(function, ast.Attribute):
        if function.attr in _PATH_METHODS:
            return "reads or writes a file"
        if function.attr in _VERBS and ast.unparse(function.value) in sessions:
            return "waits for the outside"
        return "runs code from outside" if dotted is None and _is_callback(function.attr) else None
    return None


def _is_callback(name: str) -> bool:
    return name.lstrip("_").startswith("on_") or name.endswith(("callback", "_hook"))

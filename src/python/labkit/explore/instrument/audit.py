"""The auditor: compiled operations on shared state that no point stands before. Each takes "proved" away and is named.

It reads the bytecode and knows nothing of how points are made, so a hole in the front end, or an operation that a new
Python compiles in another way, costs a proof instead of making a wrong one.
"""

from __future__ import annotations

import ast
import dis
import inspect
import types
from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from labkit.explore.instrument.sites import Sites

_ATTRIBUTES = frozenset(("LOAD_ATTR", "LOAD_METHOD", "STORE_ATTR", "DELETE_ATTR"))
_ITEMS = frozenset(("BINARY_SUBSCR", "BINARY_SLICE", "STORE_SUBSCR", "STORE_SLICE", "DELETE_SUBSCR", "BINARY_OP"))
_NAMES = frozenset(("STORE_GLOBAL", "DELETE_GLOBAL", "STORE_DEREF", "DELETE_DEREF"))


def audit(tree: ast.Module, code: types.CodeType, path: str, sites: Sites, passive: Set[str]) -> None:
    """Notes in `sites` what of `code`, compiled from `tree` and the file at `path`, has no point. `passive`: names of
    modules whose attributes need none."""
    covered = {(one.line, one.column, one.name) for one in sites.table if one.file == path}
    types_only = _annotations(tree)
    operations = list(_operations(code, passive, {}))
    stored = {one.name for one in operations if one.changes}
    for one in operations:
        if (one.line, one.column, one.name) in covered or (one.line, one.column) in types_only:
            continue
        # What only the owner of a variable binds, once, and an attribute that nothing changes are no races.
        if one.what == "variable" and (path, one.owner, one.name) not in sites.variables:
            continue
        if one.what == "attribute" and one.name not in stored:
            continue
        sites.uncover(path, one.line, f"{one.what} {one.name} without a point")


def _annotations(tree: ast.Module) -> set[tuple[int, int]]:
    """Where annotations and base classes stand, and what they are made of: types, which nobody changes."""
    found: list[ast.expr] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            found += node.bases
        found += [one for field in ("annotation", "returns") if (one := getattr(node, field, None)) is not None]
    return {(part.lineno, part.col_offset) for one in found for part in ast.walk(one) if isinstance(part, ast.expr)}


class _Operation(NamedTuple):
    line: int
    column: int
    what: str
    name: str
    changes: bool
    owner: int = 0


def _operations(code: types.CodeType, passive: Set[str], cells: Mapping[str, int]) -> Iterator[_Operation]:
    """`cells`: first line of the function whose variable a captured name is. The code of a module and of class bodies
    runs while they are made, by one thread: its own names count for nothing."""
    cells = {**cells, **dict.fromkeys(code.co_cellvars, code.co_firstlineno)}
    body = not code.co_flags & inspect.CO_NEWLOCALS or not code.co_flags & inspect.CO_OPTIMIZED
    last: list[dis.Instruction] = []
    for one in dis.get_instructions(code):
        at = one.positions
        line, column = (at.lineno or 0, at.col_offset or 0) if at else (0, 0)
        changes = one.opname.startswith(("STORE", "DELETE"))
        if one.opname in _ATTRIBUTES:
            if not (last and last[-1].opname.startswith("LOAD_") and last[-1].argval in passive):
                yield _Operation(line, column, "attribute", str(one.argval), changes)
        elif one.opname in _ITEMS and (one.opname != "BINARY_OP" or one.argrepr == "[]"):
            if not (body and any(before.argval == "__annotations__" for before in last)):
                yield _Operation(line, column, "item", "[]", changes)
        elif one.opname in _NAMES and not body:
            if "GLOBAL" in one.opname:
                yield _Operation(line, column, "global", str(one.argval), True)
            else:
                yield _Operation(line, column, "variable", str(one.argval), True, cells.get(one.argval, 0))
        last = [*last[-1:], one]
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType) and inner.co_name != "__annotate__":
            yield from _operations(inner, passive, cells)

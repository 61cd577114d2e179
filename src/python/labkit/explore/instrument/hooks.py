"""Names of the inserted calls, and the builtins that need none."""

from __future__ import annotations

import ast
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)

READ_ATTRIBUTE, WRITE_ATTRIBUTE = "__labkit_read__", "__labkit_write__"
ITEMS, METHOD = "__labkit_items__", "__labkit_method__"
CALL, VALUE = "__labkit_call__", "__labkit_value__"
USE, COMPARED, BESIDE = "__labkit_use__", "__labkit_compared__", "__labkit_beside__"
ITERATE, ITERATE_FRESH = "__labkit_iterate__", "__labkit_iterate_fresh__"
READ_NAME, WRITE_NAME = "__labkit_read_name__", "__labkit_write_name__"
GET, SET, HAS, DROP = "__labkit_getattr__", "__labkit_setattr__", "__labkit_hasattr__", "__labkit_delattr__"
NEXT = "__labkit_next__"
MUTATES = "__labkit_mutates__"
TEMPORARY = "__labkit_t"

QUIET = frozenset(
    [
        "isinstance",
        "issubclass",
        "type",
        "id",
        "callable",
        "range",
        "object",
        "int",
        "float",
        "bool",
        "complex",
        "ord",
        "chr",
        "abs",
        "round",
        "divmod",
        "pow",
        "hash",
        "super",
        "property",
        "staticmethod",
        "classmethod",
        "open",
        "input",
        "hex",
        "bin",
        "oct",
        "slice",
    ]
)
"""Builtins that read nothing anybody shares: calls of them stay as they are."""
BLIND = frozenset(("exec", "eval", "globals", "locals", "vars", "compile", "__import__"))


def is_name(node: ast.AST, name: str) -> bool:
    """Whether `node` is that plain name."""
    return isinstance(node, ast.Name) and node.id == name


def place(node: Node, at: ast.AST) -> Node:
    """`node`, all of it at the position of `at`."""
    for one in ast.walk(node):
        if isinstance(one, ast.expr | ast.stmt | ast.keyword) and not hasattr(one, "lineno"):
            ast.copy_location(one, at)
    return node

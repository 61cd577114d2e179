"""Names of the inserted calls, and which builtins read their arguments."""

from __future__ import annotations

import ast
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)

READ_ATTRIBUTE, WRITE_ATTRIBUTE = "__labkit_read__", "__labkit_write__"
ITEMS, METHOD, USE, ITERATE = "__labkit_items__", "__labkit_method__", "__labkit_use__", "__labkit_iterate__"
READ_NAME, WRITE_NAME = "__labkit_read_name__", "__labkit_write_name__"
GET, SET, NEXT = "__labkit_getattr__", "__labkit_setattr__", "__labkit_next__"
MUTATES = "__labkit_mutates__"
TEMPORARY = "__labkit_t"

READERS = frozenset(
    [
        "len",
        "sum",
        "list",
        "tuple",
        "set",
        "frozenset",
        "dict",
        "sorted",
        "min",
        "max",
        "any",
        "all",
        "str",
        "repr",
        "iter",
        "enumerate",
        "zip",
        "map",
        "filter",
        "reversed",
        "print",
        "deque",
        "Counter",
        "bytes",
        "format",
    ]
)
LAZY = frozenset(["iter", "enumerate", "zip", "map", "filter", "reversed"])
BLIND = frozenset(("exec", "eval", "globals", "locals", "vars", "compile", "__import__", "delattr"))


def is_name(node: ast.AST, name: str) -> bool:
    """Whether `node` is that plain name."""
    return isinstance(node, ast.Name) and node.id == name


def place(node: Node, at: ast.AST) -> Node:
    """`node`, all of it at the position of `at`."""
    for one in ast.walk(node):
        if isinstance(one, ast.expr | ast.stmt | ast.keyword) and not hasattr(one, "lineno"):
            ast.copy_location(one, at)
    return node

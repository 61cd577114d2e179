"""Kinds of objects, as far as sharing them matters."""

from __future__ import annotations

import array
import collections
import types
from typing import Any

MUTABLE = (list, dict, set, bytearray, collections.deque, array.array)
"""Containers whose operations are C code: one step each."""

VIEWS: tuple[Any, ...] = (type({}.keys()), type({}.values()), type({}.items()))

PASSIVE = frozenset(
    (int, float, complex, bool, str, bytes, tuple, frozenset, range, type(None), super, property, slice,
     types.FunctionType, types.MethodType, types.BuiltinFunctionType)
)  # fmt: skip
"""Nothing about them changes."""

_LOOK = 32
_INSIDE = ("__eq__", "__lt__", "__gt__", "__repr__", "__str__", "__add__", "__radd__")


def nested(value: Any) -> bool:
    """Whether reading all of a container takes more than one step: it holds others, or objects whose comparing
    or printing runs Python code. A large one counts as such unseen."""
    if isinstance(value, (*MUTABLE, tuple)):
        if len(value) > _LOOK:
            return True
        return any(map(_holds_more, value.values() if isinstance(value, dict) else value))
    return False


def _holds_more(value: Any) -> bool:
    kind = type(value)
    if kind in PASSIVE:
        return kind is tuple and any(map(_holds_more, value))
    if isinstance(value, MUTABLE):
        return True
    return any(isinstance(getattr(kind, name, None), types.FunctionType) for name in _INSIDE)

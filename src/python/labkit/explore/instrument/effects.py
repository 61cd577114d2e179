"""What a call into C does to the objects it is given: C code has no points of its own."""

from __future__ import annotations

import functools
import types
from typing import Any

NOTHING, READS, WRITES, DRAWS, CACHES, UNKNOWN = range(6)
"""Touches nothing of the program's; reads its arguments in one step; changes the first one; reads them lazily, one
item at a time; looks up and fills a cache of its own; has no entry here."""

READING = frozenset(
    [
        "get",
        "keys",
        "values",
        "items",
        "copy",
        "count",
        "index",
        "union",
        "intersection",
        "difference",
        "issubset",
        "issuperset",
        "isdisjoint",
        "symmetric_difference",
        "__len__",
        "__contains__",
        "__iter__",
        "__getitem__",
        "__eq__",
        "__ne__",
        "__lt__",
        "__le__",
        "__gt__",
        "__ge__",
        "__reversed__",
        "__repr__",
        "__str__",
        "__hash__",
        "__bool__",
        "__format__",
        "__sizeof__",
        "__dir__",
        "total",
        "elements",
        "most_common",
        "tolist",
        "getvalue",
        "__reduce__",
        "__reduce_ex__",
        "__getstate__",
        "__copy__",
    ]
)
"""Methods that leave their object as it is. Every other method of a C class counts as a change."""

_PLAIN = frozenset(
    (int, float, complex, bool, str, bytes, range, type, object, slice, property, staticmethod, classmethod, super,
     memoryview, type(None), types.SimpleNamespace)
)  # fmt: skip
LAZY_TYPES = frozenset((enumerate, zip, map, filter, reversed))
_QUIET_BUILTINS = frozenset(
    [
        "isinstance",
        "issubclass",
        "id",
        "callable",
        "hasattr",
        "getattr",
        "ord",
        "chr",
        "hex",
        "oct",
        "bin",
        "__build_class__",
        "__import__",
        "open",
        "input",
        "breakpoint",
        "aiter",
        "anext",
        "exec",
        "eval",
        "compile",
        "globals",
        "locals",
    ]
)
_QUIET_MODULES = frozenset(
    [
        "math",
        "cmath",
        "time",
        "_thread",
        "sys",
        "gc",
        "errno",
        "signal",
        "atexit",
        "_struct",
        "struct",
        "binascii",
        "zlib",
        "hashlib",
        "_hashlib",
        "_random",
        "_sre",
        "unicodedata",
        "_string",
        "_codecs",
        "_locale",
        "_warnings",
        "_abc",
        "_typing",
        "marshal",
        "_imp",
        "posix",
        "nt",
        "_stat",
        "_contextvars",
        "faulthandler",
        "_datetime",
        "_decimal",
        "_statistics",
    ]
)
_WRITERS = {
    "_heapq": frozenset(
        ["heappush", "heappop", "heapify", "heapreplace", "heappushpop", "heappush_max", "heappop_max"]
    ),
    "_bisect": frozenset(("insort_right", "insort_left", "insort")),
    "_collections": frozenset(("_count_elements",)),
    "builtins": frozenset(("setattr", "delattr")),
}
_READERS = frozenset(("builtins", "_operator", "_bisect", "_functools", "_heapq", "itertools", "_json", "_collections"))
_NOT_IN_PLACE = frozenset(
    ("index", "indexOf", "inv", "invert", "is_", "is_not", "is_none", "is_not_none", "itemgetter")
)
_ENDLESS = frozenset(("count", "repeat"))
"""Of `itertools`: take values, not things to walk through."""
CACHE = type(functools.lru_cache(int))
"""The class behind `functools.lru_cache`."""
METHODS = (types.MethodDescriptorType, types.WrapperDescriptorType, types.ClassMethodDescriptorType)


def in_python(callee: Any) -> bool:
    """Whether calling it runs Python code, which has points of its own unless it is `foreign`."""
    kind = type(callee)
    if kind is types.FunctionType or kind is types.MethodType:
        return True
    if issubclass(kind, type):
        return any(isinstance(getattr(callee, one, None), types.FunctionType) for one in ("__init__", "__new__"))
    return isinstance(getattr(kind, "__call__", None), types.FunctionType)  # noqa: B004 - which one, not whether


def effect(callee: Any) -> int:
    """The effect of calling `callee`, which is not written in Python."""
    if issubclass(type(callee), type):
        if callee in _PLAIN or issubclass(callee, BaseException):
            return NOTHING
        if callee in LAZY_TYPES or callee.__module__ == "itertools":
            return NOTHING if callee.__name__ in _ENDLESS else DRAWS
        return READS
    if isinstance(callee, CACHE):
        return CACHES
    if isinstance(callee, METHODS):
        return READS if callee.__name__ in READING else WRITES
    if not isinstance(callee, types.BuiltinFunctionType):
        return READS
    module, name = callee.__module__ or "", callee.__name__
    if name in _WRITERS.get(module, ()) or (module == "_operator" and _changes(name)):
        return WRITES
    if module in _QUIET_MODULES or (module == "builtins" and name in _QUIET_BUILTINS):
        return NOTHING
    if name in ("iter", "reduce"):
        return DRAWS
    return READS if module in _READERS else UNKNOWN


def _changes(name: str) -> bool:
    """Of `operator`: `setitem`, `delitem` and the in-place forms."""
    return name in ("setitem", "delitem") or (name.startswith("i") and name not in _NOT_IN_PLACE)

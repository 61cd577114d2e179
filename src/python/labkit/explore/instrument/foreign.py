"""Python code that is neither the program's nor one of the copies: what it does to shared objects makes no steps."""

from __future__ import annotations

import builtins
import types
from typing import Any

_HARMLESS = frozenset(
    [
        "labkit",
        "threading",
        "_thread",
        "time",
        "queue",
        "concurrent",
        "contextlib",
        "enum",
        "typing",
        "abc",
        "_py_abc",
        "_collections_abc",
        "collections",
        "functools",
        "dataclasses",
        "types",
        "numbers",
        "operator",
        "copy",
        "copyreg",
        "heapq",
        "bisect",
        "re",
        "json",
        "string",
        "textwrap",
        "datetime",
        "_pydatetime",
        "decimal",
        "_pydecimal",
        "fractions",
        "statistics",
        "pathlib",
        "os",
        "posixpath",
        "ntpath",
        "genericpath",
        "random",
        "secrets",
        "uuid",
        "traceback",
        "warnings",
        "inspect",
        "reprlib",
        "pprint",
        "codecs",
        "base64",
        "hashlib",
        "struct",
        "linecache",
        "keyword",
        "calendar",
        "locale",
        "logging",
    ]
)
"""Modules whose Python code keeps nothing that threads share, or is the model itself."""
_REAL = vars(builtins)


def foreign(callee: Any) -> bool:
    """Whether calling `callee`, written in Python, runs code without points in a module that may keep state."""
    if isinstance(callee, types.MethodType):
        callee = callee.__func__
    elif isinstance(callee, type):
        callee = next((one for one in map(vars(callee).get, ("__init__", "__new__")) if _function(one)), None)
    if not _function(callee) or callee.__builtins__ is not _REAL:
        return False
    return (callee.__module__ or "").partition(".")[0] not in _HARMLESS


def _function(one: Any) -> bool:
    return type(one) is types.FunctionType

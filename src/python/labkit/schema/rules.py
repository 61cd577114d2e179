"""A small schema language: the few rules the contract uses, named as in `src/contract`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Rule = Callable[[Any, str], Iterable[str]]
"""Yields a sentence for each fault of a value at a path."""


def _at(path: str, what: str) -> str:
    return f"{path}: {what}" if path else what


def _kind(value: Any) -> str:
    names = {bool: "a boolean", str: "text", list: "a list", dict: "an object", type(None): "null"}
    return names.get(type(value), "a number")


def text(pattern: str | None = None, what: str = "", *, filled: bool = False) -> Rule:
    """A string; `pattern` must match as in JavaScript (a search); `filled`: not blank."""
    compiled = re.compile(pattern, re.ASCII) if pattern else None

    def rule(value: Any, path: str) -> Iterable[str]:
        if type(value) is not str:
            yield _at(path, f"expected text, got {_kind(value)}")
        elif filled and not value.strip():
            yield _at(path, "must not be empty")
        elif compiled and not compiled.search(value):
            yield _at(path, what or f"does not match {pattern}")

    return rule


def number(*, least: float | None = None, whole: bool = False) -> Rule:
    """A finite number; JSON knows no difference between 1 and 1.0, so neither does `whole`."""

    def rule(value: Any, path: str) -> Iterable[str]:
        if type(value) not in (int, float) or not _finite(value):
            yield _at(path, f"expected a number, got {_kind(value)}")
        elif whole and value != int(value):
            yield _at(path, f"expected a whole number, got {value}")
        elif least is not None and value < least:
            yield _at(path, f"expected at least {least}, got {value}")

    return rule


def _finite(value: float) -> bool:
    """Whether JavaScript reads it as a number too: an integer beyond the largest float is infinite there."""
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def boolean(value: Any, path: str) -> Iterable[str]:
    if type(value) is not bool:
        yield _at(path, f"expected a boolean, got {_kind(value)}")


def anything(value: Any, path: str) -> Iterable[str]:
    """Any value: read by another rule, elsewhere."""
    return ()


def one_of(*choices: Any) -> Rule:
    def rule(value: Any, path: str) -> Iterable[str]:
        same = [one for one in choices if one == value and (type(one) is type(value) or type(value) is float)]
        if isinstance(value, bool) or not same:
            yield _at(path, f"expected one of {', '.join(map(str, choices))}, got {value!r}")

    return rule


def nullable(inner: Rule) -> Rule:
    return lambda value, path: () if value is None else inner(value, path)


def items(inner: Rule, *, least: int = 0) -> Rule:
    def rule(value: Any, path: str) -> Iterable[str]:
        if type(value) is not list:
            yield _at(path, f"expected a list, got {_kind(value)}")
            return
        if len(value) < least:
            yield _at(path, f"expected at least {least} entries, got {len(value)}")
        for index, one in enumerate(value):
            yield from inner(one, f"{path}.{index}" if path else str(index))

    return rule


def record(inner: Rule) -> Rule:
    """An object used as a map from text to `inner`."""

    def rule(value: Any, path: str) -> Iterable[str]:
        if type(value) is not dict:
            yield _at(path, f"expected an object, got {_kind(value)}")
            return
        for name, one in value.items():
            yield from inner(one, f"{path}.{name}" if path else name)

    return rule


def fields(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    """An object with these fields and no others."""
    known = {**required, **(optional or {})}

    def rule(value: Any, path: str) -> Iterable[str]:
        if type(value) is not dict:
            yield _at(path, f"expected an object, got {_kind(value)}")
            return
        for name in required:
            if name not in value:
                yield _at(f"{path}.{name}" if path else name, "is missing")
        for name, one in value.items():
            inner = known.get(name)
            where = f"{path}.{name}" if path else name
            yield from inner(one, where) if inner else (_at(where, "is not known here"),)

    return rule


def variant(tag: str, cases: Mapping[str, Rule]) -> Rule:
    """An object whose field `tag` says which case it is."""

    def rule(value: Any, path: str) -> Iterable[str]:
        if type(value) is not dict:
            yield _at(path, f"expected an object, got {_kind(value)}")
            return
        case = value.get(tag)
        inner = cases.get(case) if isinstance(case, str) else None
        if inner is None:
            yield _at(f"{path}.{tag}" if path else tag, f"expected one of {', '.join(cases)}, got {case!r}")
        else:
            yield from inner(value, path)

    return rule

"""Plain data: what may pass between judge and subject, as JSON with a tag for each type JSON lacks.

Both sides use this module. Encoding looks at `type(x)` alone, so an object that lies about `__class__`, `__eq__` or
`__iter__` is described, not believed; decoding builds exact built-in types and the records below, and calls nothing
of the sender's choosing.
"""

from __future__ import annotations

import base64
import enum
import itertools
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 100
MAX_ITEMS = 1_000_000
_MOST_INSIDE = 10
_SAFE_INT = 2**53


@dataclass(frozen=True)
class Record:
    """An object of the learner's (dataclass, namedtuple, enum member, ...): its type's name and its fields."""

    type: str
    fields: dict[str, Any] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.type, tuple(sorted(self.fields))))


@dataclass(frozen=True)
class Frame:
    """One learner frame of a traceback; `file` is relative to the work folder."""

    file: str
    line: int
    function: str


@dataclass(frozen=True)
class Raised:
    """An exception: its type's name, the names of its base types, its text, its learner frames, outermost first."""

    type: str
    bases: tuple[str, ...]
    message: str
    trace: tuple[Frame, ...] = ()
    inside: tuple[Raised, ...] = ()
    """Of an exception group: the exceptions it holds, groups in it opened, at most the first ten."""

    def is_a(self, name: str) -> bool:
        """Whether the exception is of type `name` or derived from it; a bare name matches in any module."""
        return any(one == name or one.rpartition(".")[2] == name for one in self.bases)


@dataclass(frozen=True)
class Ref:
    """As an argument: the learner's own object `module:qualname`, looked up in the subject."""

    target: str


class NotPlain(Exception):
    """The value cannot be sent: it contains itself, is nested too deeply or is too large. The text says which."""


class Malformed(Exception):
    """What arrived is not an encoded value."""


def type_name(cls: type) -> str:
    """`CheckResult`, `requests.exceptions.Timeout`: library types with their module."""
    name = type.__dict__["__qualname__"].__get__(cls)
    module = type.__dict__["__module__"].__get__(cls)
    if not isinstance(module, str) or module in ("builtins", "__main__"):
        return str(name)
    return f"{module}.{name}"


def encode(value: object, short: frozenset[str] = frozenset()) -> Any:
    """The JSON value for `value`. Types of the modules in `short` are named without their module.

    Raises `NotPlain`.
    """
    return _Encoder(short).encode(value, 0)


class _Encoder:
    def __init__(self, short: frozenset[str]) -> None:
        self.short = short
        self.open: set[int] = set()
        self.items = 0

    def name(self, cls: type) -> str:
        full = type_name(cls)
        module = type.__dict__["__module__"].__get__(cls)
        return full[len(module) + 1 :] if module in self.short else full

    def encode(self, value: Any, depth: int) -> Any:
        self.items += 1
        if self.items > MAX_ITEMS:
            raise NotPlain(f"it has more than {MAX_ITEMS:,} parts")
        cls = type(value)
        if value is None or cls is bool:
            return value
        if cls is str:
            return value
        if cls is int:
            return value if -_SAFE_INT < value < _SAFE_INT else {"t": "int", "v": hex(value)}
        if cls is float:
            return value if math.isfinite(value) else {"t": "float", "v": repr(value)}
        if cls is bytes:
            return {"t": "bytes", "v": base64.b64encode(value).decode("ascii")}
        if depth >= MAX_DEPTH:
            raise NotPlain(f"it is nested more than {MAX_DEPTH} levels deep")
        if id(value) in self.open:
            raise NotPlain("it contains itself")
        self.open.add(id(value))
        try:
            return self.container(value, cls, depth + 1)
        finally:
            self.open.discard(id(value))

    def container(self, value: Any, cls: type, depth: int) -> Any:
        if cls is list:
            return [self.encode(one, depth) for one in list.__iter__(value)]
        if cls is tuple:
            return {"t": "tuple", "v": [self.encode(one, depth) for one in tuple.__iter__(value)]}
        if cls is dict:
            return {"t": "dict", "v": [[self.encode(k, depth), self.encode(v, depth)] for k, v in dict.items(value)]}
        if cls is set:
            return {"t": "set", "v": [self.encode(one, depth) for one in set.__iter__(value)]}
        if cls is frozenset:
            return {"t": "frozenset", "v": [self.encode(one, depth) for one in frozenset.__iter__(value)]}
        if cls is Record:
            return {"t": "record", "type": value.type, "v": self.pairs(value.fields, depth)}
        if cls is Ref:
            return {"t": "ref", "v": value.target}
        if cls is Raised:
            trace = [[one.file, one.line, one.function] for one in value.trace]
            inside = [self.container(one, Raised, depth) for one in value.inside]
            return {
                "t": "raised", "type": value.type, "bases": list(value.bases), "v": value.message, "trace": trace,
                "inside": inside,
            }  # fmt: skip
        if issubclass(cls, BaseException):
            return self.container(raised(value, self.name), Raised, depth)
        return {"t": "record", "type": self.name(cls), "v": self.pairs(_fields(value, cls), depth)}

    def pairs(self, fields: dict[str, Any], depth: int) -> list[Any]:
        return [[name, self.encode(one, depth)] for name, one in dict.items(fields) if type(name) is str]


def raised(
    error: BaseException,
    name: Any = type_name,
    trace: Callable[[TracebackType | None], tuple[Frame, ...]] = lambda _: (),
) -> Raised:
    """Describes an exception. Its own `__str__` runs here, in the process that raised it."""
    try:
        message = str(error)
        if type(message) is not str:
            message = str.__str__(message)
    except BaseException as second:
        message = f"(its text cannot be shown: __str__ raised {type(second).__name__})"
    bases = tuple(name(one) for one in type.__dict__["__mro__"].__get__(type(error)) if one is not object)
    inside = tuple(raised(one, name, trace) for one in itertools.islice(_leaves(error), _MOST_INSIDE))
    return Raised(name(type(error)), bases, message[:4000], trace(error.__traceback__), inside)


def _leaves(error: BaseException) -> Iterator[BaseException]:
    """What an exception group holds, at any depth; nothing for another exception."""
    waiting = [error] if issubclass(type(error), BaseExceptionGroup) else []
    while waiting:
        for one in BaseExceptionGroup.exceptions.__get__(waiting.pop(0)):
            if issubclass(type(one), BaseExceptionGroup):
                waiting.append(one)
            else:
                yield one


def _fields(value: Any, cls: type) -> dict[str, Any]:
    """The fields of an object, read past its own `__getattribute__` and properties."""
    for base, convert in ((bool, bool), (int, int.__int__), (float, float.__float__), (str, str.__str__)):
        if issubclass(cls, base) and not issubclass(cls, enum.Enum):
            return {"value": convert(value)}
    if issubclass(cls, enum.Enum):
        return {"name": getattr(value, "_name_", None), "value": getattr(value, "_value_", None)}
    if issubclass(cls, tuple):
        names = getattr(cls, "_fields", None)
        items = list(tuple.__iter__(value))
        if type(names) is tuple and len(names) == len(items):
            return dict(zip(names, items, strict=True))
        return {"items": items}
    if issubclass(cls, dict):
        return {"items": dict(dict.items(value))}
    for kind in (list, set, frozenset, bytes):
        if issubclass(cls, kind):
            return {"items": kind(kind.__iter__(value))}
    found: dict[str, Any] = {}
    for one in reversed(type.__dict__["__mro__"].__get__(cls)):
        slots = one.__dict__.get("__slots__", ())
        for name in (slots,) if type(slots) is str else slots if isinstance(slots, (tuple, list)) else ():
            try:
                found[str(name)] = object.__getattribute__(value, name)
            except AttributeError:
                continue
    try:
        own = object.__getattribute__(value, "__dict__")
    except (AttributeError, TypeError):
        own = None
    if type(own) is dict and not issubclass(cls, type) and cls.__name__ not in ("function", "module"):
        found.update(own)
    found.pop("__weakref__", None)
    found.pop("__dict__", None)
    return found


def decode(data: Any) -> Any:
    """The value of an encoded `data`. Raises `Malformed` for anything `encode` would not make."""
    try:
        return _decode(data, 0)
    except (TypeError, ValueError, KeyError, RecursionError) as error:
        raise Malformed(f"not an encoded value: {error}") from None


def _decode(data: Any, depth: int) -> Any:
    if data is None or type(data) in (bool, int, float, str):
        return data
    if depth > MAX_DEPTH:
        raise Malformed("nested too deeply")
    depth += 1
    if type(data) is list:
        return [_decode(one, depth) for one in data]
    if type(data) is not dict:
        raise Malformed(f"a {type(data).__name__}")
    tag, body = data["t"], data["v"]
    if tag in ("tuple", "set", "frozenset", "dict", "record"):
        if type(body) is not list:
            raise Malformed(f"the body of a {tag} is no list")
    elif type(body) is not str:
        raise Malformed(f"the body of a {tag} is no text")
    match tag:
        case "int":
            return int(body, 16)
        case "float":
            if body not in ("nan", "inf", "-inf"):
                raise Malformed("a float of its own spelling")
            return float(body)
        case "bytes":
            return base64.b64decode(body, validate=True)
        case "tuple":
            return tuple(_decode(one, depth) for one in body)
        case "set":
            return {_decode(one, depth) for one in body}
        case "frozenset":
            return frozenset(_decode(one, depth) for one in body)
        case "dict":
            return {_decode(k, depth): _decode(v, depth) for k, v in body}
        case "record":
            return Record(_text(data["type"]), {_text(k): _decode(v, depth) for k, v in body})
        case "ref":
            return Ref(body)
        case "raised":
            trace = tuple(Frame(_text(f), _line(n), _text(w)) for f, n, w in data["trace"])
            inside = tuple(_raised(one, depth) for one in data["inside"])
            return Raised(_text(data["type"]), tuple(_text(one) for one in data["bases"]), body, trace, inside)
    raise Malformed(f"an unknown tag {tag!r}")


def _raised(data: Any, depth: int) -> Raised:
    found = _decode(data, depth)
    if not isinstance(found, Raised):
        raise Malformed("an exception that is none")
    return found


def _text(value: Any) -> str:
    if type(value) is not str:
        raise Malformed("a name that is no text")
    return value


def _line(value: Any) -> int:
    if type(value) is not int or not 1 <= value < 2**31:
        raise Malformed("a line that is no line number")
    return value

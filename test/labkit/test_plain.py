"""Plain data: what is encoded comes back as it was, and what was not encoded by us is refused."""

from __future__ import annotations

import enum
import json
import math
import random
from collections import Counter, OrderedDict, defaultdict, namedtuple
from dataclasses import dataclass, field
from typing import Any

import pytest
from labkit.subject.plain import Frame, Malformed, NotPlain, Raised, Record, Ref, decode, encode


def round_trip(value: Any, short: frozenset[str] = frozenset()) -> Any:
    return decode(json.loads(json.dumps(encode(value, short))))


def same(left: Any, right: Any) -> bool:
    """Equal and of the same exact types all the way down; nan is itself, -0.0 is not 0.0."""
    if type(left) is not type(right):
        return False
    if type(left) is float:
        return math.copysign(1, left) == math.copysign(1, right) and (
            left == right or (left != left and right != right)
        )
    if type(left) in (list, tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if type(left) is dict:
        return same(list(left.items()), list(right.items()))
    if type(left) in (set, frozenset):
        return len(left) == len(right) and all(any(same(a, b) for b in right) for a in left)
    if type(left) is Record:
        return left.type == right.type and same(left.fields, right.fields)
    return bool(left == right)


def some_text(rng: random.Random) -> str:
    letters = ["", "a", "t", "v", '"', "\\", "\n", "\0", "ß", "\u2028", "\ud800", "😀", "x" * 50]
    return "".join(rng.choice(letters) for _ in range(rng.randrange(6)))


def some_value(rng: random.Random, depth: int, *, hashable: bool = False) -> Any:
    scalars = [
        lambda: None,
        lambda: rng.random() < 0.5,
        lambda: rng.choice([0, -1, 2**53 - 1, 2**53, -(2**53), 2**64, 10**5000, -(10**30)]),
        lambda: rng.choice([0.0, -0.0, 1.5, math.inf, -math.inf, 5e-324, 1.7e308, rng.random()]),
        lambda: some_text(rng),
        lambda: rng.randbytes(rng.randrange(9)),
    ]
    if depth == 0 or rng.random() < 0.3:
        return rng.choice(scalars)()
    several = range(rng.randrange(4))
    inner = lambda: some_value(rng, depth - 1, hashable=hashable)  # noqa: E731
    key = lambda: some_value(rng, depth - 1, hashable=True)  # noqa: E731
    containers = [lambda: tuple(inner() for _ in several), lambda: frozenset(key() for _ in several)]
    if not hashable:
        containers += [
            lambda: [inner() for _ in several],
            lambda: {key(): inner() for _ in several},
            lambda: {key() for _ in several},
            lambda: Record(some_text(rng), {some_text(rng): inner() for _ in several}),
        ]
    return rng.choice(containers)()


@pytest.mark.parametrize("seed", range(20))
def test_any_plain_value_comes_back_exactly(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(100):
        value = some_value(rng, 4)
        assert same(round_trip(value), value), value


def test_nan_and_the_records_of_the_kit_come_back() -> None:
    assert same(round_trip([math.nan]), [math.nan])
    error = Raised("ValueError", ("ValueError", "Exception"), "no", (Frame("a.py", 3, "f"),))
    group = Raised("ExceptionGroup", ("ExceptionGroup",), "two", (), (error, error))
    assert round_trip([error, group, Ref("a:b")]) == [error, group, Ref("a:b")]


@dataclass(frozen=True)
class Point:
    x: int
    rest: list[Point] = field(default_factory=list)


@dataclass(slots=True)
class Slim:
    y: float


class Colour(enum.Enum):
    RED = 1


class Level(enum.IntEnum):
    LOW = 3


Pair = namedtuple("Pair", "left right")


class Custom(Exception):
    pass


def test_objects_become_records() -> None:
    here = frozenset({__name__})
    inner = Record("Point", {"x": 2, "rest": []})
    assert round_trip(Point(1, [Point(2)]), here) == Record("Point", {"x": 1, "rest": [inner]})
    assert round_trip(Slim(0.5), here) == Record("Slim", {"y": 0.5})
    assert round_trip(Colour.RED, here) == Record("Colour", {"name": "RED", "value": 1})
    assert round_trip(Level.LOW, here) == Record("Level", {"name": "LOW", "value": 3})
    assert round_trip(Pair(1, "b"), here) == Record("Pair", {"left": 1, "right": "b"})
    assert round_trip(Counter("aa")) == Record("collections.Counter", {"items": {"a": 2}})
    assert round_trip(OrderedDict(a=1)).fields == {"items": {"a": 1}}
    assert round_trip(defaultdict(list, a=[1])).fields == {"items": {"a": [1]}}
    assert round_trip(x for x in "ab").type == "generator"
    assert round_trip(len) == Record("builtin_function_or_method", {})
    assert round_trip(bytearray(b"x")).type == "bytearray"
    raised = round_trip(Custom("why"), here)
    assert (raised.type, raised.message, raised.is_a("Exception"), raised.is_a("OSError")) == (
        "Custom",
        "why",
        True,
        False,
    )


def test_records_of_frozen_objects_can_be_keys_and_members() -> None:
    here = frozenset({__name__})
    assert round_trip({Pair(1, 2)}, here) == {Record("Pair", {"left": 1, "right": 2})}
    assert round_trip({Colour.RED: 1}, here) == {Record("Colour", {"name": "RED", "value": 1}): 1}


def test_liars_are_described_and_not_believed() -> None:
    class Liar(list):  # type: ignore[type-arg]
        __class__ = list  # type: ignore[assignment]

        def __iter__(self) -> Any:
            raise RuntimeError("must not run")

        def __len__(self) -> int:
            raise RuntimeError("must not run")

        __eq__ = __hash__ = __getattribute__ = __iter__  # type: ignore[assignment]

    found = round_trip(Liar([1, 2]))
    assert type(found) is Record
    assert found.fields == {"items": [1, 2]}


def test_an_exception_that_cannot_be_shown_is_described() -> None:
    class Shy(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    assert round_trip(Shy()).message == "(its text cannot be shown: __str__ raised RuntimeError)"


def test_what_contains_itself_or_nests_too_deeply_is_refused() -> None:
    loop: list[Any] = []
    loop.append({"x": loop})
    with pytest.raises(NotPlain, match="contains itself"):
        encode(loop)
    deep: list[Any] = []
    for _ in range(10_000):
        deep = [deep]
    with pytest.raises(NotPlain, match="levels deep"):
        encode(deep)
    shared = [1]
    assert round_trip([shared, shared]) == [[1], [1]]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"t": "list", "v": []},
        {"t": "tuple"},
        {"t": "tuple", "v": "ab"},
        {"t": "set", "v": [[1]]},
        {"t": "dict", "v": [[1]]},
        {"t": "dict", "v": [[[], 1]]},
        {"t": "int", "v": "seven"},
        {"t": "int", "v": 7},
        {"t": "float", "v": "1.0"},
        {"t": "bytes", "v": "?"},
        {"t": "record", "type": 3, "v": []},
        {"t": "record", "type": "A", "v": [[1, 2]]},
        {"t": "raised", "type": "A", "bases": ["A"], "v": "", "trace": [["a.py", 0, "f"]]},
        {"t": "raised", "type": "A", "bases": "A", "v": ""},
        {"t": ["tuple"], "v": []},
        {"t": "object", "v": "os.system"},
    ],
)
def test_what_encode_would_not_make_is_refused(data: Any) -> None:
    with pytest.raises(Malformed):
        decode(data)
    with pytest.raises(Malformed):
        decode([data])


def test_a_group_tells_of_what_it_holds_whatever_it_says_of_itself() -> None:
    class Lying(ExceptionGroup):
        exceptions = property(lambda self: 1 / 0)

    inner = [Lying("inner", [OSError("a"), KeyError("b")]), ValueError("c")]
    found = round_trip(ExceptionGroup("outer", inner))
    assert [(one.type, one.message) for one in found.inside] == [
        ("ValueError", "c"),
        ("OSError", "a"),
        ("KeyError", "'b'"),
    ]
    assert len(round_trip(ExceptionGroup("many", [OSError(str(n)) for n in range(99)])).inside) == 10

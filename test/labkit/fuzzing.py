"""Inputs of any shape.

How many: what each test names, from a fixed seed, or for a long run as many as `CONCURRENCY_LABS_FUZZ` says.
"""

from __future__ import annotations

import copy
import json
import os
from random import Random
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

_ASKED = int(os.environ.get("CONCURRENCY_LABS_FUZZ") or "0")


def runs(usual: int) -> settings:
    """A usual run never fails by chance; a long one draws anew, and Hypothesis prints what it found."""
    return settings(
        max_examples=_ASKED or usual,
        derandomize=not _ASKED,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
        print_blob=True,
    )


# Drawn from one seed an input, not choice by choice: ten times as many inputs in the same time, for failures that are
# not made smaller. What failed is in the traceback.
_CHANCE = st.randoms(use_true_random=True)

_SHARP: list[Any] = [
    0, 1, -1, 2**53 + 1, 10**400, -(10**30), 0.5, -0.0, 1e308, float("inf"), float("-inf"), float("nan"),
    "", " ", "\0", "\ud800", "..", "failed", "passed", "proved", True, False, None, [], {}, [[[[]]]],
    {"t": "int", "v": "x"},
]  # fmt: skip


def _text(chance: Random) -> str:
    """Any characters, lone surrogates among them; most are plain."""
    highest = [0x7F, 0x7F, 0x7FF, 0xFFFF, 0x10FFFF]
    text = "".join(chr(chance.randint(0, chance.choice(highest))) for _ in range(chance.choice((0, 1, 3, 12, 30))))
    # Two halves that happen to make a pair are one character, as JSON reads them.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _scalar(chance: Random) -> Any:
    match chance.randrange(8):
        case 0:
            return _text(chance)
        case 1:
            return chance.randint(-300, 300)
        case 2:
            return chance.getrandbits(80) - 2**79
        case 3:
            return chance.uniform(-10, 10) * 10 ** chance.randint(-300, 300)
    return copy.deepcopy(chance.choice(_SHARP))


def _anything(chance: Random, depth: int = 3) -> Any:
    if depth == 0 or chance.random() < 0.6:
        return _scalar(chance)
    size = range(chance.randrange(4))
    if chance.random() < 0.5:
        return [_anything(chance, depth - 1) for _ in size]
    return {_text(chance): _anything(chance, depth - 1) for _ in size}


TEXT = _CHANCE.map(_text)
SCALAR = _CHANCE.map(_scalar)
ANY = _CHANCE.map(_anything)
"""Anything that `json` reads, infinities, NaN and integers of any length among it."""


def mutated(values: list[Any], most: int = 3) -> st.SearchStrategy[Any]:
    """One of the values, changed in up to `most` places of any depth."""
    texts = [json.dumps(one) for one in values]

    def change(chance: Random) -> Any:
        value = json.loads(chance.choice(texts))
        for _ in range(chance.randint(0, most)):
            value = _changed(chance, value, chance.randint(1, 6))
        return value

    return _CHANCE.map(change)


def _changed(chance: Random, value: Any, depth: int) -> Any:
    if not isinstance(value, dict | list) or not value:
        return _anything(chance)
    key = chance.choice(list(value) if isinstance(value, dict) else range(len(value)))
    if depth > 1 and isinstance(value[key], dict | list) and value[key]:
        value[key] = _changed(chance, value[key], depth - 1)
        return value
    match chance.choice(("replace", "replace", "remove", "add")):
        case "replace":
            value[key] = _anything(chance)
        case "remove":
            del value[key]
        case _ if isinstance(value, dict):
            value[_text(chance)] = _anything(chance)
        case _:
            value.append(_anything(chance))
    return value

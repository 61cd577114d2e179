"""Inputs of any shape.

How many: what each test names, from a fixed seed, or for a long run as many as `CONCURRENCY_LABS_FUZZ` says.
"""

from __future__ import annotations

import copy
import json
import os
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


TEXT = st.text(st.characters(codec=None), max_size=30)
"""Any characters, lone surrogates among them."""

_SHARP: list[Any] = [
    0, 1, -1, 2**53 + 1, 10**400, -(10**30), 0.5, -0.0, 1e308, float("inf"), float("-inf"), float("nan"),
    "", " ", "\0", "\ud800", "..", "failed", "passed", "proved", True, False, None, [], {}, [[[[]]]],
    {"t": "int", "v": "x"},
]  # fmt: skip
SCALAR = st.one_of(st.sampled_from(_SHARP), TEXT, st.integers(), st.floats(), st.booleans(), st.none())
ANY = st.recursive(
    SCALAR, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4), max_leaves=6
)
"""Anything that `json` reads, infinities, NaN and integers of any length among it."""


@st.composite
def mutated(draw: st.DrawFn, values: list[Any], most: int = 3) -> Any:
    """One of the values, changed in up to `most` places of any depth."""
    value = json.loads(json.dumps(draw(st.sampled_from(values))))
    for _ in range(draw(st.integers(0, most))):
        value = _changed(draw, value, draw(st.integers(1, 6)))
    return value


def _drawn(draw: st.DrawFn) -> Any:
    """A value of its own: a later change must not reach what the strategy draws from."""
    return copy.deepcopy(draw(ANY))


def _changed(draw: st.DrawFn, value: Any, depth: int) -> Any:
    if not isinstance(value, dict | list) or not value:
        return _drawn(draw)
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    key = draw(st.sampled_from(keys))
    if depth > 1 and isinstance(value[key], dict | list) and value[key]:
        value[key] = _changed(draw, value[key], depth - 1)
        return value
    match draw(st.sampled_from(("replace", "replace", "remove", "add"))):
        case "replace":
            value[key] = _drawn(draw)
        case "remove":
            del value[key]
        case _ if isinstance(value, dict):
            value[draw(TEXT)] = _drawn(draw)
        case _:
            value.append(_drawn(draw))
    return value

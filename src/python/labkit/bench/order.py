"""The order in which points are measured: every round all of them, shuffled, so that drift hits all alike."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Point:
    """One measurement. `round` is None while warming up."""

    variant: str
    x: float
    round: int | None


def measured(bench: dict[str, Any]) -> list[str]:
    """The variants that are measured here; the others were recorded elsewhere."""
    return [one["id"] for one in bench["variants"] if "recorded" not in one]


def order(bench: dict[str, Any], rounds: int, seed: int) -> list[Point]:
    """All points to measure in a run, warm-up first. The same seed gives the same order."""
    rng = random.Random(seed)
    pairs = [(variant, x) for variant in measured(bench) for x in bench["x"]["values"]]
    found = []
    for number in [*[None] * bench["warmup"], *range(rounds)]:
        rng.shuffle(pairs)
        found += [Point(variant, x, number) for variant, x in pairs]
    return found

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


def order(bench: dict[str, Any], rounds: int, seed: int) -> list[Point]:
    """All points of a run, warm-up first. The same seed gives the same order."""
    rng = random.Random(seed)
    variants = [one["id"] for one in bench["variants"]]
    pairs = [(variant, x) for variant in variants for x in bench["x"]["values"]]
    found = []
    for number in [*[None] * bench["warmup"], *range(rounds)]:
        rng.shuffle(pairs)
        found += [Point(variant, x, number) for variant, x in pairs]
    return found

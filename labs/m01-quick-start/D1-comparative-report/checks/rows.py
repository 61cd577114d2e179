"""Samples that the judge makes up, and what follows from them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean, median

Key = tuple[str, str, int]
Plain = tuple[str, str, int, int, int, float]
"""A Sample as plain data: workload, model, workers, round, items, seconds."""
MODELS = ("serial", "threads", "processes", "asyncio")


@dataclass(frozen=True)
class Row:
    """The times of one workload, model and number of workers."""

    key: Key
    times: tuple[float, ...]
    items: int = 24

    @property
    def samples(self) -> list[Plain]:
        return [(*self.key, number, self.items, seconds) for number, seconds in enumerate(self.times)]

    @property
    def median(self) -> float:
        return median(self.times)

    @property
    def mean(self) -> float:
        return fmean(self.times)

    @property
    def low(self) -> float:
        place = rank(len(self.times))
        return sorted(self.times)[place - 1] if place else 0.0

    @property
    def high(self) -> float:
        place = rank(len(self.times))
        return sorted(self.times)[-place] if place else math.inf


def rank(samples: int) -> int:
    """As lab 1.4 has it: which sample from either end bounds the median with at least 95 %; 0 for too few."""
    place = 0
    while sum(math.comb(samples, heads) for heads in range(place + 1)) <= 0.025 * 2**samples:
        place += 1
    return place


def spread(rng: Random, key: Key, low: float, high: float) -> Row:
    """Seven times whose interval goes from `low` to `high`; their median lies a quarter of the way up."""
    middle = low + (high - low) / 4
    below = [rng.uniform(low, middle) for _ in range(2)]
    above = [rng.uniform(middle, high) for _ in range(2)]
    times = [low, *below, middle, *above, high]
    rng.shuffle(times)
    return Row(key, tuple(times))


def around(rng: Random, key: Key, centre: float, number: int = 7) -> Row:
    """A row as machines give them: most times close together, some far off, so that the mean is not the median."""
    times = [centre * (1 + rng.randrange(-300, 300) / 10_000) for _ in range(number)]
    times[0] = centre * rng.randrange(25, 40) / 20
    rng.shuffle(times)
    return Row(key, tuple(times))


def matrix(rng: Random, workloads: Sequence[str]) -> list[Row]:
    """Rows of every workload and model, with numbers of workers of their own, each row far from the others."""
    found = []
    for workload in workloads:
        workers = sorted(rng.sample(range(1, 17), 2))
        keys = [(workload, model, count) for model in rng.sample(MODELS, 3) for count in workers]
        centres = rng.sample(range(6, 30), len(keys))
        found += [around(rng, key, centre / 10) for key, centre in zip(keys, centres, strict=True)]
    return found


def mixed(rng: Random, rows: Iterable[Row]) -> list[Plain]:
    """The samples of all rows, in no order."""
    samples = [one for row in rows for one in row.samples]
    rng.shuffle(samples)
    return samples


def decides(says: str, a: Row, b: Row, factor: float | None = None) -> bool:
    """Whether it follows from the intervals of the two rows."""
    if says == "faster":
        return (factor or 1.0) * a.high < b.low
    if says == "slower":
        return (factor or 1.0) * b.high < a.low
    return max(a.low, b.low) <= min(a.high, b.high)


def interval(row: Row) -> str:
    """In words, for messages."""
    return f"{row.median:.3f} s ({row.low:.3f} to {row.high:.3f})"


def name(key: Key) -> str:
    return f"{key[1]} {key[2]} on {key[0]}"

"""What summarize and verdict must say, computed by the judge."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random
from statistics import fmean, median

Key = tuple[str, str, int]
RANKS = {6: 1, 7: 1, 8: 1, 9: 2, 10: 2, 11: 2, 12: 3, 13: 3, 14: 3, 15: 4, 16: 4, 17: 5, 18: 5, 19: 5, 20: 6}
"""By the number of samples: the place from either end that bounds the median with at least 95 %. None below 6."""


@dataclass(frozen=True)
class Group:
    """The times of one combination, and the calls in each sample."""

    key: Key
    items: int
    times: tuple[float, ...]

    @property
    def samples(self) -> list[tuple[str, str, int, int, int, float]]:
        return [(*self.key, number, self.items, seconds) for number, seconds in enumerate(self.times)]

    @property
    def low(self) -> float:
        rank = RANKS.get(len(self.times))
        return 0.0 if rank is None else sorted(self.times)[rank - 1]

    @property
    def high(self) -> float:
        rank = RANKS.get(len(self.times))
        return math.inf if rank is None else sorted(self.times)[-rank]

    @property
    def median(self) -> float:
        return median(self.times)

    @property
    def mean(self) -> float:
        return fmean(self.times)


def noisy(rng: Random, centre: float, number: int) -> tuple[float, ...]:
    """Times as a machine gives them: close together, and now and then one that is far off. The mean is none of them."""
    times = [centre * (1 + rng.randrange(-400, 400) / 10_000) for _ in range(number)]
    times[rng.randrange(number)] = centre * rng.randrange(3, 9)
    return tuple(times)


def same(found: object, right: float) -> bool:
    if type(found) not in (int, float):
        return False
    assert isinstance(found, (int, float))
    return found == right or math.isclose(found, right, rel_tol=1e-9)

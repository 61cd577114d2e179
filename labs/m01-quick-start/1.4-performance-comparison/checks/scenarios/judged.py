"""Hands pairs of measurements to the learner's `verdict`."""

from typing import Any

import bench_models

Numbers = tuple[int, int, float, float, float]


def scenario(pairs: list[tuple[Numbers, Numbers]]) -> list[Any]:
    return [bench_models.verdict(bench_models.Stats(*a), bench_models.Stats(*b)) for a, b in pairs]

"""Hands samples to the learner's `summarize`."""

from typing import Any

import bench_models


def scenario(samples: list[tuple[str, str, int, int, int, float]]) -> Any:
    return bench_models.summarize([bench_models.Sample(*one) for one in samples])

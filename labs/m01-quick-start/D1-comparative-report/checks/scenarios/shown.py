"""Has the learner's functions draw samples, and put them into a table."""

from typing import Any

import bench_models
import compare


def scenario(what: str, samples: list[tuple[str, str, int, int, int, float]], workload: str) -> Any:
    """`what`: "draw" or "table"."""
    found = [bench_models.Sample(*one) for one in samples]
    return (compare.draw if what == "draw" else compare.table)(found, workload)

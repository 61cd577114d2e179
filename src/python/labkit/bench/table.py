"""Samples as a table for a person and as CSV."""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any

from labkit.bench.order import Point

Samples = list[tuple[Point, dict[str, float]]]


def interval(values: list[float], seed: int = 0, draws: int = 1000) -> tuple[float, float]:
    """Bootstrap 95 % interval of the median (percentile method, Efron & Tibshirani 1993, section 13.3)."""
    rng = random.Random(seed)
    medians = sorted(median(rng.choices(values, k=len(values))) for _ in range(draws))
    return medians[int(draws * 0.025)], medians[int(draws * 0.975) - 1]


def lines(bench: dict[str, Any], samples: Samples, labels: Mapping[str, str]) -> list[str]:
    """Variant, x, and for each metric its median and interval. `labels`: by variant, in place of the declared ones."""
    metrics = bench["metrics"]
    head = ["variant", bench["x"]["label"], *(f"{one['label']} [{one['unit']}]" for one in metrics), "runs"]
    rows = [head]
    for variant in bench["variants"]:
        for x in bench["x"]["values"]:
            values = [found for point, found in samples if (point.variant, point.x) == (variant["id"], x)]
            if not values:
                continue
            cells = []
            for metric in metrics:
                column = [one[metric["id"]] for one in values]
                low, high = interval(column)
                cells.append(f"{median(column):.4g} ({low:.4g} to {high:.4g})")
            rows.append([labels.get(variant["id"], variant["label"]), f"{x:g}", *cells, str(len(values))])
    widths = [max(len(row[index]) for row in rows) for index in range(len(head))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def write_csv(path: Path, bench: dict[str, Any], samples: Samples) -> None:
    """One row a sample."""
    metrics = [one["id"] for one in bench["metrics"]]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["variant", "x", "round", *metrics])
        writer.writerows(
            [point.variant, point.x, point.round, *(values[one] for one in metrics)] for point, values in samples
        )

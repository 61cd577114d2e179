"""Samples that were measured elsewhere, for variants that this machine cannot measure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from labkit.bench.order import Point
from labkit.bench.workload import checked
from labkit.errors import SetupError
from labkit.lab import Lab
from labkit.schema.rules import boolean, fields, items, number, record, text

_VERSION = 1
_machine = fields(
    {
        "python": text(filled=True),
        "implementation": text(filled=True),
        "gil": boolean,
        "system": text(filled=True),
        "cores": number(least=1, whole=True),
    }
)
_recording = fields(
    {
        "version": number(least=_VERSION, whole=True),
        "date": text(r"^\d{4}-\d{2}-\d{2}\Z", "not a date such as 2026-11-28"),
        "machine": _machine,
        "samples": items(
            fields({"x": number(), "round": number(least=0, whole=True), "values": record(number())}), least=1
        ),
    }
)


def recorded(lab: Lab) -> list[tuple[Point, dict[str, float]]]:
    """The samples of all recorded variants, in the order of the files. Raises `SetupError` for a file that is missing,
    is no recording, or has other points or metrics than `lab.json` declares."""
    if lab.bench is None:
        return []
    found: list[tuple[Point, dict[str, float]]] = []
    for variant in lab.bench["variants"]:
        if "recorded" in variant:
            found += _read(lab.folder / variant["recorded"]["file"], variant["id"], lab.bench)
    return found


def _read(file: Path, variant: str, bench: dict[str, Any]) -> Iterator[tuple[Point, dict[str, float]]]:
    try:
        data = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise SetupError(f"the recording {file} cannot be read: {error}") from None
    faults = list(_recording(data, ""))
    if faults:
        raise SetupError(f"the recording {file} is not valid: {faults[0]}")
    if data["version"] != _VERSION:
        raise SetupError(f"the recording {file} is of version {data['version']}; this kit reads version {_VERSION}")
    points = {sample["x"] for sample in data["samples"]}
    declared = set(bench["x"]["values"])
    if points != declared:
        raise SetupError(
            f"the recording {file} has the points {sorted(points)}, and lab.json declares {sorted(declared)}"
        )
    metrics = [one["id"] for one in bench["metrics"]]
    for sample in data["samples"]:
        try:
            values = checked(sample["values"], metrics)
        except SetupError:
            raise SetupError(
                f"the recording {file} has values of {', '.join(sample['values'])} at {sample['x']:g}, and lab.json "
                f"declares {', '.join(metrics)}"
            ) from None
        yield Point(variant, sample["x"], int(sample["round"])), values

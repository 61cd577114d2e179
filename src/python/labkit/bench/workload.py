"""A lab's `bench.py`, loaded into the judge."""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from labkit.driver.subject import Subject
from labkit.errors import SetupError
from labkit.lab import Lab

if TYPE_CHECKING:
    from labkit.services.flakyweb import Web


@dataclass
class Bench:
    """What `measure` gets: the learner's program and a server with a fresh state."""

    subject: Subject
    web: Web


@dataclass(frozen=True)
class Workload:
    """The functions of `bench.py`."""

    measure: Callable[[Bench, str, float], dict[str, float]]
    setup: Callable[[Bench], None] | None


def load(lab: Lab) -> Workload:
    """Raises `SetupError` for a lab without a benchmark, or with one that cannot be loaded."""
    path = lab.folder / "bench.py"
    if lab.bench is None or not path.is_file():
        raise SetupError(f"lab {lab.id} has no benchmark")
    spec = importlib.util.spec_from_file_location("lab_bench", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
        return Workload(module.measure, getattr(module, "setup", None))
    except Exception as error:
        raise SetupError(f"{path} cannot be used: {type(error).__name__}: {error}") from error


def checked(values: Any, metrics: list[str]) -> dict[str, float]:
    """The values of one point. Raises `SetupError` when they are not the declared metrics."""
    if not isinstance(values, dict) or set(values) != set(metrics):
        raise SetupError(f"bench.py must return exactly {', '.join(metrics)}; it returned {values!r}")
    for name, value in values.items():
        if type(value) not in (int, float) or not math.isfinite(value):
            raise SetupError(f"bench.py returned {value!r} for {name}, which is no number")
    return {name: float(values[name]) for name in metrics}

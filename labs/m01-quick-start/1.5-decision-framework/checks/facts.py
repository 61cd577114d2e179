"""Facts in a text, `field=value`, and which of them speak for or against a model (the table on the lab's page)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from work import COUNTS, NEGLIGIBLE, Work

SHARES = ("cpu_bound", "io_bound")
FIELDS = (
    "task_type",
    *SHARES,
    "scalability_needs",
    "free_threaded",
    "blocking_libs_only",
    "picklable",
    "cores",
    "hosts",
)
_FACT = re.compile(
    rf"(?<!\w)(?:\w+\.)*({'|'.join(FIELDS)})\s*={{1,2}}\s*"
    r"('[^']*'|\"[^\"]*\"|\d*\.?\d+(?:[eE][-+]?\d+)?%?|[A-Za-z][\w-]*)"
)
_ROUNDING = 0.051
"""A share may be printed with one decimal."""


@dataclass(frozen=True)
class Fact:
    """`field=value` as it stands in a text."""

    field: str
    value: str

    def __str__(self) -> str:
        return f"{self.field}={self.value}"

    def is_true(self, work: Work) -> bool:
        so, said = getattr(work, self.field), self.value.strip("'\"")
        if isinstance(so, bool):
            return said.lower() == str(so).lower()
        if isinstance(so, str):
            return said == so
        try:
            number = float(said.removesuffix("%")) / (100 if said.endswith("%") else 1)
        except ValueError:
            return False
        return abs(number - so) <= (_ROUNDING if self.field in SHARES else 0)


def facts(text: str) -> list[Fact]:
    return [Fact(*found) for found in _FACT.findall(text)]


def true_facts(work: Work) -> list[str]:
    """Every field of `work`, as facts."""
    return [f"{field}={getattr(work, field)}" for field in FIELDS]


def speaking_for(model: str, fields: set[str], work: Work) -> set[str]:
    """Those of `fields` whose values in `work` speak for `model`."""
    if model != "sync" and "task_type" in fields and work.task_type == "interactive":
        return {"task_type"}
    found = {field for field in fields if _FOR[model](field, work)}
    if model == "asyncio+processes" and found != set(SHARES):
        return set()
    return found


def speaking_against(model: str, fields: set[str], work: Work) -> set[str]:
    return {field for field in fields if _AGAINST[model](field, work)}


def _needs(field: str, work: Work, *values: str) -> bool:
    return field == "scalability_needs" and work.scalability_needs in values


def _flag(field: str, work: Work, **wanted: bool) -> bool:
    return field in wanted and getattr(work, field) is wanted[field]


def _share(field: str, work: Work, test: Callable[[float], bool], of: tuple[str, ...] = SHARES) -> bool:
    return field in of and test(getattr(work, field))


def _matters(share: float) -> bool:
    return share >= NEGLIGIBLE


def _small(share: float) -> bool:
    return share <= COUNTS


def _one_core(field: str, work: Work) -> bool:
    return field == "cores" and work.cores == 1


def _several(field: str, work: Work, *of: str) -> bool:
    return field in of and getattr(work, field) > 1


_FOR: dict[str, Callable[[str, Work], bool]] = {
    "sync": lambda field, work: (
        _needs(field, work, "one")
        or _share(field, work, _small)
        or _flag(field, work, picklable=False, free_threaded=False)
        or _one_core(field, work)
    ),
    "threads": lambda field, work: (
        _share(field, work, _matters, ("io_bound",))
        or _flag(field, work, free_threaded=True, blocking_libs_only=True, picklable=False)
    ),
    "processes": lambda field, work: (
        _share(field, work, _matters, ("cpu_bound",))
        or _flag(field, work, free_threaded=False, blocking_libs_only=True)
    ),
    "asyncio": lambda field, work: (
        _share(field, work, _matters, ("io_bound",))
        or _flag(field, work, blocking_libs_only=False)
        or _needs(field, work, "thousands", "many-hosts")
    ),
    "asyncio+processes": lambda field, work: _share(field, work, _matters),
    "distributed": lambda field, work: _needs(field, work, "many-hosts") or _several(field, work, "hosts"),
}

_AGAINST: dict[str, Callable[[str, Work], bool]] = {
    "sync": lambda field, work: (
        _needs(field, work, "dozens", "thousands", "many-hosts")
        or _share(field, work, _matters)
        or (field == "task_type" and work.task_type != "batch")
        or _several(field, work, "cores")
    ),
    "threads": lambda field, work: (
        field in (*SHARES, "scalability_needs")
        or _flag(field, work, free_threaded=False, blocking_libs_only=False)
        or _one_core(field, work)
        or _several(field, work, "hosts")
    ),
    "processes": lambda field, work: (
        field in (*SHARES, "scalability_needs")
        or _flag(field, work, picklable=False, free_threaded=True)
        or _one_core(field, work)
        or _several(field, work, "hosts")
    ),
    "asyncio": lambda field, work: (
        field in (*SHARES, "scalability_needs", "task_type")
        or _flag(field, work, blocking_libs_only=True, free_threaded=True)
        or _several(field, work, "cores", "hosts")
    ),
    "asyncio+processes": lambda field, work: (
        field in (*SHARES, "scalability_needs", "task_type")
        or _flag(field, work, blocking_libs_only=True, picklable=False, free_threaded=True)
        or _one_core(field, work)
        or _several(field, work, "hosts")
    ),
    "distributed": lambda field, work: (
        _needs(field, work, "one", "dozens", "thousands")
        or (field == "hosts" and work.hosts == 1)
        or _flag(field, work, picklable=False)
        or _several(field, work, "cores")
    ),
}

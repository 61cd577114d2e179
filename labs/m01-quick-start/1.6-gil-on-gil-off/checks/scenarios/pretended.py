"""Asks the learner's `gil_state` on an interpreter of the judge's choosing: what an interpreter says of itself is
replaced while the file is loaded anew and asked; all else stays real."""

import importlib
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import gil_probe  # loaded once undisturbed, with all that it imports

ABSENT = object()


class VersionInfo(NamedTuple):
    major: int
    minor: int
    micro: int
    releaselevel: str
    serial: int


def scenario(minor: int, built_without_gil: int | None, gil_enabled: bool | None) -> object:
    """`built_without_gil`: Py_GIL_DISABLED, None where it is unknown. `gil_enabled`: None where nobody can be asked."""
    mark = " free-threading build" if built_without_gil else ""
    flags = "t" if built_without_gil else ""
    compiler = sys.version.partition("[")[2]
    said = {
        "version_info": VersionInfo(3, minor, 4, "final", 0),
        "hexversion": 0x030004F0 + (minor << 16),
        "version": f"3.{minor}.4{mark} (main, Oct  7 2026, 09:34:12) [{compiler}",
        "abiflags": flags,
    }
    variables = {"Py_GIL_DISABLED": _absent_if_none(built_without_gil), "abiflags": flags}
    asking = None if gil_enabled is None else lambda: gil_enabled
    try:
        system = _replaced(vars(sys), {**said, "_is_gil_enabled": _absent_if_none(asking)})
        with system, _replaced(sysconfig.get_config_vars(), variables):
            return importlib.reload(gil_probe).gil_state()
    finally:
        importlib.reload(gil_probe)


@contextmanager
def _replaced(names: dict[str, Any], values: dict[str, Any]) -> Iterator[None]:
    before = {name: names.get(name, ABSENT) for name in values}
    _put(names, values)
    try:
        yield
    finally:
        _put(names, before)


def _put(names: dict[str, Any], values: dict[str, Any]) -> None:
    for name, value in values.items():
        if value is ABSENT:
            names.pop(name, None)
        else:
            names[name] = value


def _absent_if_none(value: object) -> object:
    return ABSENT if value is None else value

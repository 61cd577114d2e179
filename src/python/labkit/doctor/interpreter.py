"""The interpreter that runs the labs."""

from __future__ import annotations

import platform
import sys
import sysconfig
from typing import Any

from labkit.doctor.importing import Imported
from labkit.doctor.problem import Problem
from labkit.events import machine

OLDEST = (3, 11)
NEWEST = (3, 15)
STANDARD = ("ctypes",)
"""Modules of the standard library that the kit needs and that some builds lack."""


def interpreter() -> dict[str, Any]:
    """Who this interpreter is; `gil`: whether the lock is on now, `freeThreaded`: whether this build can do without."""
    said = machine()
    return {
        "version": said["python"],
        "implementation": said["implementation"],
        "executable": sys.executable or "",
        "abi": f"{sysconfig.get_config_var('EXT_SUFFIX')} {sysconfig.get_platform()}",
        "freeThreaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
        "gil": said["gil"],
        "system": said["system"],
    }


def problems(standard: dict[str, Imported]) -> list[Problem]:
    """What is wrong with it. `standard`: what importing the modules of `STANDARD` gave."""
    found = []
    version = platform.python_version()
    oldest, newest = (".".join(map(str, one)) for one in (OLDEST, NEWEST))
    if sys.version_info[:2] < OLDEST:
        found.append(
            Problem(
                about="python",
                message=f"Python {version} is older than {oldest}, the oldest the labs run on.",
                remedy=f"Start the kit with Python {oldest} to {newest}.",
            )
        )
    elif sys.version_info[:2] > NEWEST:
        found.append(
            Problem(
                about="python",
                message=f"Python {version} is newer than {newest}, the newest the labs were tested on.",
                remedy=f"If a lab behaves oddly, start the kit with Python {newest} or older.",
                stops=False,
            )
        )
    if platform.python_implementation() != "CPython":
        found.append(
            Problem(
                about="python",
                message=f"This is {platform.python_implementation()}. Labs are graded on CPython, whose threads "
                "they schedule.",
                remedy=f"Start the kit with CPython {oldest} to {newest}.",
            )
        )
    for name in STANDARD:
        if not standard[name].found or standard[name].fault is not None:
            found.append(
                Problem(
                    about="python",
                    message=f"This Python was built without {name}: {standard[name].fault or 'it is not there'}.",
                    remedy="Take a Python from python.org or your system's packages. One you built yourself needs "
                    "libffi's headers when it is built.",
                )
            )
    return found

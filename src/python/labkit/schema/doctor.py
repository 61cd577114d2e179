"""Rules of the doctor's report: those of `src/contract/doctor.ts`, read by the same golden files."""

from __future__ import annotations

from typing import Any, get_args

from labkit.doctor.problem import About
from labkit.schema.rules import Rule, boolean, fields, items, nullable, number, one_of, text

_text = text()
_count = number(least=0, whole=True)
_package: dict[str, Rule] = {"name": _text, "version": nullable(_text), "importable": boolean, "fault": nullable(_text)}
_report = fields(
    {
        "version": one_of(1),
        "kit": _text,
        "python": fields(
            {
                "version": _text,
                "implementation": _text,
                "executable": _text,
                "abi": _text,
                "freeThreaded": boolean,
                "gil": boolean,
                "system": _text,
            }
        ),
        "cores": fields({"usable": _count, "machine": _count}),
        "processes": fields({"methods": items(_text, least=1), "default": _text}),
        "loopback": fields({"ipv4": boolean, "ipv6": boolean}),
        "temporary": fields({"folder": _text, "writable": boolean, "free": nullable(_count)}),
        "memory": fields({"limits": boolean, "method": _text}),
        "carried": items(fields(_package)),
        "packages": items(fields({**_package, "labs": items(_text)})),
        "problems": items(
            fields(
                {
                    "about": one_of(*get_args(About)),
                    "message": _text,
                    "remedy": _text,
                    "stops": boolean,
                    "labs": items(_text),
                }
            )
        ),
    }
)


def faults(data: Any) -> list[str]:
    """What is wrong with a report; empty when it is valid."""
    return list(_report(data, ""))
